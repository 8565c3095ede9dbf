// Puts the outline of a shape into a canvas path, in the pixels of a target, leaving out what is too small to see.
import { frameOf, corners } from '../../../model/geometry/frame';
import type { Bounds, Point, Shape, Size } from '../../../model/geometry/types';

/** `target = (image - origin) * scale + offset`. */
export interface Projection {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly offset: number;
}

export type PathSink = Pick<Path2D, 'moveTo' | 'lineTo' | 'closePath' | 'ellipse' | 'rect' | 'arc'>;

export function projected(p: Point, to: Projection): Point {
  return [(p[0] - to.x) * to.scale + to.offset, (p[1] - to.y) * to.scale + to.offset];
}

/** The outline; masks have none here, points are discs of `dot` target pixels. */
export function trace(path: PathSink, shape: Shape, to: Projection, size: Size, dot: number): void {
  switch (shape.type) {
    case 'box':
      return ring(path, corners(frameOf(shape)), to, true);
    case 'ellipse': {
      const [cx, cy] = projected([shape.cx, shape.cy], to);
      const angle = (shape.rotation * Math.PI) / 180;
      path.moveTo(cx + shape.rx * to.scale * Math.cos(angle), cy + shape.rx * to.scale * Math.sin(angle));
      path.ellipse(cx, cy, shape.rx * to.scale, shape.ry * to.scale, angle, 0, 2 * Math.PI);
      return path.closePath();
    }
    case 'polygon':
      ring(path, shape.points, to, true);
      for (const hole of shape.holes) ring(path, hole, to, true);
      return;
    case 'polyline':
      return ring(path, shape.points, to, false);
    case 'points':
      for (const p of shape.points) disc(path, projected(p, to), dot);
      return;
    case 'whole':
      return frameInside(path, { minX: 0, minY: 0, maxX: size.width, maxY: size.height }, to, dot);
    case 'mask':
      return;
  }
}

export function disc(path: PathSink, at: Point, radius: number): void {
  path.moveTo(at[0] + radius, at[1]);
  path.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  path.closePath();
}

/** A ring or line without the points that fall on the pixel of the one before. */
export function ring(path: PathSink, points: readonly Point[], to: Projection, closed: boolean): void {
  let lastX = NaN;
  let lastY = NaN;
  const n = points.length;
  for (let i = 0; i < n; i++) {
    const p = points[i];
    if (!p) continue;
    const x = (p[0] - to.x) * to.scale + to.offset;
    const y = (p[1] - to.y) * to.scale + to.offset;
    if (i === 0) path.moveTo(x, y);
    else if (i < n - 1 && Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7) continue;
    else path.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
  if (closed && n > 0) path.closePath();
}

function frameInside(path: PathSink, b: Bounds, to: Projection, inset: number): void {
  const [x0, y0] = projected([b.minX, b.minY], to);
  const [x1, y1] = projected([b.maxX, b.maxY], to);
  path.rect(x0 + inset, y0 + inset, Math.max(0, x1 - x0 - 2 * inset), Math.max(0, y1 - y0 - 2 * inset));
}
