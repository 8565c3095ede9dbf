// Selecting, moving and changing what is there.
import { union } from '../../../model/geometry/bounds';
import { tidy, translated } from '../../../model/geometry/place';
import type { Bounds, Point, Shape } from '../../../model/geometry/types';
import { distance } from '../../../model/geometry/vec';
import type { StageRegion } from '../contract';
import type { Pen } from '../pen';
import { CLICK } from './corners';
import { linkPlace } from './grips';
import { Handles } from './handles';
import { BaseTool, type Press, type Workspace } from './tool';

/** How near to a line counts as on it, in CSS pixels. */
const NEAR = 6;

type Doing =
  | { what: 'pressing'; on: StageRegion | null; from: Press }
  | { what: 'moving'; from: Point; gesture: string; shapes: ReadonlyMap<string, Shape> }
  | { what: 'framing'; from: Point; to: Point }
  | { what: 'linking'; from: StageRegion; at: Press }
  | { what: 'panning'; last: Point };

export class SelectTool extends BaseTool {
  readonly id = 'select';
  private doing: Doing | null = null;
  private readonly handles: Handles;

  constructor(space: Workspace) {
    super(space);
    this.handles = new Handles(space);
  }

  override get busy(): boolean {
    return this.handles.held || (this.doing !== null && this.doing.what !== 'pressing');
  }

  down(press: Press): void {
    const linked = this.linkUnder(press);
    if (linked) this.doing = { what: 'linking', from: linked, at: press };
    else if (!this.handles.down(press)) this.doing = { what: 'pressing', on: this.under(press), from: press };
  }

  move(press: Press, pressed: boolean): void {
    if (this.handles.held) return this.handles.move(press);
    const { doing } = this;
    if (!doing) return this.handles.hover(pressed ? null : press);
    if (doing.what === 'pressing' && distance(press.stage, doing.from.stage) > CLICK)
      this.startDrag(doing, press);
    else if (doing.what === 'moving') this.moveTo(doing, press);
    else if (doing.what === 'framing') this.doing = { ...doing, to: press.loose };
    else if (doing.what === 'linking') {
      this.doing = { ...doing, at: press };
      this.space.links?.move(doing.from.id, press);
    } else if (doing.what === 'panning') {
      this.space.panBy(press.stage[0] - doing.last[0], press.stage[1] - doing.last[1]);
      this.doing = { what: 'panning', last: press.stage };
    }
    this.space.redraw();
  }

  up(press: Press): void {
    if (this.handles.held) return this.handles.up(press);
    const { doing } = this;
    this.doing = null;
    if (doing?.what === 'pressing') this.click(press);
    else if (doing?.what === 'moving') this.space.end();
    else if (doing?.what === 'linking') this.space.links?.drop(doing.from.id, press);
    else if (doing?.what === 'framing') this.selectWithin(rectangle(doing.from, press.loose), press.shift);
    this.space.redraw();
  }

  /** By keys a handle is taken with one Enter and let go with the next. */
  override tap(press: Press): void {
    if (this.handles.held) return this.handles.up(press);
    if (!this.handles.down(press)) this.click(press);
  }

  cancel(): void {
    this.handles.cancel();
    if (this.doing?.what === 'moving') {
      const { gesture, shapes } = this.doing;
      for (const [id, shape] of shapes) this.space.change(id, shape, gesture);
      this.space.end();
    }
    this.doing = null;
    this.space.redraw();
  }

  /** Removes the point of the selected shape at a place. */
  removePoint(press: Press): boolean {
    return this.handles.removeNear(press);
  }

  override cursor(press: Press | null): string {
    if (this.doing?.what === 'moving') return 'move';
    if (this.doing?.what === 'panning') return 'grabbing';
    const grip = this.handles.cursor(press);
    if (grip) return grip;
    if (press && this.linkUnder(press)) return 'alias';
    const under = press && this.under(press);
    if (!under) return 'default';
    return this.space.selected.includes(under.id) && !under.locked && !this.space.locked ? 'move' : 'pointer';
  }

