// A picture of bits in tiles, each made when it is first touched: 50 megapixels take at most 6 MB and usually far less.
import type { Bounds, Point } from './types';
import { clamped } from './vec';

/** Side of a tile; a tile holds its columns one after the other, as the stored run lengths do. */
export const TILE = 256;
const WORDS_A_COLUMN = TILE / 32;
const WORDS_A_TILE = TILE * WORDS_A_COLUMN;

export class Bitmask {
  readonly columns: number;
  readonly rows: number;
  private readonly tiles: (Uint32Array | null)[];
  /** Tiles that a clone also holds; they are copied before they are written. */
  private readonly shared: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
    from?: Bitmask,
  ) {
    this.columns = Math.ceil(width / TILE);
    this.rows = Math.ceil(height / TILE);
    const n = this.columns * this.rows;
    this.tiles = from ? from.tiles.slice() : new Array<Uint32Array | null>(n).fill(null);
    this.shared = new Uint8Array(n).fill(from ? 1 : 0);
  }

  /** A copy that costs nothing until one of the two is written. */
  clone(): Bitmask {
    this.shared.fill(1);
    return new Bitmask(this.width, this.height, this);
  }

  /** The words of a tile, or null when it is all zero. Read only. */
  tile(column: number, row: number): Uint32Array | null {
    return this.tiles[row * this.columns + column] ?? null;
  }

  get(x: number, y: number): boolean {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return false;
    const tile = this.tile(x >> 8, y >> 8);
    if (!tile) return false;
    const row = y & 255;
    return (((tile[(x & 255) * WORDS_A_COLUMN + (row >> 5)] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  /** Sets the pixels `from` to `to` (exclusive) of one column; what is outside of the picture is ignored. */
  fillColumn(x: number, from: number, to: number, on: boolean): void {
    if (x < 0 || x >= this.width) return;
    const end = Math.min(to, this.height);
    for (let y = Math.max(from, 0); y < end;) {
      const stop = Math.min(end, (y | 255) + 1);
      const tile = this.writable(x >> 8, y >> 8, on);
      if (tile) fillBits(tile, (x & 255) * WORDS_A_COLUMN, y & 255, ((stop - 1) & 255) + 1, on);
      y = stop;
    }
  }

  /** Paints a thick line with round ends, as a round brush leaves it, and returns the touched rectangle. */
  stroke(a: Point, b: Point, radius: number, on: boolean): Bounds {
    const minX = clamped(Math.floor(Math.min(a[0], b[0]) - radius), 0, this.width);
    const maxX = clamped(Math.ceil(Math.max(a[0], b[0]) + radius), 0, this.width);
    let minY = this.height;
    let maxY = 0;
    for (let x = minX; x < maxX; x++) {
      const cut = capsuleCut(a, b, radius, x + 0.5);
      if (!cut) continue;
      const top = Math.max(0, Math.ceil(cut[0] - 0.5));
      const bottom = Math.min(this.height, Math.floor(cut[1] - 0.5) + 1);
      if (bottom <= top) continue;
      this.fillColumn(x, top, bottom, on);
      minY = Math.min(minY, top);
      maxY = Math.max(maxY, bottom);
    }
    return { minX, minY: Math.min(minY, maxY), maxX, maxY };
  }

  /** How many pixels are set. */
  area(): number {
    let n = 0;
    for (const tile of this.tiles) {
      if (!tile) continue;
      for (const word of tile) if (word !== 0) n += ones(word);
    }
    return n;
  }

  isEmpty(): boolean {
    return this.tiles.every((tile) => !tile || tile.every((word) => word === 0));
  }

  private writable(column: number, row: number, create: boolean): Uint32Array | null {
    const at = row * this.columns + column;
    const tile = this.tiles[at];
    if (!tile) {
      if (!create) return null;
      this.shared[at] = 0;
      return (this.tiles[at] = new Uint32Array(WORDS_A_TILE));
    }
    if (this.shared[at] === 0) return tile;
    this.shared[at] = 0;
    return (this.tiles[at] = tile.slice());
  }
}

/** The number of set bits of a 32-bit word. */
export function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function fillBits(words: Uint32Array, column: number, from: number, to: number, on: boolean): void {
  for (let row = from; row < to;) {
    const stop = Math.min(to, (row | 31) + 1);
    const n = stop - row;
    const bits = n === 32 ? 0xffffffff : ((1 << n) - 1) << (row & 31);
    const at = column + (row >> 5);
    const old = words[at] ?? 0;
    words[at] = on ? old | bits : old & ~bits;
    row = stop;
  }
}

/** Where the vertical line at `x` is inside of the capsule around `a`–`b`: a capsule is convex, so one interval. */
function capsuleCut(a: Point, b: Point, radius: number, x: number): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const end of [a, b]) {
    const rest = radius * radius - (x - end[0]) * (x - end[0]);
    if (rest < 0) continue;
    low = Math.min(low, end[1] - Math.sqrt(rest));
    high = Math.max(high, end[1] + Math.sqrt(rest));
  }
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = Math.hypot(dx, dy);
  if (length > 0) {
    // The two long sides are the segment pushed out along its normal.
    for (const out of [radius, -radius]) {
      const ox = (-dy / length) * out;
      const oy = (dx / length) * out;
      if (Math.abs(dx) < 1e-9) continue;
      const t = (x - a[0] - ox) / dx;
      if (t < 0 || t > 1) continue;
      const y = a[1] + oy + t * dy;
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  return high >= low ? [low, high] : null;
}
