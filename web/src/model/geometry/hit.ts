// Whether a point touches a shape, with a tolerance for thin ones.
import { frameOf, type FramedShape } from './frame';
import type { MaskShape, Point, Shape } from './types';
import { distance, segmentDistance, turned } from './vec';

export function hits(shape: Shape, p: Point, tolerance: number): boolean {
  switch (shape.type) {
    case 'box':
    case 'ellipse':
      return hitsFramed(shape, p, tolerance);
    case 'polygon':
      return inPolygon(p, shape) || edgeDistance(p, shape) <= tolerance;
    case 'polyline':
      return edgeDistance(p, shape) <= tolerance;
    case 'points':
      return shape.points.some((point) => distance(point, p) <= tolerance);
    case 'mask':
      return maskHas(shape, Math.floor(p[0]), Math.floor(p[1]));
    case 'whole':
      return true;
  }
}

/** Whether `p` is on the line of the shape rather than in its inside. */
export function hitsOutline(shape: Shape, p: Point, tolerance: number): boolean {
  switch (shape.type) {
    case 'box':
    case 'ellipse':
      return hitsFramed(shape, p, tolerance) && !hitsFramed(shape, p, -tolerance);
    case 'polygon':
    case 'polyline':
      return edgeDistance(p, shape) <= tolerance;
    case 'points':
      return hits(shape, p, tolerance);
    case 'mask':
    case 'whole':
      return false;
  }
}

/** Even-odd, so that a ring that crosses itself and holes both count as drawn. */
export function inRing(p: Point, ring: readonly Point[]): boolean {
  let inside = false;
  let a = ring.at(-1);
  for (const b of ring) {
    if (a && a[1] > p[1] !== b[1] > p[1]) {
      const x = a[0] + ((p[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
      if (p[0] < x) inside = !inside;
    }
    a = b;
  }
  return inside;
}

export interface Edged {
  readonly points: readonly Point[];
  readonly holes?: readonly (readonly Point[])[];
  readonly type: string;
}

/** The rings or the line, each with whether its last point joins its first. */
export function lines(shape: Edged): { points: readonly Point[]; closed: boolean }[] {
  if (shape.type !== 'polygon') return [{ points: shape.points, closed: false }];
  return [shape.points, ...(shape.holes ?? [])].map((points) => ({ points, closed: true }));
}

export function edgeDistance(p: Point, shape: Edged): number {
  let nearest = Infinity;
  for (const { points, closed } of lines(shape)) {
    for (let i = closed ? 0 : 1; i < points.length; i++) {
      const a = points[(i + points.length - 1) % points.length];
      const b = points[i];
      if (a && b) nearest = Math.min(nearest, segmentDistance(p, a, b));
    }
    const only = points[0];
    if (points.length === 1 && only) nearest = Math.min(nearest, distance(p, only));
  }
  return nearest;
}

function inPolygon(p: Point, shape: Extract<Shape, { type: 'polygon' }>): boolean {
  return inRing(p, shape.points) && !shape.holes.some((hole) => inRing(p, hole));
}

function hitsFramed(shape: FramedShape, p: Point, tolerance: number): boolean {
  const frame = frameOf(shape);
  const [x, y] = turned(p, [frame.cx, frame.cy], -frame.rotation);
  const halfWidth = frame.width / 2 + tolerance;
  const halfHeight = frame.height / 2 + tolerance;
  if (halfWidth <= 0 || halfHeight <= 0) return false;
  const dx = (x - frame.cx) / halfWidth;
  const dy = (y - frame.cy) / halfHeight;
  return shape.type === 'ellipse' ? dx * dx + dy * dy <= 1 : Math.abs(dx) <= 1 && Math.abs(dy) <= 1;
}

function maskHas(shape: MaskShape, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= shape.width || y >= shape.height) return false;
  const at = x * shape.height + y;
  let end = 0;
  for (let i = 0; i < shape.counts.length; i++) {
    end += shape.counts[i] ?? 0;
    if (at < end) return i % 2 === 1;
  }
  return false;
}