  paint(pen: Pen): void {
    if (this.doing?.what === 'framing') {
      const { minX, minY, maxX, maxY } = rectangle(this.doing.from, this.doing.to);
      pen.guide([[minX, minY], [maxX, minY], [maxX, maxY], [minX, maxY]], true); // prettier-ignore
    }
    if (this.doing?.what !== 'moving') this.handles.paint(pen);
    const linkable = this.linkable();
    if (!linkable) return;
    const place = this.linkKnob(linkable);
    pen.linkKnob(place, linkable.color, this.doing?.what === 'linking');
    if (this.doing?.what === 'linking') pen.curve(this.space.toStage(place), this.doing.at.stage);
  }

  private startDrag({ on, from }: Extract<Doing, { what: 'pressing' }>, press: Press): void {
    if (!on) {
      this.doing = press.touch
        ? { what: 'panning', last: press.stage }
        : { what: 'framing', from: from.loose, to: press.loose };
      return;
    }
    if (!this.space.selected.includes(on.id)) this.space.select([on.id]);
    const moving = this.space.selected.flatMap((id) => this.space.regions.free(id) ?? []);
    if (moving.length === 0 || this.space.locked) return;
    const shapes = new Map(moving.map((region) => [region.id, region.selector]));
    const gesture = this.space.begin([...shapes.keys()]);
    this.doing = { what: 'moving', from: from.loose, gesture, shapes };
    this.moveTo(this.doing, press);
  }

  private moveTo({ from, gesture, shapes }: Extract<Doing, { what: 'moving' }>, press: Press): void {
    const dx = press.loose[0] - from[0];
    const dy = press.loose[1] - from[1];
    for (const [id, shape] of shapes) {
      const to = tidy(translated(shape, dx, dy, this.space.size));
      this.space.preview(id, to);
      this.space.change(id, to, gesture);
    }
  }

  /** A click again in one place goes through all that lies there. */
  private click(press: Press): void {
    const stack = this.stack(press);
    const selected = this.space.selected;
    if (press.shift) {
      const [first] = stack;
      if (!first) return;
      const on = selected.includes(first.id);
      return this.space.select(on ? selected.filter((id) => id !== first.id) : [...selected, first.id]);
    }
    const current = selected.length === 1 ? stack.findIndex((region) => region.id === selected[0]) : -1;
    const next = stack[(current + 1) % Math.max(1, stack.length)];
    this.space.select(next ? [next.id] : []);
  }

  private selectWithin(b: Bounds, add: boolean): void {
    const found = this.space.regions
      .within(b)
      .filter((region) => region.selector.type !== 'whole')
      .map((region) => region.id);
    this.space.select(add ? [...new Set([...this.space.selected, ...found])] : found);
  }

  private stack(press: Press): StageRegion[] {
    return this.space.regions.at(press.loose, NEAR / this.space.scale);
  }

  /** What a drag would move: a selected region first, so that a small one above does not get in the way. */
  private under(press: Press): StageRegion | null {
    const stack = this.stack(press);
    return stack.find((region) => this.space.selected.includes(region.id)) ?? stack[0] ?? null;
  }

  private linkable(): StageRegion | null {
    const [id] = this.space.selected;
    const { links, regions, selected, locked } = this.space;
    if (!links || id === undefined || selected.length > 1 || locked || regions.veiled) return null;
    return regions.get(id) ?? null;
  }

  private linkKnob(region: StageRegion): Point {
    return linkPlace(this.space.regions.boundsOf(this.space.shapeOf(region)), this.space.scale);
  }

  private linkUnder(press: Press): StageRegion | null {
    const region = this.linkable();
    return region && distance(this.linkKnob(region), press.loose) * this.space.scale <= 12 ? region : null;
  }
}

function rectangle(a: Point, b: Point): Bounds {
  const point = ([x, y]: Point) => ({ minX: x, minY: y, maxX: x, maxY: y });
  return union(point(a), point(b));
}
