// What the master clock asks of a medium: a small door to a media element, or to anything that runs in time.
import { masterMs, ownMs, pace } from '../../../model/clock';
import type { FrameTable } from '../../../model/frames';
import type { Clock } from '../../../model/types';

/** How loud a medium is, for the transport bar. */
export interface Volume {
  /** 0 to 1. */
  level(): number;
  muted(): boolean;
  setLevel(level: number): void;
  setMuted(muted: boolean): void;
}

/** Times without another word are the medium's own, in milliseconds. */
export interface TimedMedium {
  /** `slot/part`. */
  readonly pane: string;
  readonly clock: Clock;
  readonly durationMs: number;
  /** It has a sound: then it may lead, as ears hear a jump that eyes do not see. */
  readonly sounds: boolean;
  readonly volume: Volume | null;
  /** Null where there are none, or they are not known yet. */
  frames(): FrameTable | null;
  /** It stands where it was sent, and can go on from there at once. */
  ready(): boolean;
  /** It ran to its very end, which may come a little before or after what was measured. */
  ended(): boolean;
  /** What it shows or lets hear now. */
  ownMs(): number;
  play(): void;
  pause(): void;
  /** Goes to this time, to go on from there; the last one counts where several come soon after each other. */
  seek(ownMs: number): void;
  /** Shows the frame of this time, and stays there. */
  show(ownMs: number): void;
  setRate(rate: number): void;
}

/** A frame on the master clock. */
export interface Frame {
  readonly index: number;
  /** Whole milliseconds: the time of presentation, rounded. */
  readonly ms: number;
  /** When the next one comes. */
  readonly endMs: number;
}

/** The same medium, as if it came later by so much. */
export function later(medium: TimedMedium, byMs: number): TimedMedium {
  return {
    pane: medium.pane,
    clock: { ...medium.clock, offset_ms: (medium.clock.offset_ms ?? 0) + byMs },
    durationMs: medium.durationMs,
    sounds: medium.sounds,
    volume: medium.volume,
    frames: () => medium.frames(),
    ready: () => medium.ready(),
    ended: () => medium.ended(),
    ownMs: () => medium.ownMs(),
    play: () => medium.play(),
    pause: () => medium.pause(),
    seek: (ms) => medium.seek(ms),
    show: (ms) => medium.show(ms),
    setRate: (rate) => medium.setRate(rate),
  };
}

/** Whether a medium runs at a master time, or waits on its first or last frame. */
export function runsAt({ clock, durationMs }: TimedMedium, ms: number): boolean {
  return ms >= masterMs(clock, 0) && ms < masterMs(clock, durationMs);
}

/** Where a medium stands at a master time: on its first or last frame outside of its own stretch. */
export function standsAt({ clock, durationMs }: TimedMedium, ms: number): number {
  return Math.min(durationMs, Math.max(0, ownMs(clock, ms)));
}

/** The rate of the medium's own player that keeps it at `rate` of the master clock. */
export function ownRate({ clock }: TimedMedium, rate: number): number {
  return rate / pace(clock);
}

/**
 * The frame that is shown at a master time. Frames begin at whole milliseconds here: a frame at 33.37 ms is the one of
 * the millisecond 33, so that a time that was stored finds its frame again.
 */
export function frameAt(medium: TimedMedium, ms: number): Frame | null {
  const table = medium.frames();
  return table && frameOf(medium, table, table.indexAt(ownMs(medium.clock, ms + 0.4999)));
}

export function frameOf({ clock }: TimedMedium, table: FrameTable, index: number): Frame {
  const at = (i: number) => Math.round(masterMs(clock, table.startMs(i)));
  return { index, ms: at(index), endMs: at(index + 1) };
}
