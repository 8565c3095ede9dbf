// How long to wait before the next try: doubling, up to half a minute, a little by chance so that not all come at once.
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export class Backoff {
  private tries = 0;

  next(): number {
    const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.tries);
    this.tries += 1;
    return wait * (0.75 + Math.random() / 2);
  }

  reset(): void {
    this.tries = 0;
  }
}
