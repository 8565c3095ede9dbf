// Paints the regions that are in view, grouped by how they look, in slices so that the picture is never kept waiting.
import Flatbush from 'flatbush';
import { bounds } from '../../../model/geometry/bounds';
import type { Bounds, Size } from '../../../model/geometry/types';
import { Masks } from './masks';
import type { ForcedColors, FrameView, PaintRegion } from './protocol';
import * as style from './style';
import { paintTag } from './tag';
import { covered } from './tiles';
import { trace, type Projection } from './trace';

const CHUNK = 200;
const SLICE_MS = 6;
const TAGS = 60;
/** With more regions in view than this, outlines are hairlines: halos would cover the picture. */
const CROWD = 1500;

/** Regions of one look, drawn together. */
interface Look {
  readonly color: string;
  readonly line: style.Line;
  readonly emphasis: style.Emphasis;
  readonly upright: number[];
  readonly others: number[];
  readonly tiny: number[];
}

interface Canvas {
  readonly ctx: OffscreenCanvasRenderingContext2D;
  readonly view: FrameView;
  /** In device pixels. */
  readonly to: Projection;
  readonly crowded: boolean;
}

export class Regions {
  private list: PaintRegion[] = [];
  private index: Flatbush | null = null;
  private boxes: Bounds[] = [];
  private readonly masks = new Masks();
  private lifted = new Set<number>();
  forced: ForcedColors | null = null;

  constructor(private readonly size: Size) {}

  set(entries: readonly (number | PaintRegion)[]): void {
    const before = this.list;
    this.list = entries.flatMap((entry) => (typeof entry === 'number' ? (before[entry] ?? []) : entry));
    this.boxes = this.list.map((region) => bounds(region.selector, this.size));
    this.index = this.list.length > 0 ? new Flatbush(this.list.length) : null;
    for (const box of this.boxes) this.index?.add(box.minX, box.minY, box.maxX, box.maxY);
    this.index?.finish();
    this.lifted.clear();
  }

  lift(indices: readonly number[]): void {
    this.lifted = new Set(indices);
  }

  /** Paints everything in view; `pause` is awaited between slices. */
  async paint(
    ctx: OffscreenCanvasRenderingContext2D,
    view: FrameView,
    pause: () => Promise<void>,
  ): Promise<void> {
    const to = { x: view.x, y: view.y, scale: view.scale * view.dpr, offset: view.margin * view.dpr };
    const { list, boxes } = this;
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    const seen = this.inView(view);
    const canvas = { ctx, view, to, crowded: seen.length > CROWD };
    for (const i of seen) this.paintMask(canvas, list[i]);
    let started = performance.now();
    for (const look of looks(list, boxes, seen, view, this.forced)) {
      for (const draw of this.draws(canvas, look, list, boxes)) {
        draw();
        if (performance.now() - started < SLICE_MS) continue;
        await pause();
        started = performance.now();
      }
    }
    this.paintTags(canvas, list, boxes, seen);
  }

  private inView(view: FrameView): number[] {
    const b = covered(view);
    const found = this.index?.search(b.minX, b.minY, b.maxX, b.maxY) ?? [];
    return found.filter((i) => !this.lifted.has(i)).sort((a, b) => a - b);
  }

  private paintMask({ ctx, view }: Canvas, region: PaintRegion | undefined): void {
    if (region?.selector.type !== 'mask') return;
    const color = this.forced?.text ?? region.color;
    this.masks.paint(ctx, region.selector, color, region.emphasis, view);
  }

  /** The steps of drawing one look: dots, then upright boxes, then the rest. */
  private *draws(canvas: Canvas, look: Look, list: PaintRegion[], boxes: Bounds[]): Generator<() => void> {
    for (const ids of chunks(look.tiny)) yield () => paintDots(canvas, look, ids, boxes);
    for (const ids of chunks(look.upright)) yield () => paintBoxes(canvas, look, ids, boxes);
    for (const ids of chunks(look.others)) {
      yield () => {
        const path = new Path2D();
        for (const i of ids) {
          const region = list[i];
          if (region) trace(path, region.selector, canvas.to, this.size, 4.5 * canvas.view.dpr);
        }
        const fills = ids.some((i) => list[i]?.selector.type !== 'polyline');
        strokePath(canvas, look, path, fills);
      };
    }
  }

  private paintTags({ ctx, view, to }: Canvas, list: PaintRegion[], boxes: Bounds[], seen: number[]): void {
    const tagged = seen.filter((i) => list[i]?.emphasis === 'lit' || list[i]?.badge !== undefined);
    if (tagged.length > TAGS) return;
    for (const i of tagged) {
      const region = list[i];
      const box = boxes[i];
      if (!region || !box) continue;
      const text = region.emphasis === 'lit' ? [region.badge, region.title] : [region.badge];
      const color = this.forced?.text ?? region.color;
      const x = (box.minX - to.x) * to.scale + to.offset;
      const y = (box.minY - to.y) * to.scale + to.offset;
      ctx.globalAlpha = region.emphasis === 'dim' ? style.DIM_ALPHA : 1;
      paintTag(ctx, text.filter(Boolean).join('  '), color, x, y, view.dpr);
      ctx.globalAlpha = 1;
    }
  }
}

