// Which part of the time is visible, and where a time is on the screen.
import type { Stretch, TimeView } from './contract';

/** As close as one goes: a millisecond is forty pixels. */
const CLOSEST_MS_PER_PX = 0.025;
/** Room on both sides of what is fitted. */
const MARGIN = 0.04;

export class Scale {
  private startMs = 0;
  private perPx = 10;
  private extent: Stretch = { startMs: 0, endMs: 1 };
  private widthPx = 0;
  /** Nobody has zoomed yet: more room shows more of the same. */
  private fitted = true;

  get view(): TimeView {
    return { startMs: this.startMs, msPerPx: this.perPx };
  }

  get width(): number {
    return this.widthPx;
  }

  get endMs(): number {
    return this.ms(this.widthPx);
  }

  x(ms: number): number {
    return (ms - this.startMs) / this.perPx;
  }

  ms(x: number): number {
    return this.startMs + x * this.perPx;
  }

  setWidth(width: number): void {
    this.widthPx = width;
    if (this.fitted) this.fit();
    else this.settle();
  }

  setExtent(extent: Stretch): void {
    this.extent = extent.endMs > extent.startMs ? extent : { ...extent, endMs: extent.startMs + 1 };
    if (this.fitted) this.fit();
    else this.settle();
  }

  fit(): void {
    this.show(this.extent, 0);
    this.fitted = true;
  }

  show({ startMs, endMs }: Stretch, margin = MARGIN): void {
    const span = Math.max(1, endMs - startMs);
    this.perPx = (span * (1 + 2 * margin)) / Math.max(1, this.widthPx);
    this.startMs = startMs - span * margin;
    this.settle();
  }

  zoomBy(factor: number, atX: number): void {
    const at = this.ms(atX);
    this.perPx /= factor;
    this.limit();
    this.startMs = at - atX * this.perPx;
    this.settle();
  }

  panBy(px: number): void {
    this.startMs += px * this.perPx;
    this.settle();
  }

  /** Moves only as far as needed. */
  reveal({ startMs, endMs }: Stretch): void {
    const span = this.widthPx * this.perPx;
    if (endMs - startMs > span) return this.show({ startMs, endMs });
    if (startMs >= this.startMs && endMs <= this.startMs + span) return;
    this.startMs = (startMs + endMs - span) / 2;
    this.settle();
  }

  private get whole(): number {
    return (this.extent.endMs - this.extent.startMs) / Math.max(1, this.widthPx);
  }

  private limit(): void {
    this.perPx = Math.min(Math.max(this.perPx, CLOSEST_MS_PER_PX), Math.max(this.whole, CLOSEST_MS_PER_PX));
  }

  private settle(): void {
    this.limit();
    const last = this.extent.endMs - this.widthPx * this.perPx;
    this.startMs = Math.max(this.extent.startMs, Math.min(last, this.startMs));
    this.fitted = this.perPx >= this.whole;
  }
}
