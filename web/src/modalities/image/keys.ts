// Working on the stage by keys alone: the cross, nudging, and what is shared by all tools.
import { frameOf, inFrame, isFramed } from '../../model/geometry/frame';
import { clampedPoint, lastInside, tidy, translated } from '../../model/geometry/place';
import type { Point, Shape } from '../../model/geometry/types';
import type { Camera } from './camera';
import type { StageRegion } from './contract';
import { SelectTool } from './tools/select';
import type { Press, Tool, Workspace } from './tools/tool';
import { words } from './words';

/** Nudges within this time are one change. */
const RUN_MS = 900;
const PAN_STEP = 64;
const ARROWS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface KeyTarget {
  readonly camera: Camera;
  readonly space: Workspace;
  tool(): Tool;
  /** The pointer's last press, for keys that act where the pointer is. */
  hovered(): Press | null;
  holdSpace(): void;
  redraw(): void;
}

export class Keys {
  /** The cross that keys move; null while it is off. */
  cross: Point | null = null;
  private run: { gesture: string; until: number; key: string } | null = null;

  constructor(private readonly target: KeyTarget) {}

  handle(event: KeyboardEvent): boolean {
    const { target } = this;
    const arrow = ARROWS[event.key];
    if (arrow) return this.arrow(arrow, event);
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) return this.enter(event);
    if (event.key === 'Escape') return this.escape();
    if (event.key === 'Backspace') return target.tool().undoPoint() || this.removePoint();
    if (event.key === 'Delete') return this.removePoint();
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.code === 'Space' && plain) {
      target.holdSpace();
      return true;
    }
    if (plain && (event.key === '+' || event.key === '=' || event.key === '-')) {
      target.camera.glideBy(event.key === '-' ? 0.8 : 1.25);
      return true;
    }
    return false;
  }

  /** The cross as a press. */
  press(at: Point, event?: KeyboardEvent): Press {
    const stage = this.target.space.toStage(at);
    const modifiers = { shift: event?.shiftKey ?? false, alt: event?.altKey ?? false };
    return { at, loose: at, stage, client: stage, ...modifiers, touch: false, keys: true };
  }

  hideCross(): void {
    this.cross = null;
    this.target.redraw();
  }

  private enter(event: KeyboardEvent): boolean {
    const { target } = this;
    const tool = target.tool();
    if (target.space.locked && tool.id !== 'select') return false;
    if (event.shiftKey) {
      if (!tool.busy) return false;
      tool.finish();
    } else if (this.cross) {
      tool.tap({ ...this.press(this.cross), shift: false });
    } else if (tool.busy) {
      tool.finish();
    } else {
      this.showCross();
    }
    target.redraw();
    return true;
  }

  private showCross(): void {
    const { camera, space } = this.target;
    const middle = camera.toImage([camera.stage.width / 2, camera.stage.height / 2]);
    this.cross = clampedPoint([Math.round(middle[0]), Math.round(middle[1])], space.size);
    space.say(words.cross(this.cross));
    this.target.tool().move(this.press(this.cross), false);
  }

  private escape(): boolean {
    const tool = this.target.tool();
    if (tool.busy) {
      tool.cancel();
      this.target.space.say(words.givenUp);
      return true;
    }
    if (!this.cross) return false;
    this.hideCross();
    this.target.space.say(words.crossOff);
    return true;
  }

  private arrow(direction: Point, event: KeyboardEvent): boolean {
    const { camera, space } = this.target;
    if (event.metaKey) return false;
    const step = event.ctrlKey
      ? Math.min(camera.stage.width, camera.stage.height) / 10
      : event.shiftKey
        ? 10
        : 1;
    const dx = (direction[0] * step) / camera.view.scale;
    const dy = (direction[1] * step) / camera.view.scale;
    if (this.cross) this.moveCross(this.cross, dx, dy, event);
    else if (space.selected.length > 0) return this.nudge(dx, dy, event);
    else camera.panBy(-direction[0] * PAN_STEP, -direction[1] * PAN_STEP);
    return true;
  }

  private moveCross(from: Point, dx: number, dy: number, event: KeyboardEvent): void {
    const { camera, space } = this.target;
    this.cross = clampedPoint([from[0] + dx, from[1] + dy], space.size);
    camera.follow(this.cross);
    // Shift means a longer step here, not a square.
    this.target.tool().move({ ...this.press(this.cross, event), shift: false }, false);
    if (!event.repeat) space.say(words.cross(this.cross));
    this.target.redraw();
  }

  private nudge(dx: number, dy: number, event: KeyboardEvent): boolean {
    const { space, camera } = this.target;
    const movable = space.selected.flatMap((id) => space.regions.free(id) ?? []);
    if (movable.length === 0 || space.locked) return false;
    const gesture = this.gesture(`${event.altKey}${movable.map((region) => region.id).join()}`);
    const changed = movable.map((region): [StageRegion, Shape] => {
      const shape = event.altKey
        ? this.grown(region.selector, dx, dy)
        : translated(region.selector, dx, dy, space.size);
      return [region, tidy(shape)];
    });
    for (const [region, shape] of changed) space.change(region.id, shape, gesture);
    const [first] = changed;
    if (first) camera.reveal(space.regions.boundsOf(first[1]), 8);
    if (first && !event.repeat) space.say(words.moved(first[1], space.size));
    return true;
  }

  /** Pulls the right and lower side; shapes without sides grow about their upper left corner. */
  private grown(shape: Shape, dx: number, dy: number): Shape {
    const { size, regions } = this.target.space;
    if (isFramed(shape)) {
      const frame = frameOf(shape);
      const grow = (t: number) => {
        const width = Math.max(1, frame.width + dx * t);
        const height = Math.max(1, frame.height + dy * t);
        if (frame.rotation !== 0) return inFrame(shape, { ...frame, width, height });
        const cx = frame.cx + (width - frame.width) / 2;
        return inFrame(shape, { ...frame, cx, cy: frame.cy + (height - frame.height) / 2, width, height });
      };
      return lastInside(grow, size);
    }
    if (shape.type === 'mask' || shape.type === 'whole') return shape;
    const b = regions.boundsOf(shape);
    const [width, height] = [b.maxX - b.minX, b.maxY - b.minY];
    if (width < 1 || height < 1) return shape;
    const across = Math.max(1, Math.min(width + dx, size.width - b.minX)) / width;
    const down = Math.max(1, Math.min(height + dy, size.height - b.minY)) / height;
    const stretch = ([x, y]: Point): Point => [b.minX + (x - b.minX) * across, b.minY + (y - b.minY) * down];
    if (shape.type !== 'polygon') return { ...shape, points: shape.points.map(stretch) };
    return {
      ...shape,
      points: shape.points.map(stretch),
      holes: shape.holes.map((hole) => hole.map(stretch)),
    };
  }

  private gesture(key: string): string {
    const now = performance.now();
    if (!this.run || this.run.key !== key || now > this.run.until) {
      this.run = { gesture: this.target.space.begin([]), until: 0, key };
      this.target.space.end();
    }
    this.run.until = now + RUN_MS;
    return this.run.gesture;
  }

  private removePoint(): boolean {
    const tool = this.target.tool();
    const at = this.cross ? this.press(this.cross) : this.target.hovered();
    return tool instanceof SelectTool && at !== null && tool.removePoint(at);
  }
}
