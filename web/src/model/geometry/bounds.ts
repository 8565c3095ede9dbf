// The upright rectangle around a shape.
import { corners, frameOf } from './frame';
import { maskBounds } from './rle';
import type { Bounds, EllipseShape, MaskShape, Point, Shape, Size } from './types';

const maskCache = new WeakMap<MaskShape, Bounds>();

/** Around the shape; `size` is the picture's, which `whole` covers. */
export function bounds(shape: Shape, size: Size): Bounds {
  switch (shape.type) {
    case 'box':
      return shape.rotation === 0
        ? { minX: shape.x, minY: shape.y, maxX: shape.x + shape.width, maxY: shape.y + shape.height }
        : around(corners(frameOf(shape)));
    case 'ellipse':
      return aroundEllipse(shape);
    case 'polygon':
    case 'polyline':
    case 'points':
      return around(shape.points);
    case 'mask':
      return aroundMask(shape);
    case 'whole':
      return { minX: 0, minY: 0, maxX: size.width, maxY: size.height };
  }
}

export function around(points: readonly Point[]): Bounds {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const [x, y] of points) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return points.length === 0 ? { minX: 0, minY: 0, maxX: 0, maxY: 0 } : { minX, minY, maxX, maxY };
}

export function union(a: Bounds, b: Bounds): Bounds {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

export function meets(a: Bounds, b: Bounds): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}

export function holds(outer: Bounds, inner: Bounds, slack = 0): boolean {
  return (
    inner.minX >= outer.minX - slack &&
    inner.minY >= outer.minY - slack &&
    inner.maxX <= outer.maxX + slack &&
    inner.maxY <= outer.maxY + slack
  );
}

export function centre(b: Bounds): Point {
  return [(b.minX + b.maxX) / 2, (b.minY + b.maxY) / 2];
}

function aroundEllipse({ cx, cy, rx, ry, rotation }: EllipseShape): Bounds {
  const angle = (rotation * Math.PI) / 180;
  const halfWidth = Math.hypot(rx * Math.cos(angle), ry * Math.sin(angle));
  const halfHeight = Math.hypot(rx * Math.sin(angle), ry * Math.cos(angle));
  return { minX: cx - halfWidth, minY: cy - halfHeight, maxX: cx + halfWidth, maxY: cy + halfHeight };
}

function aroundMask(shape: MaskShape): Bounds {
  const known = maskCache.get(shape);
  if (known) return known;
  const found = maskBounds(shape) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  maskCache.set(shape, found);
  return found;
}
