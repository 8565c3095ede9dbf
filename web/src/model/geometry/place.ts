// Moving a shape, and keeping it inside of the picture.
import { bounds, holds } from './bounds';
import { movedMask } from './rle';
import type { Bounds, Point, Shape, Size } from './types';
import { clamped, moved } from './vec';

export function pictureBounds(size: Size): Bounds {
  return { minX: 0, minY: 0, maxX: size.width, maxY: size.height };
}

export function inside(shape: Shape, size: Size): boolean {
  return holds(pictureBounds(size), bounds(shape, size), 1e-6);
}

/** The nearest place inside of the picture. */
export function clampedPoint(p: Point, size: Size): Point {
  return [clamped(p[0], 0, size.width), clamped(p[1], 0, size.height)];
}

/** The shape pushed by as much of `dx`, `dy` as keeps it inside of the picture. */
export function translated(shape: Shape, dx: number, dy: number, size: Size): Shape {
  const b = bounds(shape, size);
  const right = clamped(dx, Math.min(0, -b.minX), Math.max(0, size.width - b.maxX));
  const down = clamped(dy, Math.min(0, -b.minY), Math.max(0, size.height - b.maxY));
  switch (shape.type) {
    case 'box':
      return { ...shape, x: shape.x + right, y: shape.y + down };
    case 'ellipse':
      return { ...shape, cx: shape.cx + right, cy: shape.cy + down };
    case 'polygon':
      return {
        ...shape,
        points: shape.points.map((p) => moved(p, right, down)),
        holes: shape.holes.map((hole) => hole.map((p) => moved(p, right, down))),
      };
    case 'polyline':
    case 'points':
      return { ...shape, points: shape.points.map((p) => moved(p, right, down)) };
    case 'mask':
      return movedMask(shape, right, down);
    case 'whole':
      return shape;
  }
}

/**
 * The last shape inside of the picture on the way from `at(0)`, which is inside, to `at(1)`.
 * Turned shapes have no simple clamp, so the way is halved until the step is too small to see.
 */
export function lastInside<S extends Shape>(at: (t: number) => S, size: Size): S {
  const whole = at(1);
  if (inside(whole, size)) return whole;
  let good = 0;
  let bad = 1;
  for (let step = 0; step < 14; step++) {
    const middle = (good + bad) / 2;
    if (inside(at(middle), size)) good = middle;
    else bad = middle;
  }
  return at(good);
}

/** Rounded to hundredths of a pixel: finer than anybody points, and short when stored. */
export function tidy(shape: Shape): Shape {
  switch (shape.type) {
    case 'box': {
      const x = hundredths(shape.x);
      const y = hundredths(shape.y);
      const width = hundredths(shape.x + shape.width - x);
      const height = hundredths(shape.y + shape.height - y);
      return { type: 'box', x, y, width, height, rotation: hundredths(shape.rotation) };
    }
    case 'ellipse': {
      const { cx, cy, rx, ry, rotation } = shape;
      return {
        type: 'ellipse',
        cx: hundredths(cx),
        cy: hundredths(cy),
        rx: hundredths(rx),
        ry: hundredths(ry),
        rotation: hundredths(rotation),
      };
    }
    case 'polygon':
      return { ...shape, points: tidyAll(shape.points), holes: shape.holes.map(tidyAll) };
    case 'polyline':
    case 'points':
      return { ...shape, points: tidyAll(shape.points) };
    case 'mask':
    case 'whole':
      return shape;
  }
}

function tidyAll(points: readonly Point[]): Point[] {
  return points.map(([x, y]) => [hundredths(x), hundredths(y)]);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
