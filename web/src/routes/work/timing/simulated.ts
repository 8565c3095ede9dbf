// A medium for the tests of the clock: it starts late, seeks slowly and runs a little wrong, as real ones do.
import { FrameTable } from '../../../model/frames';
import type { Clock } from '../../../model/types';
import type { TimedMedium } from './medium';

export interface Habits {
  readonly pane: string;
  readonly clock?: Clock;
  readonly durationMs?: number;
  readonly sounds?: boolean;
  /** From play to the first movement. */
  readonly startLagMs?: number;
  /** It says at once that it goes, comes so far, and stands until it truly starts. */
  readonly falseStartMs?: number;
  /** From a seek to having arrived. */
  readonly seekLagMs?: number;
  /** Its own quartz, in millionths. */
  readonly wrongPpm?: number;
  readonly frameMs?: number;
}

export class Simulated implements TimedMedium {
  readonly pane: string;
  readonly clock: Clock;
  readonly durationMs: number;
  readonly sounds: boolean;
  readonly volume = null;
  readonly seeks: number[] = [];
  rate = 1;
  rates: number[] = [];
  stuck = false;
  private own = 0;
  private from = 0;
  private playing = false;
  private startsAt = 0;
  private arrivesAt = 0;
  private at = 0;
  private readonly table: FrameTable | null;

  constructor(private readonly habits: Habits) {
    this.pane = habits.pane;
    this.clock = habits.clock ?? { offset_ms: 0 };
    this.durationMs = habits.durationMs ?? 60_000;
    this.sounds = habits.sounds ?? false;
    const { frameMs } = habits;
    this.table =
      frameMs === undefined
        ? null
        : FrameTable.of(
            Array.from({ length: Math.round(this.durationMs / frameMs) }, (_, i) => i * frameMs),
            this.durationMs,
          );
  }

  /** Lets the time of the machine go on. */
  advance(at: number): void {
    const from = Math.max(this.at, this.startsAt, this.arrivesAt);
    if (this.playing && !this.stuck && at > from) {
      this.own += (at - from) * this.rate * (1 + (this.habits.wrongPpm ?? 0) / 1e6);
      this.own = Math.min(this.own, this.durationMs);
    }
    if (this.playing && at < this.startsAt) {
      const claimed = Math.min(this.habits.falseStartMs ?? 0, Math.max(0, at - this.at) * this.rate);
      this.own += Math.max(0, Math.min(claimed, this.from + (this.habits.falseStartMs ?? 0) - this.own));
    }
    this.at = at;
  }

  get isPlaying(): boolean {
    return this.playing;
  }

  frames(): FrameTable | null {
    return this.table;
  }

  ready(): boolean {
    return !this.stuck && this.at >= this.arrivesAt;
  }

  ended(): boolean {
    return this.own >= this.durationMs;
  }

  ownMs(): number {
    return this.own;
  }

  play(): void {
    if (this.playing) return;
    this.playing = true;
    this.from = this.own;
    this.startsAt = this.at + (this.habits.startLagMs ?? 30);
  }

  pause(): void {
    this.playing = false;
  }

  seek(ownMs: number): void {
    this.seeks.push(ownMs);
    this.own = ownMs;
    this.arrivesAt = this.at + (this.habits.seekLagMs ?? 40);
  }

  show(ownMs: number): void {
    this.seek(ownMs);
  }

  setRate(rate: number): void {
    this.rate = rate;
    this.rates.push(rate);
  }
}
