// Bounds, hits, area, moving, turning, cutting and overlap of shapes.
import { describe, expect, it } from 'vitest';
import { area } from './area';
import { bounds } from './bounds';
import { clippedPolygon, withHole } from './cut';
import { frameOf, inFrame, resized } from './frame';
import { hits, hitsOutline } from './hit';
import { ninth } from './ninth';
import { overlap, rasterized } from './overlap';
import { encoded, maskArea } from './rle';
import { inside, lastInside, tidy, translated } from './place';
import { simplified } from './simplify';
import type { BoxShape, EllipseShape, Point, PolygonShape, Shape } from './types';
import { heading, turned } from './vec';

const size = { width: 200, height: 100 };
const box: BoxShape = { type: 'box', x: 10, y: 20, width: 40, height: 20, rotation: 0 };
const ellipse: EllipseShape = { type: 'ellipse', cx: 100, cy: 50, rx: 30, ry: 10, rotation: 0 };
const square: PolygonShape = polygon([0, 0], [40, 0], [40, 40], [0, 40]);

function polygon(...points: Point[]): PolygonShape {
  return { type: 'polygon', points, holes: [] };
}

describe('bounds', () => {
  const cases: [string, Shape, number[]][] = [
    ['box', box, [10, 20, 50, 40]],
    ['quarter turn', { ...box, rotation: 90 }, [20, 10, 40, 50]],
    ['turned ellipse', { ...ellipse, rotation: 90 }, [90, 20, 110, 80]],
    ['polyline', { type: 'polyline', points: [[3, 9], [1, 12]] }, [1, 9, 3, 12]], // prettier-ignore
    ['whole', { type: 'whole' }, [0, 0, 200, 100]],
  ];
  it.each(cases)('of a %s', (_, shape, expected) => {
    const b = bounds(shape, size);
    [b.minX, b.minY, b.maxX, b.maxY].forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN));
  });
});

describe('hits', () => {
  it('a turned box inside of its turned outline only', () => {
    const diamond: Shape = { type: 'box', x: 80, y: 30, width: 40, height: 40, rotation: 45 };
    expect(hits(diamond, [100, 24], 0)).toBe(true);
    expect(hits(diamond, [82, 32], 0)).toBe(false);
  });
  it('not the hole of a polygon, but its edge', () => {
    const holed = {
      ...square,
      holes: [
        [
          [10, 10],
          [30, 10],
          [30, 30],
          [10, 30],
        ] as Point[],
      ],
    };
    expect(hits(holed, [20, 20], 2)).toBe(false);
    expect(hits(holed, [11, 20], 2)).toBe(true);
    expect(hits(holed, [5, 5], 0)).toBe(true);
  });
  it('lines, points and masks with the tolerance that suits them', () => {
    expect(hits({ type: 'polyline', points: [[0, 0], [50, 50]] }, [26, 24], 2)).toBe(true); // prettier-ignore
    expect(hits({ type: 'polyline', points: [[0, 0], [50, 50]] }, [30, 24], 2)).toBe(false); // prettier-ignore
    expect(hits({ type: 'points', points: [[5, 5]] }, [8, 8], 5)).toBe(true);
    const m: Shape = { type: 'mask', width: 4, height: 3, counts: [4, 2, 6] };
    expect([hits(m, [1.5, 1.5], 3), hits(m, [1.5, 0.5], 3)]).toEqual([true, false]);
  });
  it('outlines apart from insides', () => {
    expect(hitsOutline(box, [30, 30], 3)).toBe(false);
    expect(hitsOutline(box, [11, 30], 3)).toBe(true);
  });
});

describe('area', () => {
  it('takes holes off and counts pixels of masks', () => {
    expect(area({ ...square, holes: [[[10, 10], [20, 10], [20, 20], [10, 20]]] }, size)).toBe(1500); // prettier-ignore
    expect(area(ellipse, size)).toBeCloseTo(Math.PI * 300);
    expect(area({ type: 'mask', width: 4, height: 3, counts: [4, 2, 6] }, size)).toBe(2);
  });
});

