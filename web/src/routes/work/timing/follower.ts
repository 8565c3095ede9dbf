// One medium as the clock sees it: told to go or to stand, and brought back where it ran ahead or fell behind.
import { later, ownRate, runsAt, standsAt, type TimedMedium } from './medium';

/** Differences below `fine` are let be; from `noted` on something is done. Pictures change their pace unheard. */
const NEAR_MS = { audible: { fine: 3, noted: 7 }, silent: { fine: 1, noted: 3 } };
/** How far the rate may be changed where it could be heard, and where only a picture moves; more at the start. */
const MOST = { audible: 0.03, silent: 0.25 };
const MOST_JOINING = { audible: 0.1, silent: 0.5 };
/** The difference is to be gone after about this time. */
const WITHIN_MS = 350;
const JOINED_WITHIN_MS = 80;
/** Beyond these, a medium is sent to its place. */
const FAR_MS = { audible: 90, silent: 250 };
/** After that it is left alone for a while: sending costs time of its own. */
const PATIENCE_MS = 1200;
/** What being sent costs at first; learned from then on. */
const FIRST_COST_MS = 60;
/** From being told to go until it goes: at first, and what is not believed. */
const FIRST_START_MS = { audible: 70, silent: 10 };
const MOST_START_MS = 400;

export interface Moment {
  /** Master time. */
  readonly ms: number;
  /** Time of the machine. */
  readonly at: number;
  readonly rate: number;
  /** Master milliseconds by which the medium is ahead. */
  readonly aheadMs: number;
  /** All have just begun to go, and are waited for. */
  readonly joining: boolean;
}

export class Follower {
  going = false;
  /** How long it takes from being told to go until it is seen or heard to go. */
  startCostMs: number;
  private readonly unmoved: TimedMedium;
  private given = NaN;
  private nudged = false;
  private sentAt = -Infinity;
  private sent = false;
  private costMs = FIRST_COST_MS;
  private stalledSince: number | null = null;
  private goneAt = 0;
  private starts = 0;

  constructor(public medium: TimedMedium) {
    this.unmoved = medium;
    this.startCostMs = FIRST_START_MS[this.kind];
  }

  /** As if it came later by so much, until it is moved by nothing. */
  move(byMs: number): void {
    this.medium = byMs === 0 ? this.unmoved : later(this.unmoved, byMs);
  }

  private get kind(): 'audible' | 'silent' {
    return this.medium.sounds ? 'audible' : 'silent';
  }

  /** It plays, and has not come to its end. */
  get runs(): boolean {
    return this.going && !this.medium.ended();
  }

  /** Stops at a master time. */
  stand(ms: number, rate: number): void {
    this.stop();
    this.give(ownRate(this.medium, rate));
    this.medium.show(standsAt(this.medium, ms));
  }

  /** Stops at a master time from which it will go on. */
  prepare(ms: number, rate: number): void {
    if (!runsAt(this.medium, ms)) return this.stand(ms, rate);
    this.stop();
    this.give(ownRate(this.medium, rate));
    this.medium.seek(standsAt(this.medium, ms));
  }

  /** Waits for its stretch to begin, or stays on its last frame. */
  wait(ms: number, rate: number): void {
    this.stalledSince = null;
    if (this.going) this.stand(ms, rate);
  }

  go(rate: number, at: number): void {
    this.give(ownRate(this.medium, rate));
    this.going = true;
    this.goneAt = at;
    this.medium.play();
  }

  /** It has made so much of its way, in milliseconds of the machine: what starting cost is the rest. */
  learnStart(at: number, wayMs: number): void {
    if (!this.going) return;
    const cost = Math.min(MOST_START_MS, Math.max(0, at - this.goneAt - wayMs));
    this.startCostMs += (cost - this.startCostMs) / Math.min(2, ++this.starts);
  }

  /** All go from here on. */
  begin(at: number): void {
    this.stalledSince = null;
    this.sent = false;
    this.sentAt = at - PATIENCE_MS / 2;
  }

  setRate(rate: number): void {
    this.nudged = false;
    this.give(ownRate(this.medium, rate));
  }

  /** The leader is at its place by definition. */
  settle(rate: number): void {
    this.nudged = false;
    this.give(ownRate(this.medium, rate));
  }

  /** How long it has had nothing to show although it should. */
  stalledMs(at: number): number {
    if (!this.runs || this.medium.ready()) this.stalledSince = null;
    else this.stalledSince ??= at;
    return this.stalledSince === null ? 0 : at - this.stalledSince;
  }

  follow(moment: Moment): void {
    const { medium } = this;
    if (medium.ended()) return;
    if (!this.going) return this.go(moment.rate, moment.at);
    if (!medium.ready()) return;
    const off = Math.abs(moment.aheadMs);
    if (this.sent) this.learn(moment);
    if (off > FAR_MS[this.kind] && moment.at - this.sentAt > PATIENCE_MS) return this.send(moment);
    const { fine, noted } = NEAR_MS[this.kind];
    if (off < fine || (off < noted && !this.nudged && !moment.joining)) return this.settle(moment.rate);
    const most = (moment.joining ? MOST_JOINING : MOST)[this.kind];
    const within = moment.joining ? JOINED_WITHIN_MS : WITHIN_MS;
    const change = Math.min(most, Math.max(-most, -moment.aheadMs / (within * moment.rate)));
    this.nudged = true;
    this.give(ownRate(medium, moment.rate * (1 + change)));
  }

  /** To where the master will be when it has arrived. */
  private send({ ms, at, rate }: Moment): void {
    this.sentAt = at;
    this.sent = true;
    this.medium.seek(standsAt(this.medium, ms + this.costMs * rate));
  }

  /** What was ahead after it was sent came too early. */
  private learn({ aheadMs, rate }: Moment): void {
    this.sent = false;
    this.costMs = Math.min(400, Math.max(0, this.costMs - (aheadMs / rate) * 0.7));
  }

  private stop(): void {
    this.nudged = false;
    this.stalledSince = null;
    this.sent = false;
    this.going = false;
    this.medium.pause();
  }

  /** Players are told only what they do not know: a new rate may be heard. */
  private give(rate: number): void {
    if (Math.abs(rate - this.given) < 1e-6) return;
    const small = Math.abs(rate - this.given) < 0.004;
    if (small && this.nudged) return;
    this.given = rate;
    this.medium.setRate(rate);
  }
}
