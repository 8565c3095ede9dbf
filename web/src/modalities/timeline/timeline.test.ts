// Scale, ticks, rows and snapping of the timeline.
import { describe, expect, test } from 'vitest';
import type { TimelineLane, TimelineMark } from './contract';
import { Row, rowsOf } from './rows';
import { Scale } from './scale';
import { Snapping } from './snapping';
import { RULER_PX, Stack } from './stack';
import { pressAt } from './press';
import { ticks } from './ticks';

function mark(id: string, startMs: number, endMs: number, more: Partial<TimelineMark> = {}): TimelineMark {
  return {
    id,
    startMs,
    endMs,
    title: id,
    color: '#000',
    line: 'solid',
    emphasis: 'none',
    group: '',
    ...more,
  };
}

const ids = (rows: readonly Row[]) => rows.map((row) => row.marks.map((each) => each.id).join(' '));

describe('rows', () => {
  test('what overlaps stands below each other, the longer one above', () => {
    const marks = [mark('b', 2, 4), mark('a', 0, 10), mark('c', 4, 6), mark('d', 10, 12)];
    expect(ids(rowsOf(marks, []))).toEqual(['a d', 'b c']);
  });
  test('groups come in their order, also those without marks of another group', () => {
    const marks = [mark('b', 0, 1, { group: 'y' }), mark('a', 0, 1, { group: 'x' })];
    expect(rowsOf(marks, ['x', 'y']).map((row) => row.group)).toEqual(['x', 'y']);
  });
  test('two events at one time do not cover each other', () => {
    expect(ids(rowsOf([mark('a', 5, 5), mark('b', 5, 5), mark('c', 6, 6)], []))).toEqual(['a c', 'b']);
  });
  test('a row finds what is visible of it as looking at all does', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const marks = Array.from({ length: 500 }, (_, at) => {
      const start = Math.round(random() * 1e5);
      return mark(`m${at}`, start, start + Math.round(random() * 3000));
    });
    const rows = rowsOf(marks, []);
    expect(rows.flatMap((row) => row.marks)).toHaveLength(500);
    for (const row of rows) {
      row.marks
        .slice(1)
        .forEach((each, at) => expect(each.startMs).toBeGreaterThanOrEqual(row.marks[at]!.endMs));
      for (const startMs of [0, 12_345, 99_000]) {
        const endMs = startMs + 4000;
        const [from, to] = row.within({ startMs, endMs });
        const seen = row.marks.slice(from, to).filter((each) => each.endMs >= startMs);
        expect(seen).toEqual(row.marks.filter((each) => each.startMs <= endMs && each.endMs >= startMs));
      }
    }
  });
  test('the shorter of two that are near is taken hold of', () => {
    const row = new Row('', [mark('a', 0, 1000), mark('b', 1000, 1010)]);
    expect(row.at(1005, 20)?.id).toBe('b');
    expect(row.at(500, 20)?.id).toBe('a');
    expect(row.at(2000, 20)).toBeNull();
  });
});

describe('scale', () => {
  const scale = () => {
    const made = new Scale();
    made.setWidth(1000);
    made.setExtent({ startMs: -500, endMs: 9500 });
    return made;
  };
  test('shows everything at first, and more of the same in more room', () => {
    const made = scale();
    expect(made.view).toEqual({ startMs: -500, msPerPx: 10 });
    made.setWidth(500);
    expect(made.view).toEqual({ startMs: -500, msPerPx: 20 });
  });
  test('zooms at the pointer', () => {
    const made = scale();
    const at = made.ms(300);
    made.zoomBy(4, 300);
    expect(made.ms(300)).toBeCloseTo(at, 6);
    made.zoomBy(1e-6, 300);
    expect(made.view).toEqual({ startMs: -500, msPerPx: 10 });
  });
  test('does not leave the item, and zooms no further than a fraction of a millisecond', () => {
    const made = scale();
    made.zoomBy(10, 0);
    made.panBy(1e9);
    expect(made.endMs).toBeCloseTo(9500, 6);
    made.zoomBy(1e9, 500);
    expect(made.view.msPerPx).toBe(0.025);
  });
  test('moves only when something is out of sight', () => {
    const made = scale();
    made.show({ startMs: 1000, endMs: 2000 });
    const before = made.view;
    made.reveal({ startMs: 1200, endMs: 1300 });
    expect(made.view).toEqual(before);
    made.reveal({ startMs: 5000, endMs: 5100 });
    expect(made.ms(500)).toBeCloseTo(5050, 6);
  });
});

