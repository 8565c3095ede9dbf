// Replays of edits of tracks: what is where at which time, and what points at what.
import { beforeAll, describe, expect, test } from 'vitest';
import { evidenceOf, type Draft } from '../../model/draft';
import { emptyDraft } from '../../model/sample';
import { shapeAt } from '../../model/track';
import type { Keyframe, Region, TrackShape } from '../../model/types';
import { addEdits, apply, type Edit } from '.';
import { keyframesOf } from './track_of';
import { TRACK_EDITS } from './tracks';

beforeAll(() => addEdits(TRACK_EDITS));

const box = (x: number): TrackShape => ({ type: 'box', x, y: 0, width: 10, height: 10, rotation: 0 });
/** Frames of 40 ms. */
const key = (frame: number, x: number, more: Partial<Keyframe> = {}): Keyframe => ({
  time_ms: frame * 40,
  frame,
  shape: box(x),
  ...more,
});
const track = (id: string, ...keyframes: Keyframe[]): Region => ({
  id,
  slot: 'video',
  part: '0',
  selector: { type: 'track', keyframes },
  label: 'dog',
  attributes: {},
});
const claim = { on: 'claim', id: 'c2', aspect: 'default' } as const;

const drafted = (...regions: Region[]): Draft => ({ ...emptyDraft(), regions });
const replay = (draft: Draft, ...edits: Edit[]) => edits.reduce((now, edit) => apply(now, edit), draft);
const frames = (draft: Draft, id: string) =>
  (keyframesOf(draft.regions.find((region) => region.id === id)) ?? []).map((each) => each.frame);
const keyframes = (draft: Draft, id: string) =>
  keyframesOf(draft.regions.find((region) => region.id === id)) ?? [];
const set = (frame: number, x: number, from?: number): Edit => ({
  kind: 'set_keyframe',
  region: 'r1',
  time_ms: frame * 40,
  frame,
  shape: box(x),
  from,
});

describe('keyframes', () => {
  test('stand in the order of time, one a frame', () => {
    const draft = replay(drafted(track('r1', key(10, 100))), set(0, 0), set(5, 70), set(10, 90), set(20, 5));
    expect(frames(draft, 'r1')).toEqual([0, 5, 10, 20]);
    expect(shapeAt(keyframes(draft, 'r1'), 7.5 * 40)).toEqual(box(80));
  });
  test('another kind of shape is not taken', () => {
    const before = drafted(track('r1', key(0, 0)));
    const points: TrackShape = { type: 'points', points: [[1, 1]] };
    expect(apply(before, { kind: 'set_keyframe', region: 'r1', time_ms: 40, frame: 1, shape: points })).toBe(
      before,
    );
  });
  test('a new one goes on as hidden as before, but in sight', () => {
    const before = drafted(track('r1', key(0, 0, { occluded: true, outside: true, hold: true }), key(10, 0)));
    expect(keyframes(apply(before, set(5, 3)), 'r1')[1]).toEqual(key(5, 3, { occluded: true, hold: true }));
  });
  test('one that is dragged keeps what it says, and the others stay', () => {
    const before = drafted(track('r1', key(0, 0), key(5, 7, { outside: true }), key(10, 9)));
    const draft = apply(before, set(12, 7, 5));
    expect(keyframes(draft, 'r1')).toEqual([key(0, 0), key(10, 9), key(12, 7, { outside: true })]);
  });
  test('the last one cannot be removed, and what held from the first goes on', () => {
    const before = drafted(track('r1', key(0, 0, { attributes: { pose: 'sits' } }), key(4, 1)));
    const draft = apply(before, { kind: 'remove_keyframe', region: 'r1', frame: 0 });
    expect(keyframes(draft, 'r1')).toEqual([key(4, 1, { attributes: { pose: 'sits' } })]);
    expect(apply(draft, { kind: 'remove_keyframe', region: 'r1', frame: 4 })).toBe(draft);
  });
  test('states and attributes are set and cleared', () => {
    const at = { region: 'r1', frame: 4 };
    const before = drafted(track('r1', key(0, 0), key(4, 1), key(9, 1)));
    const draft = replay(
      before,
      { kind: 'set_keyframe_state', ...at, outside: true },
      { kind: 'set_keyframe_attribute', ...at, attribute: 'pose', value: 'lies' },
    );
    expect(keyframes(draft, 'r1')[1]).toEqual(key(4, 1, { outside: true, attributes: { pose: 'lies' } }));
    expect(shapeAt(keyframes(draft, 'r1'), 5 * 40)).toBeNull();
    const after = replay(
      draft,
      { kind: 'set_keyframe_state', ...at, outside: false },
      { kind: 'set_keyframe_attribute', ...at, attribute: 'pose', value: null },
    );
    expect(keyframes(after, 'r1')).toEqual(keyframes(before, 'r1'));
  });
});

