// The tools of pictures as the tool bar shows them.
import type { ToolDescription } from '../types';
import type { ToolId } from './contract';

export const tools: readonly ToolDescription<ToolId>[] = [
  {
    id: 'select',
    title: 'Select',
    selector: null,
    icon: 'M5 3.5 18.5 11l-5.8 1.7L9.6 18 5 3.5Z',
    hint: 'Click to select, drag to move; drag over empty ground to select several.',
  },
  {
    id: 'box',
    title: 'Box',
    selector: 'box',
    icon: 'M4 6h16v12H4z',
    hint: 'Drag from corner to corner, or click both; Shift makes a square.',
  },
  {
    id: 'rotated_box',
    title: 'Rotated box',
    selector: 'box',
    icon: 'M12.5 3 21 11.5 11.5 21 3 12.5z',
    hint: 'Drag along one side, then click its depth; Shift turns in steps of 15°.',
  },
  {
    id: 'polygon',
    title: 'Polygon',
    selector: 'polygon',
    icon: 'M12 3.5 20.5 10 17 20H7L3.5 10z',
    hint: 'Click the points or draw by hand; Enter closes, Backspace takes a point back.',
  },
  {
    id: 'polyline',
    title: 'Line',
    selector: 'polyline',
    icon: 'M3.5 19 9 8l6 7 5.5-11',
    hint: 'Click the points or draw by hand; a double click or Enter ends the line.',
  },
  {
    id: 'points',
    title: 'Points',
    selector: 'points',
    icon: 'M7 8.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Zm10 3a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Zm-7 7a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
    hint: 'Click each point; Enter or a double click makes them one region.',
  },
  {
    id: 'ellipse',
    title: 'Ellipse',
    selector: 'ellipse',
    icon: 'M12 6c5 0 8.5 2.7 8.5 6s-3.5 6-8.5 6-8.5-2.7-8.5-6S7 6 12 6Z',
    hint: 'Drag across, or click two corners; Shift makes a circle.',
  },
  {
    id: 'brush',
    title: 'Brush',
    selector: 'mask',
    icon: 'M20 4 11.5 12.5M9 12.5a3.2 3.2 0 0 1 3 3c0 2.8-2 4.5-4.8 4.5-1.7 0-3-.6-3.7-1.4 1.5-.2 2-1 2.2-2.6.2-2 1.5-3.5 3.2-3.5Z',
    hint: 'Paint a mask; Shift takes away.',
  },
];
