// A turned rectangle: what boxes and ellipses have in common when they are resized, turned and hit.
import type { BoxShape, EllipseShape, Point, Shape } from './types';
import { normalDegrees, turned } from './vec';

export interface Frame {
  readonly cx: number;
  readonly cy: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

export type FramedShape = BoxShape | EllipseShape;

/** The eight handles, named by compass, north at the top of the unturned frame. */
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';
export const HANDLES: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

export function isFramed(shape: Shape): shape is FramedShape {
  return shape.type === 'box' || shape.type === 'ellipse';
}

export function frameOf(shape: FramedShape): Frame {
  if (shape.type === 'ellipse') {
    const { cx, cy, rx, ry, rotation } = shape;
    return { cx, cy, width: 2 * rx, height: 2 * ry, rotation };
  }
  const { x, y, width, height, rotation } = shape;
  return { cx: x + width / 2, cy: y + height / 2, width, height, rotation };
}

/** A shape of the same kind in another frame. */
export function inFrame(shape: FramedShape, frame: Frame): FramedShape {
  const rotation = normalDegrees(frame.rotation);
  if (shape.type === 'ellipse') {
    return {
      type: 'ellipse',
      cx: frame.cx,
      cy: frame.cy,
      rx: frame.width / 2,
      ry: frame.height / 2,
      rotation,
    };
  }
  return boxOf({ ...frame, rotation });
}

export function boxOf(frame: Frame): BoxShape {
  return {
    type: 'box',
    x: frame.cx - frame.width / 2,
    y: frame.cy - frame.height / 2,
    width: frame.width,
    height: frame.height,
    rotation: frame.rotation,
  };
}

/** −1, 0 or 1 for the side a handle is on: west to east, north to south. */
export function side(handle: Handle): Point {
  const x = handle.includes('w') ? -1 : handle.includes('e') ? 1 : 0;
  const y = handle.includes('n') ? -1 : handle.includes('s') ? 1 : 0;
  return [x, y];
}

export function handlePlace(frame: Frame, handle: Handle): Point {
  const [sx, sy] = side(handle);
  const flat: Point = [frame.cx + (sx * frame.width) / 2, frame.cy + (sy * frame.height) / 2];
  return turned(flat, [frame.cx, frame.cy], frame.rotation);
}

/** The four corners, clockwise from the north west. */
export function corners(frame: Frame): Point[] {
  return [
    handlePlace(frame, 'nw'),
    handlePlace(frame, 'ne'),
    handlePlace(frame, 'se'),
    handlePlace(frame, 'sw'),
  ];
}

/** The frame with one handle pulled to `to`; the opposite handle stays where it is. */
export function resized(frame: Frame, handle: Handle, to: Point, keepRatio: boolean): Frame {
  const centre: Point = [frame.cx, frame.cy];
  const local = turned(to, centre, -frame.rotation);
  const [sx, sy] = side(handle);
  const fixedX = frame.cx - (sx * frame.width) / 2;
  const fixedY = frame.cy - (sy * frame.height) / 2;
  let width = sx === 0 ? frame.width : (local[0] - fixedX) * sx;
  let height = sy === 0 ? frame.height : (local[1] - fixedY) * sy;
  if (keepRatio && sx !== 0 && sy !== 0 && frame.width > 0 && frame.height > 0) {
    const grow = Math.max(Math.abs(width) / frame.width, Math.abs(height) / frame.height);
    width = Math.sign(width || 1) * frame.width * grow;
    height = Math.sign(height || 1) * frame.height * grow;
  }
  const middle: Point = [
    sx === 0 ? frame.cx : fixedX + (sx * width) / 2,
    sy === 0 ? frame.cy : fixedY + (sy * height) / 2,
  ];
  const [cx, cy] = turned(middle, centre, frame.rotation);
  return { cx, cy, width: Math.abs(width), height: Math.abs(height), rotation: frame.rotation };
}
