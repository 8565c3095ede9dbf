// The small canvas on top: what is selected, hovered or just being drawn. Everything else is the painter's.
import { meets } from '../../model/geometry/bounds';
import { corners, frameOf } from '../../model/geometry/frame';
import type { Bounds, Point } from '../../model/geometry/types';
import type { Camera } from './camera';
import type { StageRegion } from './contract';
import type { ForcedColors } from './paint/protocol';
import { Pen } from './pen';
import type { Tool } from './tools/tool';
import type { StageWorkspace } from './workspace';

/** Outlines of more selected regions than this are left to the painter. */
const MOST = 400;

export interface OverlayState {
  readonly tool: Tool;
  readonly hovered: string | null;
  readonly cross: Point | null;
  readonly hidden: boolean;
  readonly forced: ForcedColors | null;
}

export class Overlay {
  readonly canvas = document.createElement('canvas');
  private readonly ctx = this.canvas.getContext('2d');
  private blank = true;

  constructor(
    host: HTMLElement,
    private readonly camera: Camera,
    private readonly space: StageWorkspace,
  ) {
    this.canvas.className = 'stage-layer';
    this.canvas.setAttribute('aria-hidden', 'true');
    host.append(this.canvas);
  }

  /** Whether anything would be painted. */
  shows(state: OverlayState): boolean {
    const { selected, ghost } = this.space;
    // The brush draws on layers of its own.
    if (state.cross || (state.tool.busy && state.tool.id !== 'brush')) return true;
    return !state.hidden && (selected.length > 0 || state.hovered !== null || ghost !== null);
  }

  paint(state: OverlayState): void {
    const { ctx } = this;
    const shows = this.shows(state);
    if (!ctx || (this.blank && !shows)) return;
    this.resize();
    const { stage, view, dpr } = this.camera;
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, stage.width, stage.height);
    this.blank = !shows;
    if (!shows) return;
    const to = { x: view.x, y: view.y, scale: view.scale, offset: 0 };
    const pen = new Pen(ctx, to, this.space.size, stage, state.forced);
    if (!state.hidden) this.paintRegions(pen, state);
    if (!state.hidden || state.tool.busy) state.tool.paint(pen);
    if (state.cross) pen.cross(state.cross);
  }

  private paintRegions(pen: Pen, { hovered, tool }: OverlayState): void {
    const { regions, selected, ghost } = this.space;
    const seen = this.camera.seen();
    if (ghost) pen.outline(ghost.shape, { color: ghost.color, fill: 0.12 });
    const over = hovered !== null && !selected.includes(hovered) ? regions.get(hovered) : undefined;
    if (over && !over.hidden) {
      this.paintRegion(pen, over, 2.5, 0.1);
      this.paintTag(pen, over);
    }
    if (selected.length > MOST) return;
    for (const id of selected) {
      const region = regions.get(id);
      if (!region || region.hidden || !meets(regions.boundsOf(this.space.shapeOf(region)), seen)) continue;
      this.paintRegion(pen, region, 2.25, 0.14);
    }
    const [only] = selected;
    const region = only !== undefined && selected.length === 1 ? regions.get(only) : undefined;
    if (region && !region.hidden && !tool.busy) this.paintTag(pen, region);
  }

  private paintRegion(pen: Pen, region: StageRegion, width: number, fill: number): void {
    const shape = this.space.shapeOf(region);
    if (shape.type === 'mask') pen.brackets(this.space.regions.boundsOf(shape), region.color);
    else
      pen.outline(shape, {
        color: region.color,
        line: region.line,
        width,
        fill: shape.type === 'whole' ? 0 : fill,
      });
  }

  private paintTag(pen: Pen, region: StageRegion): void {
    const shape = this.space.shapeOf(region);
    const text = [region.badge, region.title].filter(Boolean).join('  ');
    const b = this.space.regions.boundsOf(shape);
    const at: Point =
      shape.type === 'box' && shape.rotation !== 0 ? topCorner(corners(frameOf(shape))) : corner(b);
    pen.tag(text, region.color, at);
  }

  private resize(): void {
    const { stage, dpr } = this.camera;
    const width = Math.max(1, Math.round(stage.width * dpr));
    const height = Math.max(1, Math.round(stage.height * dpr));
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.style.width = `${stage.width}px`;
    this.canvas.style.height = `${stage.height}px`;
  }
}

function corner(b: Bounds): Point {
  return [b.minX, b.minY];
}

function topCorner(points: readonly Point[]): Point {
  return points.reduce((top, p) => (p[1] < top[1] ? p : top));
}
