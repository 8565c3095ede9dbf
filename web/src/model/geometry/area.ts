// How much of the picture a shape covers.
import { maskArea } from './rle';
import type { Point, Shape, Size } from './types';

/** In square pixels; lines and points cover nothing. */
export function area(shape: Shape, size: Size): number {
  switch (shape.type) {
    case 'box':
      return shape.width * shape.height;
    case 'ellipse':
      return Math.PI * shape.rx * shape.ry;
    case 'polygon':
      return shape.holes.reduce((rest, hole) => rest - ringArea(hole), ringArea(shape.points));
    case 'polyline':
    case 'points':
      return 0;
    case 'mask':
      return maskArea(shape);
    case 'whole':
      return size.width * size.height;
  }
}

export function ringArea(ring: readonly Point[]): number {
  let twice = 0;
  let a = ring.at(-1);
  for (const b of ring) {
    if (a) twice += a[0] * b[1] - b[0] * a[1];
    a = b;
  }
  return Math.abs(twice) / 2;
}
