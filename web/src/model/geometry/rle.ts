// Run lengths of masks as COCO counts them: column after column, zeros first.
import { Bitmask, TILE } from './bitmask';
import type { Bounds, MaskShape } from './types';

const WORDS_A_COLUMN = TILE / 32;

/** The stored form of a mask. */
export function encoded(mask: Bitmask): MaskShape {
  const runs = new Runs();
  for (let column = 0; column < mask.columns; column++) {
    const columns = Math.min(TILE, mask.width - column * TILE);
    if (emptyStrip(mask, column)) {
      runs.add(0, columns * mask.height);
      continue;
    }
    for (let x = 0; x < columns; x++) addColumn(mask, column, x, runs);
  }
  return { type: 'mask', width: mask.width, height: mask.height, counts: runs.counts() };
}

export function decoded(shape: MaskShape): Bitmask {
  const mask = new Bitmask(shape.width, shape.height);
  eachRun(shape, (x, from, to) => mask.fillColumn(x, from, to, true));
  return mask;
}

/** Calls back for each vertical run of set pixels: its column, first row, and the row after its last. */
export function eachRun(shape: MaskShape, visit: (x: number, from: number, to: number) => void): void {
  const { height, counts } = shape;
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    const end = at + (counts[i] ?? 0);
    if (i % 2 === 1) {
      while (at < end) {
        const x = Math.floor(at / height);
        const stop = Math.min(end, (x + 1) * height);
        visit(x, at - x * height, stop - x * height);
        at = stop;
      }
    }
    at = end;
  }
}

export function maskArea(shape: MaskShape): number {
  let n = 0;
  for (let i = 1; i < shape.counts.length; i += 2) n += shape.counts[i] ?? 0;
  return n;
}

/** The smallest rectangle around the set pixels; null when none is set. */
export function maskBounds(shape: MaskShape): Bounds | null {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = 0;
  let maxY = 0;
  eachRun(shape, (x, from, to) => {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x + 1);
    minY = Math.min(minY, from);
    maxY = Math.max(maxY, to);
  });
  return maxX === 0 ? null : { minX, minY, maxX, maxY };
}

/** The mask pushed by whole pixels; what leaves the picture is lost. */
export function movedMask(shape: MaskShape, dx: number, dy: number): MaskShape {
  const mask = new Bitmask(shape.width, shape.height);
  const right = Math.round(dx);
  const down = Math.round(dy);
  eachRun(shape, (x, from, to) => mask.fillColumn(x + right, from + down, to + down, true));
  return encoded(mask);
}

/** Collects alternating runs, joining neighbours of one value. */
class Runs {
  private readonly done: number[] = [];
  private value = 0;
  private length = 0;

  add(value: number, length: number): void {
    if (length === 0) return;
    if (value !== this.value) {
      this.done.push(this.length);
      this.value = value;
      this.length = 0;
    }
    this.length += length;
  }

  counts(): number[] {
    if (this.length > 0) this.done.push(this.length);
    this.length = 0;
    return this.done;
  }
}

function emptyStrip(mask: Bitmask, column: number): boolean {
  for (let row = 0; row < mask.rows; row++) if (mask.tile(column, row)) return false;
  return true;
}

function addColumn(mask: Bitmask, column: number, x: number, runs: Runs): void {
  for (let row = 0; row < mask.rows; row++) {
    const height = Math.min(TILE, mask.height - row * TILE);
    const tile = mask.tile(column, row);
    if (!tile) {
      runs.add(0, height);
      continue;
    }
    for (let y = 0; y < height; y += 32) {
      addWord(tile[x * WORDS_A_COLUMN + (y >> 5)] ?? 0, Math.min(32, height - y), runs);
    }
  }
}

function addWord(bits: number, length: number, runs: Runs): void {
  let word = bits >>> 0;
  let left = length;
  while (left > 0) {
    const value = word & 1;
    // Trailing bits equal to `value` end at the lowest bit that differs.
    const differing = value === 1 ? ~word : word;
    const run = differing === 0 ? left : Math.min(left, 31 - Math.clz32(differing & -differing));
    runs.add(value, run);
    left -= run;
    word = run === 32 ? 0 : word >>> run;
  }
}
