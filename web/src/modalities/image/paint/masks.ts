// Painted masks, cut into tiles that are kept until the mask, its look or the reduction changes.
import { TILE, type Bitmask } from '../../../model/geometry/bitmask';
import { bounds } from '../../../model/geometry/bounds';
import { decoded } from '../../../model/geometry/rle';
import type { Bounds, MaskShape } from '../../../model/geometry/types';
import { Lru } from './lru';
import { type LevelRect, maskEdges, maskLevel, type MaskLook, maskPixels } from './mask_pixels';
import type { FrameView } from './protocol';
import { haloOf, MASK_ALPHA, rgb, type Emphasis } from './style';
import { covered } from './tiles';

const KEPT_BYTES = 48 * 1024 * 1024;
/** From this many device pixels a picture pixel on, edges are lines. */
const LINES_FROM = 2;

export class Masks {
  private readonly tiles = new Lru<OffscreenCanvas>(KEPT_BYTES, () => undefined);
  private readonly bits = new WeakMap<MaskShape, { mask: Bitmask; id: number }>();
  private made = 0;

  paint(
    ctx: OffscreenCanvasRenderingContext2D,
    shape: MaskShape,
    color: string,
    emphasis: Emphasis,
    view: FrameView,
  ): void {
    const box = bounds(shape, shape);
    const seen = common(box, covered(view));
    if (!seen) return;
    const { mask, id } = this.bitsOf(shape);
    const devicePixels = view.scale * view.dpr;
    const level = maskLevel(devicePixels);
    const edge = devicePixels < LINES_FROM;
    const look = { color: rgb(color), alpha: MASK_ALPHA[emphasis], edge };
    const side = TILE * 2 ** level;
    ctx.imageSmoothingEnabled = edge;
    for (let col = Math.floor(seen.minX / side); col * side < seen.maxX; col++) {
      for (let row = Math.floor(seen.minY / side); row * side < seen.maxY; row++) {
        const key = `${id}/${color}/${emphasis}/${edge}/${level}/${col}/${row}`;
        const rect = { level, x: col * TILE, y: row * TILE, width: TILE, height: TILE };
        const tile = this.tiles.get(key) ?? this.tile(key, mask, rect, look);
        const to = target(col * side, row * side, side, view);
        ctx.drawImage(tile, to.x, to.y, to.width, to.height);
      }
    }
    if (!edge) this.paintEdges(ctx, mask, seen, color, emphasis, view);
  }

  private tile(key: string, mask: Bitmask, rect: LevelRect, look: MaskLook): OffscreenCanvas {
    const canvas = new OffscreenCanvas(TILE, TILE);
    canvas.getContext('2d')?.putImageData(maskPixels(mask, rect, look), 0, 0);
    this.tiles.set(key, canvas, TILE * TILE * 4);
    return canvas;
  }

  private paintEdges(
    ctx: OffscreenCanvasRenderingContext2D,
    mask: Bitmask,
    seen: Bounds,
    color: string,
    emphasis: Emphasis,
    view: FrameView,
  ): void {
    const scale = view.scale * view.dpr;
    const offset = view.margin * view.dpr;
    const path = new Path2D();
    maskEdges(mask, seen, (x0, y0, x1, y1) => {
      path.moveTo((x0 - view.x) * scale + offset, (y0 - view.y) * scale + offset);
      path.lineTo((x1 - view.x) * scale + offset, (y1 - view.y) * scale + offset);
    });
    ctx.save();
    ctx.lineCap = 'square';
    ctx.globalAlpha = emphasis === 'dim' ? 0.4 : 1;
    ctx.strokeStyle = haloOf(color);
    ctx.lineWidth = 3.5 * view.dpr;
    ctx.stroke(path);
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.5 * view.dpr;
    ctx.stroke(path);
    ctx.restore();
  }

  private bitsOf(shape: MaskShape): { mask: Bitmask; id: number } {
    const known = this.bits.get(shape);
    if (known) return known;
    const made = { mask: decoded(shape), id: this.made++ };
    this.bits.set(shape, made);
    return made;
  }
}

function common(a: Bounds, b: Bounds): Bounds | null {
  const minX = Math.max(a.minX, b.minX);
  const minY = Math.max(a.minY, b.minY);
  const maxX = Math.min(a.maxX, b.maxX);
  const maxY = Math.min(a.maxY, b.maxY);
  return maxX > minX && maxY > minY ? { minX, minY, maxX, maxY } : null;
}

function target(x: number, y: number, side: number, view: FrameView) {
  const place = (at: number, origin: number) =>
    Math.round(((at - origin) * view.scale + view.margin) * view.dpr);
  const left = place(x, view.x);
  const top = place(y, view.y);
  return { x: left, y: top, width: place(x + side, view.x) - left, height: place(y + side, view.y) - top };
}
