// The master clock without a screen: one medium with sound leads, the others follow; time comes in as an argument.
import { masterMs, type Extent } from '../../../model/clock';
import { Follower } from './follower';
import { runsAt, type TimedMedium } from './medium';

/**
 * - `gathering`: every medium is sent to its place and loads;
 * - `leading`: one medium was told to go, and the others wait until it does.
 */
export type Phase = 'paused' | 'gathering' | 'leading' | 'running';

export const SLOWEST = 0.25;
export const FASTEST = 3;

/** How long the others wait for a leader that does not start. */
const START_PATIENCE_MS = 1500;
/** A medium that has nothing to show for so long stops all. */
const STALL_MS = 400;
/** By how much the leader may be off before the clock jumps to it instead of gliding. */
const JUMP_MS = 250;
/** The share of the leader's difference that one tick takes over, and where it is large. */
const GLIDE = 0.1;
const GLIDE_FAST = 0.4;
const LARGE_MS = 12;

export class ClockCore {
  phase: Phase = 'paused';
  rate = 1;
  loop: Extent | null = null;
  /** How much later than it says a sound is heard on this device. */
  latencyMs = 0;
  private followers: readonly Follower[] = [];
  /** The master time at a time of the machine. */
  private anchor: { ms: number; at: number };
  private since = 0;
  private stopMs: number | null = null;
  private starter: Follower | null = null;

  constructor(readonly extent: Extent) {
    this.anchor = { ms: extent.startMs, at: 0 };
  }

  /** Master time, in milliseconds, at a time of the machine. */
  nowMs(at: number): number {
    if (this.phase !== 'running') return this.anchor.ms;
    return this.anchor.ms + Math.max(0, at - this.anchor.at) * this.rate;
  }

  get media(): readonly TimedMedium[] {
    return this.followers.map(({ medium }) => medium);
  }

  attach(medium: TimedMedium, at: number): () => void {
    const follower = new Follower(medium);
    this.followers = [...this.followers, follower];
    follower.stand(this.nowMs(at), this.rate);
    if (this.phase !== 'paused') this.gather(this.nowMs(at), at);
    return () => {
      medium.pause();
      this.followers = this.followers.filter((each) => each !== follower);
      if (this.starter === follower) this.starter = null;
    };
  }

  play(at: number): void {
    if (this.phase !== 'paused') return;
    this.stopMs = null;
    this.start(at);
  }

  /** Plays a stretch once. */
  playRange({ startMs, endMs }: Extent, at: number): void {
    this.freeze(this.inside(startMs));
    this.stopMs = this.inside(endMs);
    this.start(at);
  }

  pause(at: number): void {
    if (this.phase === 'paused') return;
    this.freeze(this.nowMs(at));
    this.stopMs = null;
    this.standAll();
  }

  seek(ms: number, at: number): void {
    const to = this.inside(ms);
    this.stopMs = null;
    if (this.phase !== 'paused') return this.gather(to, at);
    this.freeze(to);
    this.standAll();
  }

  /** Moves one medium against the others for a trial: as if it came later by so much. */
  shift(pane: string, byMs: number, at: number): void {
    const found = this.followers.find(({ medium }) => medium.pane === pane);
    if (!found) return;
    found.move(byMs);
    if (this.phase === 'paused') return found.stand(this.anchor.ms, this.rate);
    this.gather(this.nowMs(at), at);
  }

  setRate(rate: number, at: number): void {
    this.anchor = { ms: this.nowMs(at), at };
    this.rate = Math.min(FASTEST, Math.max(SLOWEST, rate));
    for (const each of this.followers) each.setRate(this.rate);
  }

  setLoop(loop: Extent | null): void {
    this.loop = loop && loop.endMs > loop.startMs ? loop : null;
  }

  /** To be called in every frame of the screen while not paused. */
  tick(at: number): void {
    if (this.phase === 'gathering') this.lead(at);
    if (this.phase === 'leading') this.release(at);
    if (this.phase === 'running') this.run(at);
  }