function looks(
  list: readonly PaintRegion[],
  boxes: readonly Bounds[],
  seen: readonly number[],
  view: FrameView,
  forced: ForcedColors | null,
): Look[] {
  const found = new Map<string, Look>();
  const tiny = style.TINY / view.scale;
  for (const i of seen) {
    const region = list[i];
    const box = boxes[i];
    if (!region || !box || region.selector.type === 'mask') continue;
    const color = forced ? (region.emphasis === 'lit' ? forced.highlight : forced.text) : region.color;
    const key = `${region.emphasis}${region.line}${color}`;
    let look = found.get(key);
    if (!look) {
      look = { color, line: region.line, emphasis: region.emphasis, upright: [], others: [], tiny: [] };
      found.set(key, look);
    }
    const selector = region.selector;
    const small = box.maxX - box.minX < tiny && box.maxY - box.minY < tiny && selector.type !== 'points';
    if (small) look.tiny.push(i);
    else if (selector.type === 'box' && selector.rotation === 0) look.upright.push(i);
    else look.others.push(i);
  }
  const order = { dim: 0, none: 1, lit: 2 };
  return [...found.values()].sort((a, b) => order[a.emphasis] - order[b.emphasis]);
}

function* chunks(ids: readonly number[]): Generator<readonly number[]> {
  for (let i = 0; i < ids.length; i += CHUNK) yield ids.slice(i, i + CHUNK);
}

function paintDots(
  { ctx, view, to }: Canvas,
  look: Look,
  ids: readonly number[],
  boxes: readonly Bounds[],
): void {
  const side = Math.max(2, Math.round(3 * view.dpr));
  ctx.globalAlpha = look.emphasis === 'dim' ? style.DIM_ALPHA : 1;
  ctx.fillStyle = look.color;
  for (const i of ids) {
    const b = boxes[i];
    if (!b) continue;
    const x = ((b.minX + b.maxX) / 2 - to.x) * to.scale + to.offset;
    const y = ((b.minY + b.maxY) / 2 - to.y) * to.scale + to.offset;
    ctx.fillRect(Math.round(x - side / 2), Math.round(y - side / 2), side, side);
  }
  ctx.globalAlpha = 1;
}

/** Upright boxes on whole device pixels: crisp, and much quicker than a path. */
function paintBoxes(canvas: Canvas, look: Look, ids: readonly number[], boxes: readonly Bounds[]): void {
  const { ctx, view, to } = canvas;
  const width = Math.max(1, Math.round(lineWidth(canvas, look)));
  const shift = width % 2 === 1 ? 0.5 : 0;
  const strokeAll = () => {
    for (const i of ids) {
      const b = boxes[i];
      if (!b) continue;
      const x = Math.round((b.minX - to.x) * to.scale + to.offset) + shift;
      const y = Math.round((b.minY - to.y) * to.scale + to.offset) + shift;
      const right = Math.round((b.maxX - to.x) * to.scale + to.offset) + shift;
      const bottom = Math.round((b.maxY - to.y) * to.scale + to.offset) + shift;
      ctx.strokeRect(x, y, right - x, bottom - y);
    }
  };
  const fill = style.FILL_ALPHA[look.emphasis];
  if (fill > 0) {
    ctx.fillStyle = style.withAlpha(look.color, fill);
    for (const i of ids) {
      const b = boxes[i];
      if (b) {
        const x = (b.minX - to.x) * to.scale + to.offset;
        const y = (b.minY - to.y) * to.scale + to.offset;
        ctx.fillRect(x, y, (b.maxX - b.minX) * to.scale, (b.maxY - b.minY) * to.scale);
      }
    }
  }
  strokeTwice(canvas, look, width, strokeAll);
}

function strokePath(canvas: Canvas, look: Look, path: Path2D, fills: boolean): void {
  const fill = fills ? style.FILL_ALPHA[look.emphasis] : 0;
  if (fill > 0) {
    canvas.ctx.fillStyle = style.withAlpha(look.color, fill);
    canvas.ctx.fill(path, 'evenodd');
  }
  strokeTwice(canvas, look, lineWidth(canvas, look), () => canvas.ctx.stroke(path));
}

function lineWidth({ view, crowded }: Canvas, { emphasis }: Look): number {
  return (crowded && emphasis !== 'lit' ? 1 : style.LINE_WIDTH[emphasis]) * view.dpr;
}

/** Halo first, then the line; a broken line keeps an unbroken faint halo, so that its gaps are seen as gaps. */
function strokeTwice({ ctx, view, crowded }: Canvas, look: Look, width: number, stroke: () => void): void {
  ctx.globalAlpha = look.emphasis === 'dim' ? style.DIM_ALPHA : 1;
  ctx.lineJoin = 'miter';
  ctx.lineCap = 'butt';
  ctx.setLineDash([]);
  ctx.strokeStyle = style.haloOf(look.color);
  ctx.lineWidth = width + 2 * Math.max(1, Math.round(style.HALO * view.dpr));
  if (!crowded || look.emphasis === 'lit') stroke();
  ctx.strokeStyle = look.color;
  ctx.lineWidth = look.line === 'dotted' ? width * 1.5 : width;
  ctx.lineCap = look.line === 'dotted' ? 'round' : 'butt';
  ctx.setLineDash(style.dashes(look.line, view.dpr));
  stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}
