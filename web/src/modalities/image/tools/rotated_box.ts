// Turned boxes: first one side, by a drag or two clicks, then its depth.
import { boxOf } from '../../../model/geometry/frame';
import { lastInside } from '../../../model/geometry/place';
import type { BoxShape, Point } from '../../../model/geometry/types';
import { distance, heading, turned } from '../../../model/geometry/vec';
import type { Pen } from '../pen';
import { words } from '../words';
import { CLICK } from './corners';
import { Handles } from './handles';
import { BaseTool, type Press, type Progress, type Workspace } from './tool';

export const SNAP_DEGREES = 15;

export class RotatedBoxTool extends BaseTool {
  readonly id = 'rotated_box';
  private start: Point | null = null;
  private end: Point | null = null;
  private at: Point = [0, 0];
  private pressed: Point = [0, 0];
  private fresh = false;
  private readonly handles: Handles;

  constructor(space: Workspace) {
    super(space);
    this.handles = new Handles(space);
  }

  override get busy(): boolean {
    return this.start !== null || this.handles.held;
  }

  override get progress(): Progress {
    return this.start ? 'begun' : 'none';
  }

  down(press: Press): void {
    if (!this.start && this.handles.down(press)) return;
    this.pressed = press.stage;
    this.fresh = this.start === null;
    if (!this.start) {
      this.start = press.at;
      this.space.say(words.corner(press.at));
    }
    this.at = this.placed(press);
    this.space.redraw();
  }

  move(press: Press, pressed: boolean): void {
    if (this.handles.held) return this.handles.move(press);
    if (!this.start) return this.handles.hover(pressed ? null : press);
    this.at = this.placed(press);
    this.space.redraw();
  }

  up(press: Press): void {
    if (this.handles.held) return this.handles.up(press);
    if (!this.start) return;
    if (this.end) return this.finish();
    const dragged = distance(press.stage, this.pressed) > CLICK;
    if (this.fresh && !dragged) return;
    if (distance(this.start, this.at) < 1) return this.space.say(words.tooSmall);
    this.end = this.at;
    this.space.say(words.corner(this.at));
    this.space.redraw();
  }

  override finish(): void {
    const shape = this.shape();
    this.clear();
    if (!shape || shape.width < 1 || shape.height < 1) this.space.say(words.tooSmall);
    else this.space.draw(shape);
  }

  cancel(): void {
    this.handles.cancel();
    this.clear();
  }

  override undoPoint(): boolean {
    if (!this.start) return false;
    if (this.end) this.end = null;
    else this.start = null;
    this.space.redraw();
    return true;
  }

  override cursor(press: Press | null): string {
    return (!this.start && this.handles.cursor(press)) || 'crosshair';
  }

  paint(pen: Pen): void {
    if (!this.start) return this.handles.paint(pen);
    const shape = this.shape();
    if (shape) pen.outline(shape, { color: this.space.color, fill: 0.12 });
    else pen.line([this.start, this.at], { color: this.space.color }, false);
    pen.round(this.start, this.space.color, false);
    if (this.end) pen.round(this.end, this.space.color, false);
  }

  private clear(): void {
    this.start = null;
    this.end = null;
    this.space.redraw();
  }

  /** With Shift the side keeps to steps of 15°. */
  private placed(press: Press): Point {
    if (!this.start || this.end || !press.shift) return press.at;
    const degrees = Math.round(heading(this.start, press.at) / SNAP_DEGREES) * SNAP_DEGREES;
    const length = distance(this.start, press.at);
    return turned([this.start[0] + length, this.start[1]], this.start, degrees);
  }

  private shape(): BoxShape | null {
    const { start, end } = this;
    if (!start || !end) return null;
    const rotation = heading(start, end);
    const width = distance(start, end);
    const depth = turned(this.at, start, -rotation)[1] - start[1];
    const middle: Point = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    const deep = (t: number): BoxShape => {
      const [cx, cy] = turned([middle[0], middle[1] + (t * depth) / 2], middle, rotation);
      return boxOf({ cx, cy, width, height: Math.abs(t * depth), rotation });
    };
    return lastInside(deep, this.space.size);
  }
}
