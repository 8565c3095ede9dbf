// Where the shape of a track is at any time: known at keyframes, and between them by the same rule as on the server.
import type { Shape } from './geometry/types';
import type { Keyframe, TrackShape } from './types';

/** What a track shows at one time. */
export interface TrackMoment {
  readonly shape: TrackShape;
  /** The keyframe that holds from here on. */
  readonly keyframe: Keyframe;
  /** The time is that of the keyframe itself. */
  readonly isKeyframe: boolean;
}

/** The shape of a track at a master time in milliseconds; null where it is not there. */
export function shapeAt(keyframes: readonly Keyframe[], ms: number): TrackShape | null {
  return momentAt(keyframes, ms)?.shape ?? null;
}

/** The same, with the keyframe before it. */
export function momentAt(keyframes: readonly Keyframe[], ms: number): TrackMoment | null {
  const at = keyframeBefore(keyframes, ms);
  const before = keyframes[at];
  if (!before || before.outside) return null;
  const isKeyframe = before.time_ms === ms;
  const next = keyframes[at + 1];
  if (!next) return isKeyframe ? { shape: before.shape, keyframe: before, isKeyframe } : null;
  if (before.hold) return { shape: before.shape, keyframe: before, isKeyframe };
  const share = (ms - before.time_ms) / (next.time_ms - before.time_ms);
  return { shape: between(before.shape, next.shape, share), keyframe: before, isKeyframe };
}

/** The index of the last keyframe that is not after a time; −1 before the first. */
export function keyframeBefore(keyframes: readonly Keyframe[], ms: number): number {
  let [low, high] = [0, keyframes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyframes[middle]!.time_ms <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The shape as a place in a still picture. */
export function placeOf(shape: TrackShape): Shape {
  return shape.type === 'polygon' ? { ...shape, holes: [] } : shape;
}

/** A place in a still picture as a shape that can move; null for those that cannot. */
export function trackShape(place: Shape): TrackShape | null {
  switch (place.type) {
    case 'box':
    case 'points':
      return place;
    case 'polygon':
      return { type: 'polygon', points: place.points };
    case 'polyline':
    case 'ellipse':
    case 'mask':
    case 'whole':
      return null;
  }
}

/** The shape at `share` of the way, 0 to 1. Shapes with different numbers of points do not move. */
function between(one: TrackShape, other: TrackShape, share: number): TrackShape {
  const mix = (a: number, b: number) => a + (b - a) * share;
  if (one.type === 'box' && other.type === 'box') {
    return {
      type: 'box',
      x: mix(one.x, other.x),
      y: mix(one.y, other.y),
      width: mix(one.width, other.width),
      height: mix(one.height, other.height),
      rotation: one.rotation + shorterTurn(one.rotation, other.rotation) * share,
    };
  }
  if (one.type === 'box' || other.type === 'box' || one.type !== other.type) return one;
  if (one.points.length !== other.points.length) return one;
  const points = one.points.map(([x, y], i) => {
    const [x2, y2] = other.points[i]!;
    return [mix(x, x2), mix(y, y2)] as const;
  });
  return { ...one, points };
}

/** Degrees from one angle to another, −180 to 180. */
function shorterTurn(from: number, to: number): number {
  return ((((to - from + 180) % 360) + 360) % 360) - 180;
}
