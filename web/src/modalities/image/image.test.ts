// The view, grips and words of pictures, without a browser.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PolygonShape, Shape } from '../../model/geometry/types';
import { Camera } from './camera';
import type { StageRegion } from './contract';
import { RegionIndex } from './region_index';
import { gripAt, withoutVertex, withVertex } from './tools/grips';
import { describe as inWords } from './words';

const size = { width: 1000, height: 500 };
const triangle: PolygonShape = { type: 'polygon', points: [[0, 0], [100, 0], [0, 100]], holes: [] }; // prettier-ignore

describe('the camera', () => {
  let camera: Camera;
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    camera = new Camera(size, () => undefined);
    camera.resize({ width: 832, height: 600 }, 2);
  });

  it('fits the picture, and again when the stage changes', () => {
    expect(camera.view.scale).toBeCloseTo(0.8);
    expect(camera.toStage([500, 250])).toEqual([416, 300]);
    camera.resize({ width: 432, height: 600 }, 2);
    expect(camera.view.scale).toBeCloseTo(0.4);
  });

  it('keeps the place under the pointer while it zooms', () => {
    const before = camera.toImage([100, 200]);
    camera.zoomBy(3, [100, 200]);
    const after = camera.toImage([100, 200]);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
  });

  it('shows one device pixel a pixel at one to one', () => {
    camera.oneToOne();
    expect(camera.view.scale * camera.dpr).toBeCloseTo(1);
  });

  it('never loses the picture', () => {
    camera.panBy(1e6, -1e6);
    const [x, y] = camera.toStage([0, size.height]);
    expect([x, y]).toEqual([expect.closeTo(416), expect.closeTo(300)]);
  });

  it('reveals what is out of view, and zooms out only for what is larger than the stage', () => {
    camera.zoomBy(5, [0, 0]);
    const before = camera.view;
    camera.reveal({ minX: 900, minY: 400, maxX: 950, maxY: 450 });
    expect(camera.view.scale).toBe(before.scale);
    const seen = camera.seen();
    expect(seen.maxX).toBeGreaterThan(950);
    const still = camera.view;
    camera.reveal({ minX: 900, minY: 400, maxX: 950, maxY: 450 });
    expect(camera.view).toBe(still);
    camera.reveal({ minX: 0, minY: 0, maxX: 1000, maxY: 500 });
    expect(camera.view.scale).toBeLessThan(before.scale);
  });
});

describe('grips', () => {
  it('are points before edges', () => {
    expect(gripAt(triangle, [4, 3], 1, 12, false)).toMatchObject({ kind: 'vertex', index: 0 });
    expect(gripAt(triangle, [50, 3], 1, 12, false)).toMatchObject({ kind: 'edge', index: 0, at: [50, 0] });
    expect(gripAt(triangle, [30, 30], 1, 12, false)).toBeNull();
  });

  it('of a small box leave out the middles of its sides', () => {
    const box: Shape = { type: 'box', x: 0, y: 0, width: 30, height: 30, rotation: 0 };
    expect(gripAt(box, [15, 0], 1, 12, false)).toBeNull();
    expect(gripAt(box, [15, 0], 4, 12, false)).toMatchObject({ kind: 'frame', handle: 'n' });
  });

  it('add and remove points, but never below what the shape needs', () => {
    const four = withVertex(triangle, 0, 0, [50, -10], true);
    expect(four).toMatchObject({ points: [[0, 0], [50, -10], [100, 0], [0, 100]] }); // prettier-ignore
    expect(withoutVertex(four, 0, 1)).toEqual(triangle);
    expect(withoutVertex(triangle, 0, 1)).toBeNull();
    const holed: PolygonShape = { ...triangle, holes: [[[10, 10], [20, 10], [10, 20]]] }; // prettier-ignore
    expect(withoutVertex(holed, 1, 0)).toEqual(triangle);
  });
});

describe('regions by place', () => {
  const region = (id: string, selector: Shape, more: Partial<StageRegion> = {}): StageRegion => ({
    id,
    selector,
    color: '#000000',
    title: id,
    line: 'solid',
    emphasis: 'none',
    ...more,
  });
  const box = (x: number, side: number): Shape => ({
    type: 'box',
    x,
    y: x,
    width: side,
    height: side,
    rotation: 0,
  });

  it('give lines before insides and small before large; the whole picture only at its rim', () => {
    const index = new RegionIndex(size);
    index.set(
      [
        region('whole', { type: 'whole' }),
        region('large', box(10, 400)),
        region('small', box(100, 50)),
        region('hidden', box(100, 50), { hidden: true }),
      ],
      size,
    );
    const ids = (x: number, y: number) => index.at([x, y], 3).map(({ id }) => id);
    expect(ids(125, 125)).toEqual(['small', 'large']);
    expect(ids(411, 125)).toEqual(['large']);
    expect(ids(500, 1)).toEqual(['whole']);
    expect(index.get('hidden')?.id).toBe('hidden');
  });

  it('are found by id after the list changed', () => {
    const index = new RegionIndex(size);
    index.set([region('a', box(0, 10)), region('b', box(50, 10))], size);
    expect(index.get('b')?.id).toBe('b');
    index.set([region('b', box(60, 10))], size);
    expect(index.get('b')?.selector).toMatchObject({ x: 60 });
    expect(index.get('a')).toBeUndefined();
  });
});

describe('words', () => {
  it.each<[Shape, string]>([
    [{ type: 'box', x: 700, y: 400, width: 80, height: 40, rotation: 0 }, 'box, lower right, 80 × 40 pixels'],
    [
      { type: 'box', x: 480, y: 230, width: 40, height: 40, rotation: 30 },
      'box, centre, 40 × 40 pixels, turned 30°',
    ],
    [{ type: 'points', points: [[10, 20]] }, 'points, upper left, at 10, 20'],
    [{ type: 'whole' }, 'whole picture'],
  ])('%#', (shape, expected) => expect(inWords(shape, size)).toBe(expected));
});
