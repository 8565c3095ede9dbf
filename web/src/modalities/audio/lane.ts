// The wave of a sound behind its lane on the timeline.
import { ownMs } from '../../model/clock';
import type { Clock } from '../../model/types';
import type { Area, Backdrop, Ink, TimeView } from '../timeline/contract';
import { Peaks, rangesOf } from './peaks';
import { drawWave } from './wave';

export class WaveLane implements Backdrop {
  private peaks: Peaks | null = null;
  private asked = false;
  private readonly listeners = new Set<() => void>();
  private readonly stop = new AbortController();

  constructor(
    private readonly url: string,
    private readonly clock: Clock,
    private readonly durationMs: number,
    readonly height = 44,
  ) {}

  paint(ctx: CanvasRenderingContext2D, area: Area, view: TimeView, ink: Ink): void {
    if (!this.peaks) return this.ask();
    const own = (x: number) => ownMs(this.clock, view.startMs + x * view.msPerPx);
    const perPx = own(1) - own(0);
    // Only where there is sound: nothing is known outside of it.
    const from = Math.max(0, Math.floor(-own(0) / perPx));
    const to = Math.min(area.width, Math.ceil((this.durationMs - own(0)) / perPx));
    if (to <= from) return;
    const stretch = { startMs: own(from), endMs: own(to) };
    const { top: y, height } = area;
    const look = { color: ink.forced ? ink.text : ink.muted, zero: ink.line };
    ctx.save();
    ctx.globalAlpha = 0.75;
    drawWave(ctx, this.peaks, stretch, { x: area.left + from, y, width: to - from, height }, look);
    ctx.restore();
  }

  subscribe(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => {
      this.listeners.delete(changed);
      if (this.listeners.size > 0) return;
      this.stop.abort();
      this.peaks?.close();
    };
  }

  private ask(): void {
    if (this.asked) return;
    this.asked = true;
    const tell = () => this.listeners.forEach((changed) => changed());
    // Without its wave a lane is a lane still.
    void Peaks.open(rangesOf(this.url), tell, this.stop.signal).then(
      (peaks) => {
        this.peaks = peaks;
        tell();
      },
      () => undefined,
    );
  }
}