  private start(at: number): void {
    const { loop } = this;
    const outside = loop && (this.anchor.ms < loop.startMs || this.anchor.ms >= loop.endMs);
    if (outside && this.stopMs === null) this.anchor = { ms: loop.startMs, at };
    if (this.anchor.ms >= this.extent.endMs) this.anchor = { ms: this.extent.startMs, at };
    this.gather(this.anchor.ms, at);
  }

  /** All stop where they shall go on together. */
  private gather(ms: number, at: number): void {
    this.freeze(ms);
    this.phase = 'gathering';
    this.since = at;
    this.starter = null;
    for (const each of this.followers) each.prepare(ms, this.rate);
  }

  /** Once all are ready, tells one of them to go. */
  private lead(at: number): void {
    const due = this.followers.filter(({ medium }) => runsAt(medium, this.anchor.ms));
    if (due.some(({ medium }) => !medium.ready())) return;
    this.starter = due.find(({ medium }) => medium.sounds) ?? due[0] ?? null;
    this.phase = 'leading';
    this.since = at;
    this.starter?.go(this.rate);
  }

  /** Once that one goes, or does not within reason, lets the others go too. */
  private release(at: number): void {
    const { starter } = this;
    const heard = starter ? this.shownBy(starter) : this.anchor.ms;
    const moved = starter === null || heard > this.anchor.ms + 0.5;
    if (!moved && at - this.since < START_PATIENCE_MS) return;
    const ms = moved && Math.abs(heard - this.anchor.ms) < JUMP_MS ? heard : this.anchor.ms;
    this.anchor = { ms: Math.max(ms, this.anchor.ms), at };
    this.phase = 'running';
    for (const each of this.followers) each.begin(at);
  }

  private run(at: number): void {
    const leader = this.followers.find((each) => each.runs && each.medium.sounds) ?? null;
    if (leader) this.heed(leader, at);
    const ms = this.nowMs(at);
    const end = this.stopMs ?? this.extent.endMs;
    const { loop } = this;
    if (loop && this.stopMs === null && ms >= loop.endMs) return this.gather(loop.startMs, at);
    if (ms >= end) {
      this.freeze(end);
      this.stopMs = null;
      return this.standAll();
    }
    if (this.followers.some((each) => each.stalledMs(at) > STALL_MS)) return this.gather(ms, at);
    for (const each of this.followers) {
      if (!runsAt(each.medium, ms)) each.wait(ms, this.rate);
      else if (each === leader) each.settle(this.rate);
      else each.follow({ ms, at, rate: this.rate, aheadMs: this.shownBy(each) - ms });
    }
  }

  /** The master time glides to what the leader lets hear. */
  private heed(leader: Follower, at: number): void {
    if (!leader.medium.ready()) return;
    const ms = this.nowMs(at);
    const off = this.shownBy(leader) - ms;
    const share = Math.abs(off) > JUMP_MS ? 1 : Math.abs(off) > LARGE_MS ? GLIDE_FAST : GLIDE;
    const next = ms + off * share;
    this.anchor = { ms: Math.min(Math.max(next, this.extent.startMs), this.extent.endMs), at };
  }

  private shownBy(follower: Follower): number {
    return masterMs(follower.medium.clock, follower.medium.ownMs()) - this.lagOf(follower);
  }

  /** Master milliseconds by which a medium is ahead of what is perceived of it. */
  private lagOf({ medium }: Follower): number {
    return medium.sounds ? this.latencyMs * this.rate : 0;
  }

  private freeze(ms: number): void {
    this.phase = 'paused';
    this.anchor = { ms, at: 0 };
  }

  private standAll(): void {
    for (const each of this.followers) each.stand(this.anchor.ms, this.rate);
  }

  private inside(ms: number): number {
    return Math.min(this.extent.endMs, Math.max(this.extent.startMs, ms));
  }
}
