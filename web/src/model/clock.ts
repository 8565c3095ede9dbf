// A medium's own time and the item's master clock: the one rule that brings one to the other, as on the server.
import type { Clock, MediaUrls, World } from './types';

/** The clock of a part that says nothing: its own time is the master's. */
export const SAME_CLOCK: Clock = { offset_ms: 0 };

/** Master time of a time of the medium, in milliseconds. */
export function masterMs(clock: Clock, ownMs: number): number {
  return (clock.offset_ms ?? 0) + ownMs * pace(clock);
}

/** Time of the medium at a master time, in milliseconds. */
export function ownMs(clock: Clock, master: number): number {
  return (master - (clock.offset_ms ?? 0)) / pace(clock);
}

/** Milliseconds of the master clock in one of the medium. */
export function pace(clock: Clock): number {
  return 1 + (clock.drift_ppm ?? 0) / 1e6;
}

/** A stretch of the master clock. */
export interface Extent {
  readonly startMs: number;
  readonly endMs: number;
}

export function clockOf({ item }: World, slot: string, part: string): Clock {
  return item.slots[slot]?.find((each) => each.id === part)?.clock ?? SAME_CLOCK;
}

/** What all the parts of an item fill together, pieces of texts with times too; null where nothing is timed. */
export function extentOf(world: World, media: MediaUrls): Extent | null {
  const ends = Object.entries(world.item.slots).flatMap(([slot, parts]) =>
    parts.flatMap((part): number[] => {
      if (part.content === 'text') return (part.cues ?? []).flatMap((cue) => [cue.start_ms, cue.end_ms]);
      const urls = media[`${slot}/${part.id}`];
      if (!urls || !('duration_ms' in urls)) return [];
      const clock = part.clock ?? SAME_CLOCK;
      return [masterMs(clock, 0), masterMs(clock, urls.duration_ms)];
    }),
  );
  if (ends.length === 0) return null;
  const least = (a: number, b: number) => Math.min(a, b);
  const most = (a: number, b: number) => Math.max(a, b);
  return { startMs: Math.floor(ends.reduce(least)), endMs: Math.ceil(ends.reduce(most)) };
}
