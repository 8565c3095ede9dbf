// Tracks between their keyframes, by the cases that the server's rule is tested with.
import { describe, expect, it } from 'vitest';
import { keyframeBefore, momentAt, placeOf, shapeAt, trackShape } from './track';
import type { Keyframe, TrackShape } from './types';

const box = (x: number, rotation = 0): TrackShape => ({
  type: 'box',
  x,
  y: 10,
  width: 20,
  height: 30,
  rotation,
});
const key = (time_ms: number, shape: TrackShape, more: Partial<Keyframe> = {}): Keyframe => ({
  time_ms,
  frame: Math.round(time_ms / 40),
  shape,
  ...more,
});

describe('a track', () => {
  const keyframes = [
    key(1000, box(0)),
    key(2000, box(100), { hold: true }),
    key(3000, box(50), { outside: true }),
    key(4000, box(10)),
    key(5000, box(30)),
  ];

  it.each([
    [999, null],
    [1000, 0],
    [1250, 25],
    [1999.5, 99.95],
    [2000, 100],
    [2999, 100],
    [3000, null],
    [3999, null],
    [4000, 10],
    [4500, 20],
    [5000, 30],
    [5001, null],
  ])('is at %d ms where its keyframes say', (ms, x) => {
    const shape = shapeAt(keyframes, ms);
    expect(shape && shape.type === 'box' ? shape.x : shape).toEqual(x === null ? null : expect.closeTo(x, 9));
  });

  it('turns the shorter way', () => {
    const turning = [key(0, box(0, 350)), key(100, box(0, 20))];
    expect(shapeAt(turning, 50)).toMatchObject({ rotation: 365 });
  });

  it('moves points one by one, and stays where their number changes', () => {
    const one: TrackShape = {
      type: 'polygon',
      points: [
        [0, 0],
        [10, 0],
        [0, 10],
      ],
    };
    const other: TrackShape = {
      type: 'polygon',
      points: [
        [10, 10],
        [20, 10],
        [10, 20],
      ],
    };
    expect(shapeAt([key(0, one), key(10, other)], 5)).toEqual({
      type: 'polygon',
      points: [
        [5, 5],
        [15, 5],
        [5, 15],
      ],
    });
    const fewer: TrackShape = { type: 'points', points: [[1, 1]] };
    expect(shapeAt([key(0, one), key(10, fewer)], 5)).toEqual(one);
  });

  it('knows the keyframe that holds', () => {
    expect(keyframeBefore(keyframes, 999)).toBe(-1);
    expect(momentAt(keyframes, 2500)?.keyframe).toBe(keyframes[1]);
    expect(momentAt(keyframes, 2500)?.isKeyframe).toBe(false);
    expect(momentAt(keyframes, 2000)?.isKeyframe).toBe(true);
    expect(shapeAt([], 0)).toBeNull();
  });

  it('is made of shapes that can move', () => {
    expect(trackShape({ type: 'whole' })).toBeNull();
    const polygon = placeOf({
      type: 'polygon',
      points: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
    });
    expect(polygon).toMatchObject({ holes: [] });
    expect(placeOf(trackShape(polygon)!)).toEqual(polygon);
  });
});
