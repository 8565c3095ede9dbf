// Draws a sound on a canvas: wave, spectrogram, stretches and a ruler, for the part of the time that is in view.
import { masterMs, ownMs } from '../../model/clock';
import { Scale } from '../timeline/scale';
import { ticks } from '../timeline/ticks';
import type { AudioBand, AudioLook, AudioSource } from './contract';
import { Peaks, rangesOf } from './peaks';
import { Spectrogram } from './spectrogram';
import { drawWave } from './wave';
import { words } from './words';

const RULER = 22;
const OVERVIEW = 34;
const GAP = 6;
/** The surround is neutral in light and dark, so these hold for both. */
const INK = {
  wave: '#7fb4e6',
  whole: '#6d7f92',
  zero: 'rgba(255,255,255,0.22)',
  guide: 'rgba(255,255,255,0.07)',
  tick: 'rgba(255,255,255,0.28)',
  text: 'rgba(255,255,255,0.72)',
  window: 'rgba(255,255,255,0.14)',
  outside: 'rgba(0,0,0,0.35)',
};

/** What a line of words takes. */
const LABEL_PX = 16;

export class AudioView {
  readonly scale = new Scale();
  readonly canvas = document.createElement('canvas');
  look: AudioLook = 'both';
  bands: readonly AudioBand[] = [];
  private readonly ctx = this.canvas.getContext('2d');
  private readonly stop = new AbortController();
  private readonly spectrogram: Spectrogram;
  private peaks: Peaks | null = null;
  private height = 0;
  private frame = 0;

  constructor(
    private readonly source: AudioSource,
    private readonly events: { failed(): void; drawn(): void },
  ) {
    this.canvas.className = 'audio-canvas';
    this.canvas.setAttribute('aria-hidden', 'true');
    const { clock, durationMs } = source;
    this.scale.setExtent({ startMs: masterMs(clock, 0), endMs: masterMs(clock, durationMs) });
    this.spectrogram = new Spectrogram(source.spectrogram, durationMs, () => this.redraw());
    Peaks.open(rangesOf(source.peaks), () => this.redraw(), this.stop.signal).then(
      (peaks) => {
        this.peaks = peaks;
        this.redraw();
      },
      () => this.stop.signal.aborted || this.events.failed(),
    );
  }

  /** Where there is little room, the part in view needs it. */
  get overviewHeight(): number {
    return this.height < 150 ? 0 : OVERVIEW;
  }

  resize(width: number, height: number): void {
    this.height = height;
    this.scale.setWidth(width);
    this.redraw();
  }

