// How long somebody really worked: time with the page in front and a sign of life in the last minute.
const IDLE_AFTER_MS = 60_000;

export class ActiveTime {
  private total: number;
  /** Until when the present stretch counts; a sign of life moves it on. */
  private lastSign: number | null = null;
  private countedUntil = 0;

  constructor(
    before = 0,
    private readonly now: () => number = Date.now,
  ) {
    this.total = before;
  }

  /** Somebody pressed, moved or scrolled. */
  sign(): void {
    this.settle();
    const now = this.now();
    if (this.lastSign === null) this.countedUntil = now;
    this.lastSign = now;
  }

  /** The page went out of sight. */
  pause(): void {
    this.settle();
    this.lastSign = null;
  }

  get ms(): number {
    this.settle();
    return this.total;
  }

  /** Whether there was a sign of life in the last minute. */
  get recent(): boolean {
    this.settle();
    return this.lastSign !== null;
  }

  private settle(): void {
    if (this.lastSign === null) return;
    const now = this.now();
    const until = Math.min(now, this.lastSign + IDLE_AFTER_MS);
    this.total += Math.max(0, until - this.countedUntil);
    this.countedUntil = Math.max(this.countedUntil, until);
    if (now > this.lastSign + IDLE_AFTER_MS) this.lastSign = null;
  }
}
