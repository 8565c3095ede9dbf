// Changing the selected shape by its handles.
import { frameOf, inFrame, isFramed, resized, type FramedShape } from '../../../model/geometry/frame';
import { clampedPoint, lastInside, tidy } from '../../../model/geometry/place';
import type { Point, Shape } from '../../../model/geometry/types';
import { heading, moved } from '../../../model/geometry/vec';
import type { StageRegion } from '../contract';
import type { Pen } from '../pen';
import { words } from '../words';
import { frameGrips, type Grip, gripAt, turnPlace, vertexGrips, withoutVertex, withVertex } from './grips';
import { SNAP_DEGREES } from './rotated_box';
import type { Press, Workspace } from './tool';

/** Half of the smallest target that a finger or a tired hand hits, in CSS pixels. */
const REACH = 12;
const TOUCH_REACH = 20;
const MOST_KNOBS = 600;
const CURSORS = { n: 0, ne: 45, e: 90, se: 135, s: 180, sw: 225, w: 270, nw: 315 } as const;

export class Handles {
  private grip: Grip | null = null;
  private near: Grip | null = null;
  /** The shape that changes are made from, and the one that giving up goes back to. */
  private start: Shape | null = null;
  private before: Shape | null = null;
  /** From the press to the handle: it must not jump when it is taken. */
  private offset: Point = [0, 0];
  private id = '';
  private gesture = '';

  constructor(private readonly space: Workspace) {}

  /** Whether a handle is held just now. */
  get held(): boolean {
    return this.grip !== null;
  }

  /** Takes the handle under the press; true when there was one. */
  down(press: Press): boolean {
    const region = this.region();
    const grip = region && this.gripAt(press);
    if (!region || !grip) return false;
    if (press.alt && grip.kind === 'vertex') {
      this.remove(region, grip);
      return true;
    }
    this.start = this.before = this.space.shapeOf(region);
    this.offset = [grip.at[0] - press.loose[0], grip.at[1] - press.loose[1]];
    this.id = region.id;
    this.gesture = this.space.begin([region.id]);
    this.grip = grip;
    if (grip.kind === 'edge') {
      this.start = withVertex(this.start, grip.ring, grip.index, press.at, true);
      this.grip = { kind: 'vertex', ring: grip.ring, index: grip.index + 1, at: press.at };
      this.show(this.start);
    }
    if (press.keys) this.space.say(words.grabbed);
    return true;
  }

  move(press: Press): void {
    const { grip, start } = this;
    if (!grip || !start) return;
    this.show(this.changed(grip, start, press));
  }

  up(press: Press): void {
    if (!this.grip) return;
    this.move(press);
    this.release();
  }

  hover(press: Press | null): void {
    const near = press && this.gripAt(press);
    if (near?.at === this.near?.at) return;
    this.near = near;
    this.space.redraw();
  }

  cancel(): void {
    if (!this.grip) return;
    if (this.before) this.space.change(this.id, this.before, this.gesture);
    this.release();
  }

  /** Removes the point under the cross or the pointer; true when there was one. */
  removeNear(press: Press): boolean {
    const region = this.region();
    const grip = region && this.gripAt(press);
    return region !== null && grip?.kind === 'vertex' && this.remove(region, grip);
  }

  cursor(press: Press | null): string | null {
    const grip = this.grip ?? (press && this.gripAt(press));
    if (!grip) return null;
    if (grip.kind === 'turn') return 'grab';
    if (grip.kind === 'edge') return 'copy';
    if (grip.kind === 'vertex') return press?.alt ? 'not-allowed' : 'move';
    const region = this.region();
    const shape = region && this.space.shapeOf(region);
    const turn = shape && isFramed(shape) ? shape.rotation : 0;
    const direction = Math.round((CURSORS[grip.handle] + turn) / 45) % 4;
    return ['ns-resize', 'nesw-resize', 'ew-resize', 'nwse-resize'][direction] ?? 'move';
  }

