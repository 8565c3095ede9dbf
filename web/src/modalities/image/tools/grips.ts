// The places of a selected shape that can be taken hold of: handles, corners of rings, edges, and the knob that turns.
import {
  frameOf,
  handlePlace,
  HANDLES,
  type Frame,
  type Handle,
  isFramed,
} from '../../../model/geometry/frame';
import { lines } from '../../../model/geometry/hit';
import type { Point, Shape } from '../../../model/geometry/types';
import { distance, moved, nearestOnSegment, turned } from '../../../model/geometry/vec';

export type Grip =
  | { kind: 'frame'; handle: Handle; at: Point }
  | { kind: 'turn'; at: Point }
  | { kind: 'vertex'; ring: number; index: number; at: Point }
  /** A new point after `index`. */
  | { kind: 'edge'; ring: number; index: number; at: Point };

/** How far the turning knob is from its side, in CSS pixels. */
const TURN_AWAY = 26;
/** Sides shorter than this have no handle in their middle. */
const ROOMY = 44;

/** The handles of a box or ellipse; `turns` adds the knob. */
export function frameGrips(frame: Frame, scale: number, turns: boolean): Grip[] {
  const grips: Grip[] = [];
  for (const handle of HANDLES) {
    const length = handle === 'n' || handle === 's' ? frame.width : frame.height;
    if (handle.length === 1 && length * scale < ROOMY) continue;
    grips.push({ kind: 'frame', handle, at: handlePlace(frame, handle) });
  }
  if (turns) grips.push({ kind: 'turn', at: turnPlace(frame, scale) });
  return grips;
}

export function turnPlace(frame: Frame, scale: number): Point {
  const up: Point = [frame.cx, frame.cy - frame.height / 2 - TURN_AWAY / scale];
  return turned(up, [frame.cx, frame.cy], frame.rotation);
}

export function vertexGrips(shape: Shape): Grip[] {
  if (shape.type === 'points')
    return shape.points.map((at, index) => ({ kind: 'vertex', ring: 0, index, at }));
  if (shape.type !== 'polygon' && shape.type !== 'polyline') return [];
  return lines(shape).flatMap(({ points }, ring) =>
    points.map((at, index): Grip => ({ kind: 'vertex', ring, index, at })),
  );
}

/** The grip within `reach` that is nearest to `p`; points win over edges. */
export function gripAt(shape: Shape, p: Point, scale: number, reach: number, turns: boolean): Grip | null {
  const grips = isFramed(shape) ? frameGrips(frameOf(shape), scale, turns) : vertexGrips(shape);
  let best: Grip | null = null;
  let nearest = reach;
  for (const grip of grips) {
    const d = distance(grip.at, p);
    if (d <= nearest) {
      nearest = d;
      best = grip;
    }
  }
  return best ?? edgeAt(shape, p, reach / 2);
}

function edgeAt(shape: Shape, p: Point, reach: number): Grip | null {
  if (shape.type !== 'polygon' && shape.type !== 'polyline') return null;
  let best: Grip | null = null;
  let nearest = reach;
  lines(shape).forEach(({ points, closed }, ring) => {
    const n = closed ? points.length : points.length - 1;
    for (let index = 0; index < n; index++) {
      const a = points[index];
      const b = points[(index + 1) % points.length];
      if (!a || !b) continue;
      const at = nearestOnSegment(p, a, b);
      const d = distance(at, p);
      if (d > nearest) continue;
      nearest = d;
      best = { kind: 'edge', ring, index, at };
    }
  });
  return best;
}

/** The shape with one point set to `at`; with `insert` as a new point behind `index`. */
export function withVertex(shape: Shape, ring: number, index: number, at: Point, insert = false): Shape {
  const put = (points: readonly Point[]) => {
    const copy = points.slice();
    if (insert) copy.splice(index + 1, 0, at);
    else copy[index] = at;
    return copy;
  };
  return inRing(shape, ring, put);
}

/** The shape without one point; null when too few would be left. A hole with too few points is closed. */
export function withoutVertex(shape: Shape, ring: number, index: number): Shape | null {
  const rings = shape.type === 'polygon' || shape.type === 'polyline' || shape.type === 'points';
  if (!rings) return null;
  const least = shape.type === 'polygon' ? 3 : shape.type === 'polyline' ? 2 : 1;
  const points = ring === 0 || shape.type !== 'polygon' ? shape.points : (shape.holes[ring - 1] ?? []);
  if (points.length > least) return inRing(shape, ring, (all) => all.filter((_, i) => i !== index));
  if (shape.type === 'polygon' && ring > 0) {
    return { ...shape, holes: shape.holes.filter((_, i) => i !== ring - 1) };
  }
  return null;
}

function inRing(shape: Shape, ring: number, change: (points: readonly Point[]) => Point[]): Shape {
  if (shape.type === 'polygon' && ring > 0) {
    return { ...shape, holes: shape.holes.map((hole, i) => (i === ring - 1 ? change(hole) : hole)) };
  }
  if (shape.type === 'polygon' || shape.type === 'polyline' || shape.type === 'points') {
    return { ...shape, points: change(shape.points) };
  }
  return shape;
}

/** Where a link is dragged from: right of the shape. */
export function linkPlace(b: { maxX: number; minY: number; maxY: number }, scale: number): Point {
  return moved([b.maxX, (b.minY + b.maxY) / 2], 22 / scale, 0);
}
