// Draws what is being worked on: outlines with both halos, handles, guides and the cross.
import type { Bounds, Point, Shape, Size } from '../../model/geometry/types';
import { turned } from '../../model/geometry/vec';
import type { ForcedColors } from './paint/protocol';
import { dashes, type Line, textOn, withAlpha } from './paint/style';
import { paintTag } from './paint/tag';
import { disc, projected, type Projection, ring, trace } from './paint/trace';

export interface OutlineLook {
  readonly color: string;
  readonly line?: Line;
  readonly width?: number;
  readonly fill?: number;
}

/** Works in CSS pixels of the stage; `to` brings pixels of the picture there. */
export class Pen {
  constructor(
    readonly ctx: CanvasRenderingContext2D,
    readonly to: Projection,
    private readonly size: Size,
    private readonly stage: Size,
    private readonly forced: ForcedColors | null,
  ) {}

  outline(shape: Shape, look: OutlineLook): void {
    const path = new Path2D();
    trace(path, shape, this.to, this.size, 5);
    this.stroke(path, look, shape.type !== 'polyline');
  }

  line(points: readonly Point[], look: OutlineLook, closed: boolean): void {
    const path = new Path2D();
    ring(path, points, this.to, closed);
    this.stroke(path, look, closed);
  }

  /** A thin guide that shows on anything. */
  guide(points: readonly Point[], closed = false): void {
    const path = new Path2D();
    ring(path, points, this.to, closed);
    const { ctx } = this;
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    ctx.strokeStyle = this.forced?.canvas ?? 'rgba(0,0,0,0.7)';
    ctx.stroke(path);
    ctx.setLineDash([4, 4]);
    ctx.strokeStyle = this.forced?.text ?? 'rgba(255,255,255,0.95)';
    ctx.stroke(path);
    ctx.setLineDash([]);
  }

  /** The corners of a rectangle around something that has no outline here. */
  brackets(b: Bounds, color: string): void {
    const [x0, y0] = projected([b.minX, b.minY], this.to).map((v) => v - 5) as [number, number];
    const [x1, y1] = projected([b.maxX, b.maxY], this.to).map((v) => v + 5) as [number, number];
    const arm = Math.min(16, (x1 - x0) / 3, (y1 - y0) / 3);
    const path = new Path2D();
    for (const [x, y, dx, dy] of [
      [x0, y0, arm, arm],
      [x1, y0, -arm, arm],
      [x1, y1, -arm, -arm],
      [x0, y1, arm, -arm],
    ] as const) {
      path.moveTo(x, y + dy);
      path.lineTo(x, y);
      path.lineTo(x + dx, y);
    }
    this.stroke(path, { color, width: 2 }, false);
  }

  square(at: Point, color: string, degrees: number, strong: boolean): void {
    const [x, y] = projected(at, this.to);
    const r = strong ? 5.5 : 4.5;
    const corner = (dx: number, dy: number) => turned([x + dx, y + dy], [x, y], degrees);
    const path = new Path2D();
    const flat: Projection = { x: 0, y: 0, scale: 1, offset: 0 };
    ring(path, [corner(-r, -r), corner(r, -r), corner(r, r), corner(-r, r)], flat, true);
    this.knob(path, color, strong);
  }

  round(at: Point, color: string, strong: boolean, radius = 4.5): void {
    const path = new Path2D();
    disc(path, projected(at, this.to), strong ? radius + 1.5 : radius);
    this.knob(path, color, strong);
  }

  /** Where a link is dragged from: a disc with an arrow, so that it is not taken for a handle. */
  linkKnob(at: Point, color: string, active: boolean): void {
    const [x, y] = projected(at, this.to);
    const path = new Path2D();
    disc(path, [x, y], active ? 10 : 8.5);
    this.knob(path, color, active);
    const arrow = new Path2D('M-4 0H4M1-3 4 0 1 3');
    const { ctx } = this;
    ctx.save();
    ctx.translate(x, y);
    ctx.strokeStyle = this.forced?.text ?? (active ? textOn(color) : '#222222');
    ctx.lineWidth = 1.5;
    ctx.lineJoin = 'round';
    ctx.stroke(arrow);
    ctx.restore();
  }

