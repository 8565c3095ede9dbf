// Where a shape is, in words that help without a picture.
import { bounds, centre } from './bounds';
import type { Shape, Size } from './types';

export type Third = 'start' | 'middle' | 'end';

/** In which ninth of the picture the middle of the shape is. */
export function ninth(shape: Shape, size: Size): { across: Third; down: Third } {
  const [x, y] = centre(bounds(shape, size));
  return { across: third(x, size.width), down: third(y, size.height) };
}

function third(at: number, length: number): Third {
  if (at < length / 3) return 'start';
  return at > (2 * length) / 3 ? 'end' : 'middle';
}
