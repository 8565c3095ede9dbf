// The tools of videos: those of pictures whose shapes can move. Each draws a track.
import { tools as pictures } from '../image/toolbox';
import type { ToolId } from '../image/contract';
import type { ToolDescription } from '../types';

const MOVING: readonly ToolId[] = ['box', 'rotated_box', 'polygon', 'points'];

export const tools: readonly ToolDescription<ToolId>[] = pictures.flatMap((tool) => {
  if (tool.selector === null) return [tool];
  return MOVING.includes(tool.id) ? [{ ...tool, selector: 'track' as const }] : [];
});