describe('frames', () => {
  it('keep the opposite corner while one is pulled, turned or not', () => {
    for (const rotation of [0, 30, 200]) {
      const frame = frameOf({ ...box, rotation });
      const before = turned([10, 20], [frame.cx, frame.cy], rotation);
      const to = turned([70, 55], [frame.cx, frame.cy], rotation);
      const after = frameOf(inFrame(box, resized(frame, 'se', to, false)));
      const corner = turned(
        [after.cx - after.width / 2, after.cy - after.height / 2],
        [after.cx, after.cy],
        rotation,
      );
      expect(corner[0]).toBeCloseTo(before[0]);
      expect(corner[1]).toBeCloseTo(before[1]);
      expect([after.width, after.height]).toEqual([expect.closeTo(60), expect.closeTo(35)]);
    }
  });
  it('flip rather than turn negative, and keep their ratio on demand', () => {
    expect(inFrame(box, resized(frameOf(box), 'e', [0, 0], false))).toMatchObject({ x: 0, width: 10 });
    expect(inFrame(box, resized(frameOf(box), 'se', [90, 41], true))).toMatchObject({
      width: 80,
      height: 40,
    });
  });
  it('know clockwise', () => {
    expect(heading([0, 0], [0, 5])).toBeCloseTo(90);
    expect(turned([1, 0], [0, 0], 90)[1]).toBeCloseTo(1);
  });
});

describe('places', () => {
  it('stop at the border when moved', () => {
    expect(translated(box, -100, 5, size)).toMatchObject({ x: 0, y: 25 });
    expect(translated(polygon([0, 0], [10, 0], [0, 10]), 500, 500, size)).toMatchObject({
      points: [[190, 90], [200, 90], [190, 100]], // prettier-ignore
    });
  });
  it('stop turning where a corner would leave', () => {
    const wide: BoxShape = { type: 'box', x: 0, y: 40, width: 200, height: 20, rotation: 0 };
    const last = lastInside((t) => ({ ...wide, rotation: 0, x: 100 * t }), size);
    expect(inside(last, size)).toBe(true);
    expect(last.x).toBeLessThan(0.1);
  });
  it('are rounded so that nothing sticks out', () => {
    const shape = tidy({ ...box, x: 159.996, width: 40.004 });
    expect(shape).toEqual({ ...box, x: 160, width: 40 });
  });
  it('have words', () => {
    expect(ninth(box, size)).toEqual({ across: 'start', down: 'start' });
    expect(ninth({ type: 'whole' }, size)).toEqual({ across: 'middle', down: 'middle' });
  });
});

describe('cutting', () => {
  it('makes a hole inside, a bite at the border, nothing when all is gone', () => {
    const hole = withHole(square, [[10, 10], [20, 10], [20, 20], [10, 20]]); // prettier-ignore
    expect(hole?.holes).toHaveLength(1);
    expect(hole && area(hole, size)).toBe(1500);
    const bite = withHole(square, [[30, 10], [60, 10], [60, 20], [30, 20]]); // prettier-ignore
    expect(bite?.holes).toHaveLength(0);
    expect(bite && area(bite, size)).toBe(1500);
    expect(withHole(square, [[-1, -1], [50, -1], [50, 50], [-1, 50]])).toBeNull(); // prettier-ignore
  });
  it('keeps what is inside of the picture', () => {
    const shape = clippedPolygon(polygon([-50, 50], [50, 50], [50, 150], [-50, 150]), size);
    expect(shape && area(shape, size)).toBe(2500);
  });
});

describe('overlap', () => {
  it('is one for the same and nothing for the distant', () => {
    expect(overlap(box, box, size)).toBeCloseTo(1);
    expect(overlap(box, ellipse, size)).toBe(0);
  });
  it('compares across kinds', () => {
    expect(overlap(box, polygon([10, 20], [50, 20], [50, 40], [10, 40]), size)).toBeCloseTo(1);
    expect(overlap(box, { ...box, x: 30 }, size)).toBeCloseTo(1 / 3);
    expect(overlap(box, encoded(rasterized(box, size)), size)).toBeCloseTo(1);
    expect(overlap(ellipse, { ...ellipse, rotation: 180 }, size)).toBeCloseTo(1);
  });
  it('rasterises by pixel centres', () => {
    expect(maskArea(encoded(rasterized({ ...box, x: 10.4, width: 40 }, size)))).toBe(800);
    expect(rasterized(ellipse, size).area() / area(ellipse, size)).toBeCloseTo(1, 1);
  });
});

describe('freehand lines', () => {
  it('lose points that nobody misses', () => {
    const line: Point[] = Array.from({ length: 50 }, (_, i) => [i, i % 2 === 0 ? 0 : 0.2]);
    expect(simplified(line, 0.5)).toEqual([line[0], line[49]]);
    expect(simplified([[0, 0], [10, 8], [20, 0]], 0.5)).toHaveLength(3); // prettier-ignore
  });
});
