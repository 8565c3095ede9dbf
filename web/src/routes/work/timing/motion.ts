// Whether a medium truly goes: browsers let a sound move a little when it is told to go, stand, and only then run.

/** Over so long it must have gone evenly. */
const EVENLY_MS = 45;
/** What may be missing of, or be above, the way that it should have made. */
const UNEVEN = 0.15;

export class Motion {
  private seen: readonly { readonly at: number; readonly ms: number }[] = [];

  /** Where it was at a time of the machine. */
  note(at: number, ms: number): void {
    const newer = this.seen.filter((each) => at - each.at < EVENLY_MS);
    const oldest = this.seen.findLast((each) => at - each.at >= EVENLY_MS);
    this.seen = [...(oldest ? [oldest] : []), ...newer, { at, ms }];
  }

  /** It has gone at this rate all along. */
  steady(rate: number): boolean {
    const [from, to] = [this.seen[0], this.seen.at(-1)];
    if (!from || !to || to.at - from.at < EVENLY_MS) return false;
    const way = (to.ms - from.ms) / ((to.at - from.at) * rate);
    return Math.abs(way - 1) < UNEVEN;
  }
}