describe('splitting', () => {
  const cut = (frame: number): Edit => ({
    kind: 'split_track',
    region: 'r1',
    second: 'r2',
    at: { time_ms: frame * 40, frame },
    before: { time_ms: (frame - 1) * 40, frame: frame - 1 },
  });
  test('both halves are where the whole was', () => {
    const before = drafted(track('r1', key(0, 0, { attributes: { pose: 'sits' } }), key(10, 100)));
    const draft = apply(before, cut(6));
    expect(frames(draft, 'r1')).toEqual([0, 5]);
    expect(frames(draft, 'r2')).toEqual([6, 10]);
    for (const frame of [0, 3, 5])
      expect(shapeAt(keyframes(draft, 'r1'), frame * 40)).toEqual(box(frame * 10));
    for (const frame of [6, 8, 10])
      expect(shapeAt(keyframes(draft, 'r2'), frame * 40)).toEqual(box(frame * 10));
    expect(shapeAt(keyframes(draft, 'r1'), 6 * 40)).toBeNull();
    expect(keyframes(draft, 'r2')[0]?.attributes).toEqual({ pose: 'sits' });
    expect(draft.regions.map((region) => region.label)).toEqual(['dog', 'dog']);
  });
  test('both halves are evidence, and nothing happens at the ends', () => {
    const before = replay(drafted(), {
      kind: 'add_region',
      region: track('r1', key(0, 0), key(9, 9)),
      judged: claim,
    });
    expect(evidenceOf(apply(before, cut(4)), claim)).toEqual([{ region: 'r1' }, { region: 'r2' }]);
    expect(apply(before, cut(0))).toBe(before);
    expect(apply(before, cut(10))).toBe(before);
  });
  test('merging the halves gives the same course', () => {
    const before = drafted(track('r1', key(0, 0), key(10, 100)));
    const draft = replay(before, cut(6), { kind: 'merge_tracks', into: 'r1', from: 'r2', gap: null });
    expect(frames(draft, 'r1')).toEqual([0, 5, 6, 10]);
    for (let frame = 0; frame <= 10; frame += 1) {
      expect(shapeAt(keyframes(draft, 'r1'), frame * 40)).toEqual(box(frame * 10));
    }
  });
});

describe('merging', () => {
  const merge = (gap: { time_ms: number; frame: number } | null): Edit => ({
    kind: 'merge_tracks',
    into: 'r1',
    from: 'r2',
    gap,
  });
  test('nothing is there in the gap between them', () => {
    const before = drafted(track('r1', key(0, 0), key(2, 20)), track('r2', key(8, 80), key(9, 90)));
    const draft = apply(before, merge({ time_ms: 120, frame: 3 }));
    expect(frames(draft, 'r1')).toEqual([0, 2, 3, 8, 9]);
    expect([80, 120, 200, 320].map((ms) => shapeAt(keyframes(draft, 'r1'), ms))).toEqual([
      box(20),
      null,
      null,
      box(80),
    ]);
    expect(draft.regions).toHaveLength(1);
  });
  test('where both are, the first is right', () => {
    const before = drafted(track('r1', key(0, 0), key(5, 50)), track('r2', key(3, 1), key(8, 80)));
    expect(frames(apply(before, merge(null)), 'r1')).toEqual([0, 5, 8]);
  });
  test('what pointed at the other one points at the one that stays', () => {
    const link = {
      id: 'l1',
      type: 'before',
      from: { on: 'region', id: 'r2' },
      to: { on: 'region', id: 'r1' },
    } as const;
    const other = { id: 'l2', type: 'before', from: { on: 'region', id: 'r2' }, to: { on: 'item' } } as const;
    const draft = replay(
      drafted(track('r1', key(0, 0))),
      { kind: 'add_region', region: track('r2', key(5, 5)), judged: claim },
      { kind: 'add_link', link },
      { kind: 'add_link', link: other },
      merge(null),
    );
    expect(evidenceOf(draft, claim)).toEqual([{ region: 'r1' }]);
    expect(draft.links).toEqual([{ ...other, from: { on: 'region', id: 'r1' } }]);
  });
});
