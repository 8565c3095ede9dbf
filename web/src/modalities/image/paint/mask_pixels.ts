// Pictures of masks at any reduction: each pixel from the share of set bits below it, with an edge and a halo.
import { type Bitmask, ones, TILE } from '../../../model/geometry/bitmask';
import type { Bounds } from '../../../model/geometry/types';
import { luminance, type Rgb } from './style';

/** A rectangle in the pixels of a level, which are `2 ** level` picture pixels wide. */
export interface LevelRect {
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface MaskLook {
  readonly color: Rgb;
  readonly alpha: number;
  /** Draw the edge as pixels; when zoomed in it is drawn as lines instead. */
  readonly edge: boolean;
}

/** The rectangle of a level that covers `b` of the picture, grown by a pixel for the edge. */
export function levelRect(b: Bounds, level: number): LevelRect {
  const unit = 2 ** level;
  const x = Math.floor(b.minX / unit) - 1;
  const y = Math.floor(b.minY / unit) - 1;
  return {
    level,
    x,
    y,
    width: Math.ceil(b.maxX / unit) + 1 - x,
    height: Math.ceil(b.maxY / unit) + 1 - y,
  };
}

/** The reduction at which a mask looks as sharp as the screen. */
export function maskLevel(devicePixelsAPixel: number): number {
  return Math.max(0, Math.min(5, Math.floor(Math.log2(1 / devicePixelsAPixel) + 0.01)));
}

export function maskPixels(mask: Bitmask, rect: LevelRect, look: MaskLook): ImageData {
  const cover = coverage(mask, rect);
  const stride = rect.width + 2;
  const out = new ImageData(rect.width, rect.height);
  const words = new Uint32Array(out.data.buffer);
  const [r, g, b] = look.color;
  const fill = pack(r, g, b, look.alpha);
  const edge = look.edge ? pack(r, g, b, 0.95) : fill;
  const dark = luminance(`#${((1 << 24) | (r << 16) | (g << 8) | b).toString(16).slice(1)}`) < 0.22;
  const halo = !look.edge ? 0 : dark ? pack(255, 255, 255, 0.55) : pack(0, 0, 0, 0.5);
  for (let y = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++) {
      const at = (y + 1) * stride + x + 1;
      const near =
        (cover[at - 1] ?? 0) + (cover[at + 1] ?? 0) + (cover[at - stride] ?? 0) + (cover[at + stride] ?? 0);
      if (cover[at] === 1) words[y * rect.width + x] = near === 4 ? fill : edge;
      else if (near > 0) words[y * rect.width + x] = halo;
    }
  }
  return out;
}

/** The lines between set and unset pixels within `b`, as calls for vertical and horizontal stretches. */
export function maskEdges(
  mask: Bitmask,
  b: Bounds,
  line: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  const fromX = Math.max(0, Math.floor(b.minX));
  const toX = Math.min(mask.width, Math.ceil(b.maxX));
  const fromY = Math.max(0, Math.floor(b.minY));
  const toY = Math.min(mask.height, Math.ceil(b.maxY));
  for (let x = fromX; x <= toX; x++) {
    let started = -1;
    for (let y = fromY; y <= toY; y++) {
      const here = y < toY && mask.get(x, y);
      const differs = y < toY && here !== mask.get(x - 1, y);
      if (differs && started < 0) started = y;
      if (!differs && started >= 0) {
        line(x, started, x, y);
        started = -1;
      }
    }
  }
  for (let y = fromY; y <= toY; y++) {
    let started = -1;
    for (let x = fromX; x <= toX; x++) {
      const differs = x < toX && mask.get(x, y) !== mask.get(x, y - 1);
      if (differs && started < 0) started = x;
      if (!differs && started >= 0) {
        line(started, y, x, y);
        started = -1;
      }
    }
  }
}

/** 1 for each pixel of the level, and of a rim around the rectangle, whose bits are at least half set. */
function coverage(mask: Bitmask, rect: LevelRect): Uint8Array {
  const stride = rect.width + 2;
  const out = new Uint8Array(stride * (rect.height + 2));
  const unit = 2 ** rect.level;
  for (let x = 0; x < stride; x++) {
    const left = (rect.x - 1 + x) * unit;
    if (left < 0 || left >= mask.width) continue;
    for (let y = 0; y < rect.height + 2; y++) {
      const top = (rect.y - 1 + y) * unit;
      if (top < 0 || top >= mask.height) continue;
      const tile = mask.tile(left >> 8, top >> 8);
      if (!tile) {
        // Nothing is set down to the end of this tile.
        y += Math.max(0, (TILE - (top & 255)) / unit - 1);
        continue;
      }
      if (covered(tile, left & 255, top & 255, unit)) out[y * stride + x] = 1;
    }
  }
  return out;
}

function covered(tile: Uint32Array, x: number, y: number, unit: number): boolean {
  const word = y >> 5;
  const bits = unit === 32 ? 0xffffffff : ((1 << unit) - 1) << (y & 31);
  let n = 0;
  for (let column = x; column < x + unit; column++) n += ones((tile[column * 8 + word] ?? 0) & bits);
  return 2 * n >= unit * unit;
}

function pack(r: number, g: number, b: number, alpha: number): number {
  return ((Math.round(alpha * 255) << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
