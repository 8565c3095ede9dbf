// A mask while it is painted: only the touched rectangle is computed and drawn again.
import type { Bitmask } from '../../model/geometry/bitmask';
import type { Bounds, Point } from '../../model/geometry/types';
import type { Camera } from './camera';
import { levelRect, maskLevel, maskPixels } from './paint/mask_pixels';
import { MASK_ALPHA, rgb } from './paint/style';
import type { LiveMask } from './tools/brush';
import type { Workspace } from './tools/tool';

export class MaskCanvas implements LiveMask {
  readonly canvas = document.createElement('canvas');
  private readonly ctx = this.canvas.getContext('2d');
  private readonly scratch = document.createElement('canvas');
  private shown: { mask: Bitmask; color: string } | null = null;
  /** What must be drawn in the next frame. */
  private dirty: Bounds | null = null;
  private drawnAt = '';
  private readonly rimElement = document.createElement('div');
  private brushed: { at: Point; brush: Workspace['brush'] } | null = null;
  settling = false;

  constructor(
    host: HTMLElement,
    private readonly camera: Camera,
    private readonly redraw: () => void,
  ) {
    this.canvas.className = 'stage-layer';
    this.canvas.setAttribute('aria-hidden', 'true');
    this.canvas.hidden = true;
    this.rimElement.className = 'stage-rim';
    this.rimElement.hidden = true;
    host.append(this.canvas, this.rimElement);
  }

  start(mask: Bitmask, color: string): void {
    this.shown = { mask, color };
    this.settling = false;
    this.drawnAt = '';
    this.redraw();
  }

  touched(b: Bounds): void {
    const old = this.dirty;
    this.dirty = old
      ? {
          minX: Math.min(old.minX, b.minX),
          minY: Math.min(old.minY, b.minY),
          maxX: Math.max(old.maxX, b.maxX),
          maxY: Math.max(old.maxY, b.maxY),
        }
      : b;
    this.redraw();
  }

  settle(): void {
    this.settling = true;
  }

  clear(): void {
    this.shown = null;
    this.settling = false;
    this.dirty = null;
    this.canvas.hidden = true;
  }

  rim(at: Point | null, brush: Workspace['brush']): void {
    this.brushed = at && { at, brush };
    this.redraw();
  }

  /** Brings the canvas and the rim up to date; called once a frame. */
  paint(): void {
    this.placeRim();
    const { shown, camera, ctx } = this;
    if (!shown || !ctx) return;
    const { view, stage, dpr } = camera;
    const at = `${view.x},${view.y},${view.scale},${stage.width},${stage.height},${dpr}`;
    if (at !== this.drawnAt) {
      this.resize();
      this.dirty = camera.seen();
      this.drawnAt = at;
    }
    if (this.dirty) this.paintPart(ctx, shown, this.dirty);
    this.dirty = null;
    this.canvas.hidden = false;
  }

  /** An element of its own: moving it costs nothing, where a canvas would be drawn anew. */
  private placeRim(): void {
    const { brushed, rimElement: element } = this;
    element.hidden = brushed === null;
    if (!brushed) return;
    const side = Math.max(3, brushed.brush.diameter * this.camera.view.scale);
    const [x, y] = this.camera.toStage(brushed.at);
    const length = `${side}px`;
    if (element.style.width !== length) element.style.width = element.style.height = length;
    element.style.transform = `translate(${x - side / 2}px, ${y - side / 2}px)`;
    element.classList.toggle('erasing', brushed.brush.erasing);
  }

  private paintPart(
    ctx: CanvasRenderingContext2D,
    { mask, color }: { mask: Bitmask; color: string },
    part: Bounds,
  ): void {
    const { view, dpr } = this.camera;
    const seen = this.camera.seen();
    const level = maskLevel(view.scale * dpr);
    // The edge of a pixel depends on its neighbours, so a little more than the touched part is drawn.
    const rim = 2 * 2 ** level;
    const b = {
      minX: Math.max(seen.minX - rim, part.minX - rim),
      minY: Math.max(seen.minY - rim, part.minY - rim),
      maxX: Math.min(seen.maxX + rim, part.maxX + rim),
      maxY: Math.min(seen.maxY + rim, part.maxY + rim),
    };
    if (b.maxX <= b.minX || b.maxY <= b.minY) return;
    const rect = levelRect(b, level);
    const pixels = maskPixels(mask, rect, { color: rgb(color), alpha: MASK_ALPHA.none, edge: true });
    if (this.scratch.width < rect.width) this.scratch.width = rect.width;
    if (this.scratch.height < rect.height) this.scratch.height = rect.height;
    this.scratch.getContext('2d')?.putImageData(pixels, 0, 0);
    const unit = 2 ** level;
    const scale = view.scale * dpr;
    const x = (rect.x * unit - view.x) * scale;
    const y = (rect.y * unit - view.y) * scale;
    const width = rect.width * unit * scale;
    const height = rect.height * unit * scale;
    ctx.save();
    ctx.beginPath();
    ctx.rect(Math.ceil(x), Math.ceil(y), Math.floor(width) - 1, Math.floor(height) - 1);
    ctx.clip();
    ctx.clearRect(x, y, width, height);
    ctx.imageSmoothingEnabled = scale < 2;
    ctx.drawImage(this.scratch, 0, 0, rect.width, rect.height, x, y, width, height);
    ctx.restore();
  }

  private resize(): void {
    const { stage, dpr } = this.camera;
    const width = Math.max(1, Math.round(stage.width * dpr));
    const height = Math.max(1, Math.round(stage.height * dpr));
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.canvas.style.width = `${stage.width}px`;
      this.canvas.style.height = `${stage.height}px`;
    }
  }
}
