// How long the animation frames of the stage take, for measurements.
import type { FrameStats } from './contract';

export class Frames {
  private work: FrameStats = { frames: 0, totalMs: 0, maxMs: 0 };

  add(ms: number): void {
    this.work.frames++;
    this.work.totalMs += ms;
    this.work.maxMs = Math.max(this.work.maxMs, ms);
  }

  /** Since this was asked last. */
  taken(): FrameStats {
    const { work } = this;
    this.work = { frames: 0, totalMs: 0, maxMs: 0 };
    return work;
  }
}
