// The master clock without a screen: one medium with sound leads, the others follow; time comes in as an argument.
import { masterMs, type Extent } from '../../../model/clock';
import { Follower } from './follower';
import { runsAt, type TimedMedium } from './medium';
import { Motion } from './motion';

/**
 * - `gathering`: every medium is sent to its place and loads;
 * - `starting`: each is told to go, the slow ones first, until the leading one goes evenly;
 * - `joining`: all go, and are brought together.
 */
export type Phase = 'paused' | 'gathering' | 'starting' | 'joining' | 'running';

export const SLOWEST = 0.25;
export const FASTEST = 3;

/** How long the others wait for a leader that does not start. */
const START_PATIENCE_MS = 1500;
/** All are together when none is off by more; some never are, and are not waited for any longer. */
const TOGETHER_MS = 6;
const JOIN_PATIENCE_MS = 800;
/** Half of the time between two ticks: what is due before the next one's middle is done now. */
const HALF_TICK_MS = 8;
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
  private motion = new Motion();
  /** When all shall be seen and heard to go. */
  private departsAt = 0;

  constructor(readonly extent: Extent) {
    this.anchor = { ms: extent.startMs, at: 0 };
  }

  /** Master time, in milliseconds, at a time of the machine. */
  nowMs(at: number): number {
    if (this.phase !== 'running' && this.phase !== 'joining') return this.anchor.ms;
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
    if (this.phase === 'starting') this.depart(at);
    if (this.phase === 'joining' || this.phase === 'running') this.run(at);
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

  /** Once all are ready, sets the time at which they shall go. */
  private lead(at: number): void {
    const due = this.due();
    if (due.some(({ medium }) => !medium.ready())) return;
    this.starter = due.find(({ medium }) => medium.sounds) ?? due[0] ?? null;
    this.phase = 'starting';
    this.since = at;
    this.motion = new Motion();
    this.departsAt = at + Math.max(0, ...due.map((each) => each.startCostMs));
  }

  /** Tells each to go as much earlier as it takes to start; over once the leading one goes evenly, or does not within reason. */
  private depart(at: number): void {
    const due = this.due();
    for (const each of due) {
      if (!each.going && at >= this.departsAt - each.startCostMs - HALF_TICK_MS) each.go(this.rate, at);
    }
    const { starter } = this;
    const heard = starter ? this.shownBy(starter) : this.anchor.ms;
    if (starter?.going) this.motion.note(at, heard);
    const steady = starter === null || this.motion.steady(this.rate);
    if (!steady && at - this.since < START_PATIENCE_MS) return;
    if (steady)
      for (const each of due) each.learnStart(at, (this.shownBy(each) - this.anchor.ms) / this.rate);
    const believed = steady && Math.abs(heard - this.anchor.ms) < JUMP_MS;
    this.anchor = { ms: believed ? Math.max(heard, this.anchor.ms) : this.anchor.ms, at };
    this.phase = steady ? 'joining' : 'running';
    this.since = at;
    for (const each of this.followers) each.begin(at);
  }

  private due(): readonly Follower[] {
    return this.followers.filter(({ medium }) => runsAt(medium, this.anchor.ms));
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
    let together = true;
    for (const each of this.followers) {
      const aheadMs = this.shownBy(each) - ms;
      if (!runsAt(each.medium, ms)) each.wait(ms, this.rate);
      else if (each === leader) each.settle(this.rate);
      else {
        each.follow({ ms, at, rate: this.rate, aheadMs, joining: this.phase === 'joining' });
        together &&= !each.runs || Math.abs(aheadMs) < TOGETHER_MS;
      }
    }
    if (together || at - this.since > JOIN_PATIENCE_MS) this.phase = 'running';
  }

  /** The master time glides to what the leader lets hear. */
  private heed(leader: Follower, at: number): void {
    if (!leader.medium.ready()) return;
    const ms = this.nowMs(at);
    const off = this.shownBy(leader) - ms;
    const atOnce = this.phase === 'joining' || Math.abs(off) > JUMP_MS;
    const next = ms + off * (atOnce ? 1 : Math.abs(off) > LARGE_MS ? GLIDE_FAST : GLIDE);
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
