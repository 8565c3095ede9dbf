// Arithmetic with points.
import type { Point } from './types';

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

export function moved(p: Point, dx: number, dy: number): Point {
  return [p[0] + dx, p[1] + dy];
}

/** `p` turned clockwise about `centre`, as seen with the y axis pointing down. */
export function turned(p: Point, centre: Point, degrees: number): Point {
  if (degrees === 0) return p;
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const dx = p[0] - centre[0];
  const dy = p[1] - centre[1];
  return [centre[0] + dx * cos - dy * sin, centre[1] + dx * sin + dy * cos];
}

/** The place on the segment `a`–`b` that is nearest to `p`. */
export function nearestOnSegment(p: Point, a: Point, b: Point): Point {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length2 = dx * dx + dy * dy;
  if (length2 === 0) return a;
  const t = Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2));
  return [a[0] + t * dx, a[1] + t * dy];
}

export function segmentDistance(p: Point, a: Point, b: Point): number {
  return distance(p, nearestOnSegment(p, a, b));
}

/** Degrees clockwise from the x axis, in [0, 360). */
export function heading(from: Point, to: Point): number {
  const degrees = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  return normalDegrees(degrees);
}

export function normalDegrees(degrees: number): number {
  const turn = degrees % 360;
  return turn < 0 ? turn + 360 : turn + 0;
}

export function clamped(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