  paint(pen: Pen): void {
    const region = this.region();
    if (!region) return;
    const shape = this.space.shapeOf(region);
    const active = this.grip ?? this.near;
    const isActive = (grip: Grip) => active !== null && sameGrip(active, grip);
    if (isFramed(shape)) {
      const frame = frameOf(shape);
      const turns = this.turns(shape);
      if (turns) pen.guide([turnPlace(frame, this.space.scale), middleOfTop(frame, this.space.scale)]);
      for (const grip of frameGrips(frame, this.space.scale, turns)) {
        if (grip.kind === 'turn') pen.round(grip.at, region.color, isActive(grip));
        else pen.square(grip.at, region.color, frame.rotation, isActive(grip));
      }
      return;
    }
    const grips = vertexGrips(shape);
    const every = Math.ceil(grips.length / MOST_KNOBS);
    grips.forEach((grip, i) => {
      if (i % every === 0 || isActive(grip)) pen.round(grip.at, region.color, isActive(grip), 4);
    });
    if (this.near?.kind === 'edge') pen.faint(this.near.at, region.color);
  }

  private changed(grip: Grip, start: Shape, press: Press): Shape {
    const { size } = this.space;
    const to = moved(press.loose, this.offset[0], this.offset[1]);
    if (grip.kind === 'vertex') return withVertex(start, grip.ring, grip.index, clampedPoint(to, size));
    if (!isFramed(start)) return start;
    const frame = frameOf(start);
    if (grip.kind === 'turn') {
      const pointed = heading([frame.cx, frame.cy], press.loose) + 90;
      const degrees = press.shift ? Math.round(pointed / SNAP_DEGREES) * SNAP_DEGREES : pointed;
      const by = ((degrees - frame.rotation + 540) % 360) - 180;
      return lastInside((t) => inFrame(start, { ...frame, rotation: frame.rotation + t * by }), size);
    }
    if (grip.kind !== 'frame') return start;
    const from = grip.at;
    const end = frame.rotation === 0 ? clampedPoint(to, size) : to;
    const pulled = (t: number): FramedShape => {
      const p: Point = [from[0] + (end[0] - from[0]) * t, from[1] + (end[1] - from[1]) * t];
      return inFrame(start, atLeast(resized(frame, grip.handle, p, press.shift)));
    };
    return lastInside(pulled, size);
  }

  private show(shape: Shape): void {
    const neat = tidy(shape);
    this.space.preview(this.id, neat);
    this.space.change(this.id, neat, this.gesture);
  }

  private release(): void {
    this.grip = null;
    this.start = null;
    this.space.end();
  }

  private remove(region: StageRegion, grip: Extract<Grip, { kind: 'vertex' }>): boolean {
    const shape = withoutVertex(this.space.shapeOf(region), grip.ring, grip.index);
    if (!shape) {
      this.space.say(words.nothingLeft);
      return true;
    }
    this.space.change(region.id, tidy(shape), this.space.begin([region.id]));
    this.space.end();
    this.near = null;
    this.space.redraw();
    return true;
  }

  private gripAt(press: Press): Grip | null {
    const region = this.region();
    if (!region) return null;
    const shape = this.space.shapeOf(region);
    const reach = (press.touch ? TOUCH_REACH : REACH) / this.space.scale;
    return gripAt(shape, press.loose, this.space.scale, reach, this.turns(shape));
  }

  private turns(shape: Shape): boolean {
    return shape.type === 'ellipse' || (shape.type === 'box' && (shape.rotation !== 0 || this.space.turning));
  }

  /** The one selected region, when it may be changed. */
  private region(): StageRegion | null {
    const [id] = this.space.selected;
    if (id === undefined || this.space.selected.length > 1 || this.space.locked) return null;
    return this.space.regions.free(id) ?? null;
  }
}

function sameGrip(a: Grip, b: Grip): boolean {
  if (a.kind === 'frame' && b.kind === 'frame') return a.handle === b.handle;
  if (a.kind === 'vertex' && b.kind === 'vertex') return a.ring === b.ring && a.index === b.index;
  return a.kind === 'turn' && b.kind === 'turn';
}

function atLeast(frame: ReturnType<typeof frameOf>): ReturnType<typeof frameOf> {
  return { ...frame, width: Math.max(1, frame.width), height: Math.max(1, frame.height) };
}

function middleOfTop(frame: ReturnType<typeof frameOf>, scale: number): Point {
  const [x, y] = turnPlace(frame, scale);
  const length = Math.hypot(frame.cx - x, frame.cy - y) || 1;
  const share = 26 / scale / length;
  return [x + (frame.cx - x) * share, y + (frame.cy - y) * share];
}