  redraw(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw());
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.frame = -1;
    this.stop.abort();
    this.peaks?.close();
    this.spectrogram.close();
    this.canvas.remove();
  }

  /** The band under a place, the shortest first. */
  bandAt(x: number): AudioBand | undefined {
    const ms = this.scale.ms(x);
    const found = this.bands.filter((band) => band.startMs <= ms && ms <= band.endMs);
    return found.sort((a, b) => a.endMs - a.startMs - (b.endMs - b.startMs))[0];
  }

  private draw(): void {
    this.frame = 0;
    const { ctx, canvas, height, scale } = this;
    const { width } = scale;
    if (!ctx || width <= 0 || height <= 0) return;
    const dpr = window.devicePixelRatio || 1;
    const [across, down] = [Math.round(width * dpr), Math.round(height * dpr)];
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const top = this.overviewHeight;
    const body = { top: top + GAP, height: height - top - RULER - 2 * GAP };
    const wave = this.look === 'both' ? body.height * 0.56 : this.look === 'wave' ? body.height : 0;
    const { startMs } = scale.view;
    const own = { startMs: this.own(startMs), endMs: this.own(scale.endMs) };
    if (wave > 0) this.drawWave(ctx, own, body.top, wave);
    if (wave < body.height) {
      const under = body.top + wave + (wave > 0 ? GAP : 0);
      this.drawSpectrogram(ctx, own, under, body.top + body.height - under);
    }
    this.drawBands(ctx, body.top, body.height, wave);
    this.drawRuler(ctx, height - RULER);
    if (top > 0) this.drawOverview(ctx);
    this.events.drawn();
  }

  private own(ms: number): number {
    return ownMs(this.source.clock, ms);
  }

  private drawWave(
    ctx: CanvasRenderingContext2D,
    own: { startMs: number; endMs: number },
    y: number,
    height: number,
  ) {
    const { width } = this.scale;
    if (!this.peaks) return;
    drawWave(
      ctx,
      this.peaks,
      own,
      { y, width, height },
      { color: INK.wave, zero: INK.zero, guide: INK.guide },
    );
    const { channels } = this.source;
    if (channels < 2 || height / channels < 28) return;
    ctx.font = '11px system-ui, sans-serif';
    ctx.textBaseline = 'top';
    ctx.fillStyle = INK.text;
    for (let channel = 0; channel < channels; channel++) {
      ctx.fillText(words.channel(channel + 1), 8, y + (height / channels) * channel + 4);
    }
  }

  private drawSpectrogram(
    ctx: CanvasRenderingContext2D,
    own: { startMs: number; endMs: number },
    y: number,
    height: number,
  ) {
    const { width } = this.scale;
    ctx.fillStyle = '#0a0a14';
    ctx.fillRect(0, y, width, height);
    ctx.font = '11px system-ui, sans-serif';
    ctx.fillStyle = INK.text;
    if (!Spectrogram.fits(own)) {
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'center';
      ctx.fillText(words.zoomFor, width / 2, y + height / 2);
      ctx.textAlign = 'start';
      return;
    }
    this.spectrogram.draw(ctx, own, { y, width, height });
    ctx.textBaseline = 'middle';
    ctx.fillStyle = INK.text;
    const top = this.source.sampleRate / 2;
    // Three of them where they stand apart, else the one in the middle.
    for (const share of height >= 4 * LABEL_PX ? [0.25, 0.5, 0.75] : [0.5]) {
      ctx.fillText(words.kilohertz((top * share) / 1000), 8, y + height * (1 - share));
    }
  }

  private drawBands(ctx: CanvasRenderingContext2D, top: number, height: number, wave: number): void {
    const { scale, source } = this;
    for (const band of this.bands) {
      const [from, to] = [scale.x(band.startMs), scale.x(band.endMs)];
      if (to < 0 || from > scale.width) continue;
      const one = band.channel !== null && wave > 0 && source.channels > 1;
      const y = one ? top + (wave / source.channels) * band.channel : top;
      const tall = one ? wave / source.channels : height;
      const width = Math.max(2, to - from);
      ctx.globalAlpha = band.emphasis === 'dim' ? 0.08 : band.emphasis === 'lit' ? 0.34 : 0.2;
      ctx.fillStyle = band.color;
      ctx.fillRect(from, y, width, tall);
      ctx.globalAlpha = band.emphasis === 'dim' ? 0.4 : 1;
      ctx.fillRect(from, y, 1.5, tall);
      ctx.fillRect(from + width - 1.5, y, 1.5, tall);
      ctx.fillRect(from, y, width, 3);
      ctx.globalAlpha = 1;
    }
  }

  private drawRuler(ctx: CanvasRenderingContext2D, y: number): void {
    const { scale } = this;
    const { majors, minors, label } = ticks(scale.view, scale.width);
    ctx.fillStyle = INK.tick;
    for (const ms of minors) ctx.fillRect(Math.round(scale.x(ms)), y, 1, 4);
    for (const ms of majors) ctx.fillRect(Math.round(scale.x(ms)), y, 1, 8);
    ctx.font = '11px system-ui, sans-serif';
    ctx.textBaseline = 'top';
    ctx.fillStyle = INK.text;
    for (const ms of majors) ctx.fillText(label(ms), Math.round(scale.x(ms)) + 4, y + 6);
  }

  /** The whole sound in a narrow strip, with what is in view. */
  private drawOverview(ctx: CanvasRenderingContext2D): void {
    const { scale, source, peaks } = this;
    const { width } = scale;
    if (!peaks) return;
    const whole = { startMs: 0, endMs: source.durationMs };
    const look = { color: INK.whole, zero: 'transparent', channels: [0] };
    ctx.save();
    drawWave(ctx, peaks, whole, { y: 4, width, height: OVERVIEW - 8 }, look);
    ctx.restore();
    const share = (ms: number) => (this.own(ms) / source.durationMs) * width;
    const [from, to] = [share(scale.view.startMs), share(scale.endMs)];
    if (to - from >= width - 1) return;
    ctx.fillStyle = INK.outside;
    ctx.fillRect(0, 0, from, OVERVIEW);
    ctx.fillRect(to, 0, width - to, OVERVIEW);
    ctx.fillStyle = INK.window;
    ctx.fillRect(from, 0, Math.max(2, to - from), OVERVIEW);
    ctx.fillStyle = INK.text;
    ctx.fillRect(from, 0, 1, OVERVIEW);
    ctx.fillRect(to - 1, 0, 1, OVERVIEW);
  }
}