describe('ticks', () => {
  const labels = (startMs: number, msPerPx: number) => {
    const found = ticks({ startMs, msPerPx }, 500);
    return found.majors.map((ms) => found.label(ms));
  };
  test.each([
    [0, 0.05, ['00:00.000', '00:00.005', '00:00.010', '00:00.015', '00:00.020', '00:00.025']],
    [0, 1, ['00:00.0', '00:00.1', '00:00.2', '00:00.3', '00:00.4', '00:00.5']],
    [59_000, 10, ['00:59', '01:00', '01:01', '01:02', '01:03', '01:04']],
    [3_590_000, 100, ['0:59:50', '1:00:00', '1:00:10', '1:00:20', '1:00:30', '1:00:40']],
    [-1000, 10, ['−00:01', '00:00', '00:01', '00:02', '00:03', '00:04']],
  ])('from %i ms at %d ms a pixel', (start, perPx, expected) =>
    expect(labels(start, perPx)).toEqual(expected),
  );
});

describe('snapping', () => {
  const snapping = new Snapping(
    [mark('a', 1000, 2000), mark('t', 3000, 5000, { keyframes: [3000, 4000, 5000] })],
    [7000],
    null,
  );
  test('finds edges, keyframes and the playhead', () => {
    expect([1040, 1960, 4030, 7010].map((ms) => snapping.near(ms, 50))).toEqual([1000, 2000, 4000, 7000]);
    expect(snapping.near(1100, 50)).toBeNull();
  });
  test('does not snap to itself', () => {
    expect(new Snapping([mark('a', 1000, 2000)], [], 'a').near(1001, 50)).toBeNull();
  });
  test('a stretch moves by its nearer end', () => {
    expect(snapping.shift(980, 1970, 50)).toEqual({ byMs: 20, atMs: 1000 });
    expect(snapping.shift(970, 1990, 50)).toEqual({ byMs: 10, atMs: 2000 });
    expect(snapping.shift(2400, 2500, 50)).toBeNull();
  });
});

describe('presses', () => {
  const lane = (marks: TimelineMark[]): TimelineLane => ({
    key: 'video/0',
    title: 'Video',
    startMs: 0,
    endMs: 10_000,
    backdrops: [{ height: 40, paint: () => undefined }],
    marks,
    groups: new Map([['', '']]),
    draws: true,
  });
  const scale = new Scale();
  scale.setWidth(1000);
  scale.setExtent({ startMs: 0, endMs: 10_000 });
  const stack = new Stack();
  stack.set([
    lane([
      mark('a', 1000, 3000),
      mark('e', 5000, 5000),
      mark('t', 6000, 8000, { keyframes: [6000, 7000, 8000] }),
    ]),
  ]);
  const row = RULER_PX + 3 + 40 + 10;
  const press = (x: number, y: number, selected: string[] = []) =>
    pressAt(scale, stack, new Set(selected), x, y, 0);
  test('know the ruler, lanes, edges, insides, events and keyframes', () => {
    expect(press(500, 5)).toEqual({ on: 'ruler' });
    expect(press(500, RULER_PX + 20)).toMatchObject({ on: 'lane', group: null });
    expect(press(102, row)).toMatchObject({ on: 'edge', edge: 'start' });
    expect(press(297, row)).toMatchObject({ on: 'edge', edge: 'end' });
    expect(press(200, row)).toMatchObject({ on: 'mark', mark: { id: 'a' } });
    expect(press(502, row)).toMatchObject({ on: 'mark', mark: { id: 'e' } });
    expect(press(701, row)).toMatchObject({ on: 'mark', mark: { id: 't' } });
    expect(press(701, row, ['t'])).toMatchObject({ on: 'keyframe', ms: 7000 });
    expect(press(400, row)).toMatchObject({ on: 'lane', group: '' });
    expect(press(400, 5000)).toEqual({ on: 'nothing' });
  });
  test('rows are laid out anew only when their marks change', () => {
    const marks = [mark('a', 0, 1)];
    const groups = new Map<string, string>();
    const made = new Stack();
    made.set([{ ...lane(marks), groups }]);
    const [before] = made.bands[0]!.rows;
    made.set([{ ...lane(marks), groups, active: true }]);
    expect(made.bands[0]!.rows[0]!.is).toBe(before!.is);
  });
});
