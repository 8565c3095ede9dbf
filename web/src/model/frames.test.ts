// Frame tables as the server sends them.
import { describe, expect, it } from 'vitest';
import { FrameTable } from './frames';

function bytes(name: string, numbers: readonly number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(4 + 4 * numbers.length));
  for (let i = 0; i < 4; i++) view.setUint8(i, name.charCodeAt(i));
  numbers.forEach((number, i) => view.setUint32(4 + 4 * i, number, true));
  return view.buffer;
}

describe('a frame table', () => {
  const table = FrameTable.read(bytes('CCFT', [1, 3, 1000, 10, 50, 250, 260]));

  it('names the frame of any time', () => {
    expect(table.count).toBe(3);
    const cases = [
      [0, 0],
      [10, 0],
      [49.9, 0],
      [50, 1],
      [249, 1],
      [250, 2],
      [9999, 2],
    ];
    for (const [ms, index] of cases) expect(table.indexAt(ms!), `${ms} ms`).toBe(index);
  });

  it('sends a player to the middle of a frame', () => {
    expect(table.middleMs(1)).toBe(150);
    expect(table.indexAt(table.middleMs(2))).toBe(2);
  });

  it('knows a frame by the time that a player names', () => {
    expect(table.nearest(49.6)).toBe(1);
    expect(table.nearest(50.4)).toBe(1);
    expect(table.nearest(0)).toBe(0);
    expect(table.nearest(400)).toBe(2);
  });

  it.each([
    ['CCPK', [1, 1, 1000, 0, 1], 'no frame table'],
    ['CCFT', [2, 1, 1000, 0, 1], 'version 2'],
    ['CCFT', [1, 0, 1000, 0], 'empty'],
    ['CCFT', [1, 9, 1000, 0, 1], 'too early'],
    ['CC', [], 'no frame table'],
  ])('refuses %s %j', (name, numbers, problem) => {
    expect(() => FrameTable.read(bytes(name, numbers))).toThrow(problem);
  });

  it('is made of plain times too', () => {
    const uneven = FrameTable.of([0, 33.36667, 100], 140);
    expect(uneven.startMs(1)).toBeCloseTo(33.37, 5);
    expect(uneven.indexAt(120)).toBe(2);
  });
});
