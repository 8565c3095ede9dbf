// The text modality: what a text answers to every question that the workbench asks.
import type { Modality } from '../types';
import type { TextTypes } from './contract';
import { textMessages } from './messages';
import { TextView } from './TextView';

export type * from './contract';

const MAX_QUOTE = 60;

export const text: Modality<TextTypes> = {
  kind: 'text',
  title: textMessages.title,
  Viewer: TextView,
  tools: [
    {
      id: 'select',
      title: textMessages.select,
      selector: null,
      icon: 'M5 3l13 7-5.6 1.6L9.5 17z',
      hint: textMessages.selectHint,
    },
    {
      id: 'text',
      title: textMessages.span,
      selector: 'text',
      icon: 'M4 17h16M8 12V5M5 5h6M15 8v4M13.5 8H17',
      hint: textMessages.spanHint,
    },
  ],
  /** `x` counts code points; a text has no second direction. */
  hitTest(shape, x, _y, tolerance) {
    if (shape.type === 'whole') return true;
    return shape.spans.some((span) => x >= span.start - tolerance && x < span.end + tolerance);
  },
  describe(shape) {
    if (shape.type === 'whole') return textMessages.whole;
    const quote = shape.spans.map((span) => span.quote).join(' … ');
    const short = quote.length > MAX_QUOTE ? `${quote.slice(0, MAX_QUOTE - 1)}…` : quote;
    return textMessages.quote(short);
  },
};