  /** A place where a point can be added. */
  faint(at: Point, color: string): void {
    const path = new Path2D();
    disc(path, projected(at, this.to), 3);
    this.ctx.fillStyle = this.forced?.canvas ?? 'rgba(255,255,255,0.75)';
    this.ctx.fill(path);
    this.ctx.lineWidth = 1;
    this.ctx.strokeStyle = this.forced?.text ?? withAlpha(color, 0.9);
    this.ctx.stroke(path);
  }

  tag(text: string, color: string, at: Point): void {
    const [x, y] = projected(at, this.to);
    const shown: Point = [Math.max(2, Math.min(x, this.stage.width - 24)), Math.max(22, y)];
    paintTag(this.ctx, text, this.forced?.text ?? color, shown[0], shown[1], 1);
  }

  /** The cross that keys move: long hairs with a gap, so that the pixel under it stays visible. */
  cross(at: Point): void {
    const [x, y] = projected(at, this.to).map((v) => Math.round(v) + 0.5) as [number, number];
    const path = new Path2D();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      path.moveTo(x + dx * 5, y + dy * 5);
      path.lineTo(x + dx * 22, y + dy * 22);
    }
    const { ctx } = this;
    ctx.setLineDash([]);
    ctx.lineCap = 'butt';
    ctx.strokeStyle = this.forced?.canvas ?? 'rgba(0,0,0,0.85)';
    ctx.lineWidth = 4;
    ctx.stroke(path);
    ctx.strokeStyle = this.forced?.highlight ?? '#ffffff';
    ctx.lineWidth = 1.5;
    ctx.stroke(path);
  }

  /** A curve in stage pixels, for links. */
  curve(from: Point, to: Point): void {
    const { ctx } = this;
    const path = new Path2D();
    const bend = Math.min(80, Math.hypot(to[0] - from[0], to[1] - from[1]) / 3);
    path.moveTo(from[0], from[1]);
    path.bezierCurveTo(from[0] + bend, from[1], to[0] - bend, to[1], to[0], to[1]);
    ctx.setLineDash([]);
    ctx.strokeStyle = this.forced?.canvas ?? 'rgba(0,0,0,0.65)';
    ctx.lineWidth = 4;
    ctx.stroke(path);
    ctx.strokeStyle = this.forced?.highlight ?? '#ffffff';
    ctx.lineWidth = 1.75;
    ctx.stroke(path);
  }

  /** Both a dark and a light rim, so that what is worked on shows on everything. */
  private stroke(path: Path2D, look: OutlineLook, fills: boolean): void {
    const { ctx } = this;
    const width = look.width ?? 2;
    const color = this.forced ? this.forced.highlight : look.color;
    if (fills && look.fill) {
      ctx.fillStyle = withAlpha(color, look.fill);
      ctx.fill(path, 'evenodd');
    }
    ctx.lineJoin = 'round';
    ctx.lineCap = 'butt';
    ctx.setLineDash([]);
    ctx.strokeStyle = this.forced?.canvas ?? 'rgba(0,0,0,0.6)';
    ctx.lineWidth = width + 3.5;
    ctx.stroke(path);
    ctx.strokeStyle = this.forced?.canvas ?? 'rgba(255,255,255,0.92)';
    ctx.lineWidth = width + 1.75;
    ctx.stroke(path);
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.lineCap = look.line === 'dotted' ? 'round' : 'butt';
    ctx.setLineDash(dashes(look.line ?? 'solid', 1));
    ctx.stroke(path);
    ctx.setLineDash([]);
  }

  private knob(path: Path2D, color: string, strong: boolean): void {
    const { ctx } = this;
    ctx.setLineDash([]);
    ctx.lineJoin = 'miter';
    ctx.strokeStyle = this.forced?.canvas ?? 'rgba(0,0,0,0.55)';
    ctx.lineWidth = 3.5;
    ctx.stroke(path);
    ctx.fillStyle = strong ? (this.forced?.highlight ?? color) : (this.forced?.canvas ?? '#ffffff');
    ctx.fill(path);
    ctx.strokeStyle = this.forced?.text ?? (strong ? '#ffffff' : color);
    ctx.lineWidth = 1.75;
    ctx.stroke(path);
  }
}
