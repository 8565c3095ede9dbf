// How much two shapes agree, as a preview; the server's figure is the one that counts.
import { intersection, type MultiPolygon, type Polygon } from './clipping';
import { area, ringArea } from './area';
import { Bitmask, ones, TILE } from './bitmask';
import { bounds, meets } from './bounds';
import { rings } from './cut';
import { corners, frameOf } from './frame';
import { decoded } from './rle';
import type { EllipseShape, Point, Shape, Size } from './types';
import { turned } from './vec';

/** Intersection over union, 0 to 1; lines and points, which cover nothing, give 0. */
export function overlap(a: Shape, b: Shape, size: Size): number {
  if (!meets(bounds(a, size), bounds(b, size))) return 0;
  const common = commonArea(a, b, size);
  const union = area(a, size) + area(b, size) - common;
  return union > 0 ? common / union : 0;
}

/** The pixels whose centre is inside of the shape. */
export function rasterized(shape: Shape, size: Size): Bitmask {
  if (shape.type === 'mask') return decoded(shape);
  const mask = new Bitmask(size.width, size.height);
  const outline = outlineOf(shape, size);
  if (!outline) return mask;
  const b = bounds(shape, size);
  for (let x = Math.max(0, Math.floor(b.minX)); x < Math.min(size.width, b.maxX); x++) {
    const cuts = crossings(outline, x + 0.5);
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      const from = Math.ceil((cuts[i] ?? 0) - 0.5);
      mask.fillColumn(x, from, Math.ceil((cuts[i + 1] ?? 0) - 0.5), true);
    }
  }
  return mask;
}

function commonArea(a: Shape, b: Shape, size: Size): number {
  if (a.type === 'mask' || b.type === 'mask') return commonPixels(rasterized(a, size), rasterized(b, size));
  const first = outlineOf(a, size);
  const second = outlineOf(b, size);
  return first && second ? polygonsArea(intersection(first, second)) : 0;
}

function commonPixels(a: Bitmask, b: Bitmask): number {
  if (a.width !== b.width || a.height !== b.height) return 0;
  let n = 0;
  for (let column = 0; column < a.columns; column++) {
    for (let row = 0; row < a.rows; row++) {
      const left = a.tile(column, row);
      const right = b.tile(column, row);
      if (!left || !right) continue;
      for (let i = 0; i < (TILE * TILE) / 32; i++) n += ones((left[i] ?? 0) & (right[i] ?? 0));
    }
  }
  return n;
}

function polygonsArea(pieces: MultiPolygon): number {
  let sum = 0;
  for (const [outer, ...holes] of pieces) {
    sum += ringArea(outer ?? []);
    for (const hole of holes) sum -= ringArea(hole);
  }
  return sum;
}

function outlineOf(shape: Shape, size: Size): Polygon | null {
  switch (shape.type) {
    case 'polygon':
      return rings(shape);
    case 'box':
      return [corners(frameOf(shape)).map(([x, y]) => [x, y])];
    case 'ellipse':
      return [ellipseRing(shape, 96).map(([x, y]) => [x, y])];
    case 'whole':
      return [
        [
          [0, 0],
          [size.width, 0],
          [size.width, size.height],
          [0, size.height],
        ],
      ];
    case 'polyline':
    case 'points':
    case 'mask':
      return null;
  }
}

function ellipseRing({ cx, cy, rx, ry, rotation }: EllipseShape, n: number): Point[] {
  // Points a little outside, so that the ring of chords has the area of the ellipse.
  const grow = Math.sqrt((2 * Math.PI) / (n * Math.sin((2 * Math.PI) / n)));
  return Array.from({ length: n }, (_, i) => {
    const angle = (2 * Math.PI * i) / n;
    const p: Point = [cx + rx * grow * Math.cos(angle), cy + ry * grow * Math.sin(angle)];
    return turned(p, [cx, cy], rotation);
  });
}

/** The heights at which the vertical line at `x` crosses the rings, sorted. */
function crossings(polygon: Polygon, x: number): number[] {
  const found: number[] = [];
  for (const ring of polygon) {
    let a = ring.at(-1);
    for (const b of ring) {
      if (a && a[0] > x !== b[0] > x) found.push(a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1]));
      a = b;
    }
  }
  return found.sort((p, q) => p - q);
}
