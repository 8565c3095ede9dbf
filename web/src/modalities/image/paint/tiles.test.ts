// Which tiles are asked for, and how many are kept.
import { describe, expect, it } from 'vitest';
import type { ImageSource } from '../contract';
import { Lru } from './lru';
import type { FrameView } from './protocol';
import { covered, deviceRect, sharpLevel, tileBounds, tilesIn, tileUrl } from './tiles';

const source: ImageSource = {
  width: 8688,
  height: 5792,
  display: '/display',
  tile: '/t/{level}/{col}/{row}',
  tileSize: 512,
  levels: 6,
  thumbnail: '/thumbnail',
};

function view(more: Partial<FrameView>): FrameView {
  return { x: 0, y: 0, scale: 1, width: 1000, height: 700, margin: 0, dpr: 1, ...more };
}

describe('tiles', () => {
  it.each([
    [1, 1, 0],
    [0.5, 1, 1],
    [0.5, 2, 0],
    [0.3, 1, 1],
    [0.01, 1, 5],
    [20, 1, 0],
  ])('at %d times, %d device pixels a pixel, come from level %d', (scale, dpr, level) => {
    expect(sharpLevel(source, view({ scale, dpr }))).toBe(level);
  });

  it('are those in view, nearest to the middle first', () => {
    const keys = tilesIn(source, 0, covered(view({ x: 600, y: 600 })));
    expect(keys).toHaveLength(3 * 2);
    expect(keys[0]).toEqual({ level: 0, col: 2, row: 1 });
  });

  it('end with the picture', () => {
    expect(tilesIn(source, 5, { minX: -9e3, minY: -9e3, maxX: 9e4, maxY: 9e4 })).toHaveLength(1);
    const last = tilesIn(source, 0, { minX: 8600, minY: 5700, maxX: 9e4, maxY: 9e4 });
    expect(last).toEqual([{ level: 0, col: 16, row: 11 }]);
    expect(tileBounds(source, last[0]!)).toEqual({ minX: 8192, minY: 5632, maxX: 8688, maxY: 5792 });
  });

  it('meet without a gap at any zoom', () => {
    for (const scale of [0.37, 1, 1.71]) {
      const shown = view({ x: 13.3, y: 7.7, scale });
      const left = deviceRect(tileBounds(source, { level: 0, col: 0, row: 0 }), shown);
      const right = deviceRect(tileBounds(source, { level: 0, col: 1, row: 0 }), shown);
      expect(left.x + left.width).toBe(right.x);
    }
  });

  it('have addresses', () => {
    expect(tileUrl('/t/{level}/{col}/{row}', { level: 2, col: 3, row: 4 })).toBe('/t/2/3/4');
  });
});

describe('what is kept', () => {
  it('is what was used last, within the limit, and the rest is let go of', () => {
    const gone: string[] = [];
    const lru = new Lru<string>(10, (value) => gone.push(value));
    lru.set('a', 'A', 4);
    lru.set('b', 'B', 4);
    lru.get('a');
    lru.set('c', 'C', 4);
    expect(gone).toEqual(['B']);
    expect([lru.has('a'), lru.bytes]).toEqual([true, 8]);
    lru.set('huge', 'H', 99);
    expect(gone).toEqual(['B', 'A', 'C']);
    expect(lru.get('huge')).toBe('H');
  });
});
