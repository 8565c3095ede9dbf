// Masks: bits, run lengths in COCO's order, and what the brush leaves.
import { describe, expect, it } from 'vitest';
import { Bitmask, TILE } from './bitmask';
import { decoded, encoded, maskArea, maskBounds, movedMask } from './rle';
import type { MaskShape } from './types';

function mask(width: number, height: number, counts: number[]): MaskShape {
  return { type: 'mask', width, height, counts };
}

/** A slow second way: one pixel after the other, column by column. */
function slowCounts(bits: Bitmask): number[] {
  const counts: number[] = [];
  let value = false;
  let run = 0;
  for (let x = 0; x < bits.width; x++) {
    for (let y = 0; y < bits.height; y++) {
      if (bits.get(x, y) !== value) {
        counts.push(run);
        run = 0;
        value = !value;
      }
      run++;
    }
  }
  if (run > 0) counts.push(run);
  return counts;
}

describe('run lengths', () => {
  it('count columns first, beginning with zeros', () => {
    const bits = new Bitmask(3, 2);
    bits.fillColumn(0, 0, 1, true); // top left
    bits.fillColumn(1, 0, 1, true); // top middle
    expect(encoded(bits).counts).toEqual([0, 1, 1, 1, 3]);
  });

  it('of an empty mask are one run', () => {
    expect(encoded(new Bitmask(5, 4)).counts).toEqual([20]);
  });

  it('of a full mask start with no zeros', () => {
    const bits = new Bitmask(300, 270);
    for (let x = 0; x < 300; x++) bits.fillColumn(x, 0, 270, true);
    expect(encoded(bits).counts).toEqual([0, 81000]);
  });

  it('survive a round trip over tile borders', () => {
    const bits = new Bitmask(2 * TILE + 37, TILE + 70);
    let seed = 7;
    for (let i = 0; i < 400; i++) {
      seed = (seed * 48271) % 2147483647;
      const x = seed % bits.width;
      const y = (seed >> 8) % bits.height;
      bits.fillColumn(x, y, y + 1 + (seed % 200), seed % 3 !== 0);
    }
    const shape = encoded(bits);
    expect(shape.counts).toEqual(slowCounts(bits));
    expect(encoded(decoded(shape))).toEqual(shape);
    expect(maskArea(shape)).toBe(bits.area());
  });

  it('are decoded where they belong', () => {
    const bits = decoded(mask(4, 3, [4, 2, 6]));
    expect(bits.get(1, 1) && bits.get(1, 2)).toBe(true);
    expect(bits.area()).toBe(2);
  });

  it('give bounds and can be moved, losing what leaves', () => {
    const shape = mask(4, 3, [4, 2, 6]);
    expect(maskBounds(shape)).toEqual({ minX: 1, minY: 1, maxX: 2, maxY: 3 });
    expect(maskBounds(movedMask(shape, 2, 1))).toEqual({ minX: 3, minY: 2, maxX: 4, maxY: 3 });
    expect(maskBounds(mask(4, 3, [12]))).toBeNull();
  });
});

describe('the brush', () => {
  it('covers the pixels whose centre is within the radius of the line', () => {
    const bits = new Bitmask(600, 400);
    const [a, b, r] = [[40.5, 60.25], [290.75, 300], 11.5] as const;
    bits.stroke(a, b, r, true);
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const wrong: string[] = [];
    for (let x = 0; x < 600; x++) {
      for (let y = 0; y < 400; y++) {
        const along = ((x + 0.5 - a[0]) * dx + (y + 0.5 - a[1]) * dy) / (dx * dx + dy * dy);
        const t = Math.max(0, Math.min(1, along));
        const d = Math.hypot(a[0] + t * dx - x - 0.5, a[1] + t * dy - y - 0.5);
        if (Math.abs(d - r) > 1e-6 && bits.get(x, y) !== d < r) wrong.push(`${x},${y}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('erases, stays inside of the picture and tells what it touched', () => {
    const bits = new Bitmask(100, 80);
    expect(bits.stroke([0, 0], [0, 0], 10, true)).toEqual({ minX: 0, minY: 0, maxX: 10, maxY: 10 });
    expect(bits.get(0, 0)).toBe(true);
    bits.stroke([5, 5], [5, 5], 40, false);
    expect(bits.isEmpty()).toBe(true);
  });

  it('leaves a clone as it was', () => {
    const bits = new Bitmask(50, 50);
    bits.stroke([20, 20], [20, 20], 5, true);
    const before = encoded(bits).counts;
    const copy = bits.clone();
    copy.stroke([25, 20], [25, 20], 5, true);
    bits.stroke([20, 20], [20, 20], 2, false);
    expect(copy.area()).toBeGreaterThan(maskArea({ type: 'mask', width: 50, height: 50, counts: before }));
    expect(copy.get(20, 20)).toBe(true);
    expect(bits.get(20, 20)).toBe(false);
  });
});
