// Polygons taken out of polygons, and clipped to the picture.
import { difference, intersection, type MultiPolygon, type Polygon, type Ring } from './clipping';
import { area } from './area';
import type { Point, PolygonShape, Size } from './types';

/**
 * The polygon without what `ring` encloses. A ring inside of it becomes a hole, one across its border a bite;
 * of several remaining pieces the largest is kept. Null when nothing remains.
 */
export function withHole(shape: PolygonShape, ring: readonly Point[]): PolygonShape | null {
  return largest(difference(rings(shape), [open(ring)]));
}

/** The part of a polygon that is inside of the picture; null when there is none. */
export function clippedPolygon(shape: PolygonShape, size: Size): PolygonShape | null {
  const { width, height } = size;
  const picture: Ring = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  return largest(intersection(rings(shape), [picture]));
}

export function rings(shape: PolygonShape): Polygon {
  return [open(shape.points), ...shape.holes.map(open)];
}

function open(ring: readonly Point[]): Ring {
  return ring.map(([x, y]) => [x, y]);
}

function largest(pieces: MultiPolygon): PolygonShape | null {
  const size = { width: 0, height: 0 };
  const shapes = pieces.map(shapeOf).filter((shape) => shape.points.length >= 3);
  return shapes.reduce<PolygonShape | null>(
    (best, shape) => (best && area(best, size) >= area(shape, size) ? best : shape),
    null,
  );
}

function shapeOf(polygon: Polygon): PolygonShape {
  const [outer, ...holes] = polygon.map(unclosed);
  return { type: 'polygon', points: outer ?? [], holes };
}

/** The library repeats the first point at the end of a ring; stored rings do not. */
function unclosed(ring: Ring): Point[] {
  const first = ring[0];
  const last = ring.at(-1);
  const repeats = first && last && ring.length > 1 && first[0] === last[0] && first[1] === last[1];
  return (repeats ? ring.slice(0, -1) : ring).map(([x, y]) => [x, y] as const);
}
