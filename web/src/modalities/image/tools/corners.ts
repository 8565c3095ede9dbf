// Upright boxes and ellipses: by a drag from corner to corner, or by two clicks.
import type { FramedShape } from '../../../model/geometry/frame';
import type { Point } from '../../../model/geometry/types';
import { distance } from '../../../model/geometry/vec';
import type { Pen } from '../pen';
import { words } from '../words';
import { Handles } from './handles';
import { BaseTool, type Press, type Progress, type Workspace } from './tool';

/** A press that moved less than this, in CSS pixels, was a click. */
export const CLICK = 4;

export class CornersTool extends BaseTool {
  private anchor: Point | null = null;
  private at: Point = [0, 0];
  private pressed: Point = [0, 0];
  private second = false;
  private readonly handles: Handles;

  constructor(
    readonly id: 'box' | 'ellipse',
    space: Workspace,
  ) {
    super(space);
    this.handles = new Handles(space);
  }

  override get busy(): boolean {
    return this.anchor !== null || this.handles.held;
  }

  override get progress(): Progress {
    return this.anchor ? 'begun' : 'none';
  }

  down(press: Press): void {
    if (!this.anchor && this.handles.down(press)) return;
    this.second = this.anchor !== null;
    this.pressed = press.stage;
    this.anchor ??= press.at;
    this.at = press.at;
    if (!this.second) this.space.say(words.corner(press.at));
    this.space.redraw();
  }

  move(press: Press, pressed: boolean): void {
    if (this.handles.held) return this.handles.move(press);
    if (!this.anchor) return this.handles.hover(pressed ? null : press);
    this.at = press.shift ? squared(this.anchor, press.at) : press.at;
    this.space.redraw();
  }

  up(press: Press): void {
    if (this.handles.held) return this.handles.up(press);
    const dragged = distance(press.stage, this.pressed) > CLICK;
    if (this.anchor && (this.second || dragged)) this.finish();
  }

  override finish(): void {
    if (!this.anchor) return;
    const shape = this.shape(this.anchor);
    this.anchor = null;
    this.space.redraw();
    const [width, height] = shape.type === 'box' ? [shape.width, shape.height] : [shape.rx * 2, shape.ry * 2];
    if (width < 1 || height < 1) this.space.say(words.tooSmall);
    else this.space.draw(shape);
  }

  cancel(): void {
    this.handles.cancel();
    this.anchor = null;
    this.space.redraw();
  }

  override undoPoint(): boolean {
    if (!this.anchor) return false;
    this.cancel();
    return true;
  }

  override cursor(press: Press | null): string {
    return (!this.anchor && this.handles.cursor(press)) || 'crosshair';
  }

  paint(pen: Pen): void {
    if (!this.anchor) return this.handles.paint(pen);
    const shape = this.shape(this.anchor);
    pen.outline(shape, { color: this.space.color, fill: 0.12 });
    const width = Math.abs(this.at[0] - this.anchor[0]);
    const height = Math.abs(this.at[1] - this.anchor[1]);
    if (width > 0 && height > 0) {
      const at: Point = [Math.min(this.anchor[0], this.at[0]), Math.min(this.anchor[1], this.at[1])];
      pen.tag(`${Math.round(width)} × ${Math.round(height)}`, this.space.color, at);
    }
  }

  private shape([ax, ay]: Point): FramedShape {
    const [bx, by] = this.at;
    const x = Math.min(ax, bx);
    const y = Math.min(ay, by);
    const width = Math.abs(ax - bx);
    const height = Math.abs(ay - by);
    if (this.id === 'box') return { type: 'box', x, y, width, height, rotation: 0 };
    return {
      type: 'ellipse',
      cx: x + width / 2,
      cy: y + height / 2,
      rx: width / 2,
      ry: height / 2,
      rotation: 0,
    };
  }
}

/** The other corner of a square, with the shorter of the two sides so that it stays inside of the picture. */
function squared(a: Point, b: Point): Point {
  const side = Math.min(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1]));
  return [a[0] + side * Math.sign(b[0] - a[0]), a[1] + side * Math.sign(b[1] - a[1])];
}
