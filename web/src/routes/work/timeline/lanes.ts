// The lanes of an item: one for each medium that has a time, and for each text with cues or claims in time.
import { createMemo, type Accessor } from 'solid-js';
import type { TimelineLane, TimelineMark } from '../../../modalities/timeline';
import { clockOf, masterMs } from '../../../model/clock';
import type { Cue } from '../../../model/types';
import { FrameCache } from '../panes/frame_cache';
import { laneBackdrops } from '../panes/lanes';
import type { Pane, Work } from '../work';
import { takesIntervals } from './intervals';
import { regionMarks, textMarks, type Marks } from './marks';

/** `color` finds the colour of a name of the style sheet, for what is painted. */
export function lanesOf(work: Work, color: (name: string) => string): Accessor<readonly TimelineLane[]> {
  const lanes = work.panes.flatMap((pane) => laneOf(work, pane, color));
  const shown = createMemo(() => lanes.flatMap((lane) => lane() ?? []));
  return shown;
}

type Lane = Accessor<TimelineLane | null>;

function laneOf(work: Work, pane: Pane, color: (name: string) => string): Lane[] {
  const part = work.world.item.slots[pane.slot]?.find((each) => each.id === pane.part);
  const urls = work.media[pane.key];
  if (urls && 'duration_ms' in urls) {
    const clock = clockOf(work.world, pane.slot, pane.part);
    const stretch = { startMs: masterMs(clock, 0), endMs: masterMs(clock, urls.duration_ms) };
    const backdrops = laneBackdrops[pane.kind](urls, clock);
    const cache = new FrameCache<TimelineMark>();
    const draws = takesIntervals(work, pane);
    return [lane(work, pane, { ...stretch, backdrops, draws }, () => regionMarks(work, pane, cache))];
  }
  const cues: readonly Cue[] = part?.content === 'text' ? (part.cues ?? []) : [];
  const inTime = cues.length > 0 || pane.slot === work.world.design.claims?.slot;
  if (part?.content !== 'text' || !inTime || !work.time) return [];
  const { startMs, endMs } = work.time;
  const marks = () => textMarks(work, pane, cues, color);
  return [lane(work, pane, { startMs, endMs, backdrops: [], draws: false }, marks)];
}

type Fixed = Pick<TimelineLane, 'startMs' | 'endMs' | 'backdrops' | 'draws'>;

/** What stays the same between two marks is the same object, so that rows are laid out only when they change. */
function lane(work: Work, pane: Pane, fixed: Fixed, read: () => Marks): Lane {
  const found = createMemo(read);
  const marks = createMemo(() => found().marks, [], { equals: sameList });
  const groups = createMemo(() => found().groups, new Map<string, string>(), { equals: sameGroups });
  const active = createMemo(() => work.activePane() === pane.key);
  const shown = createMemo(() => fixed.draws || fixed.backdrops.length > 0 || marks().length > 0);
  const made = createMemo(() =>
    shown()
      ? { key: pane.key, title: pane.title, marks: marks(), groups: groups(), active: active(), ...fixed }
      : null,
  );
  return made;
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

function sameGroups(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  const [one, other] = [[...a], [...b]];
  return (
    one.length === other.length &&
    one.every(([key, title], at) => other[at]?.[0] === key && other[at]?.[1] === title)
  );
}
