// Draws the wave of a sound into any canvas: for the pane of a sound, and for lanes of the timeline.
import { levelFor, type Peaks } from './peaks';

/** The stretch that is drawn, in the sound's own milliseconds. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

export interface WaveLook {
  readonly color: string;
  /** The line of silence. */
  readonly zero: string;
  /** Lines at −6 dB; none where left out. */
  readonly guide?: string;
  /** Which channels; all below each other by default. */
  readonly channels?: readonly number[];
}

interface Place {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

type Ctx = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** In the units of the context as it is transformed; one bar for each unit. Fetches what is missing for it. */
export function drawWave(ctx: Ctx, peaks: Peaks, stretch: Stretch, place: Place, look: WaveLook): void {
  const { x: left = 0, y: top = 0, width, height } = place;
  const { startMs, endMs } = stretch;
  const channels = look.channels ?? Array.from({ length: peaks.head.channels }, (_, i) => i);
  const msPerPixel = (endMs - startMs) / width;
  const level = levelFor(peaks.head, msPerPixel);
  const margin = (endMs - startMs) / 4;
  peaks.fetch(level, startMs - margin, endMs + margin);
  const each = height / channels.length;
  channels.forEach((channel, row) => {
    const middle = top + each * (row + 0.5);
    const half = each * 0.46;
    if (look.guide !== undefined) guides(ctx, left, middle, width, half, look.guide);
    ctx.fillStyle = look.color;
    // Bars begin at whole steps of time, so that they do not flicker while the view moves.
    const first = Math.floor(startMs / msPerPixel);
    const shift = startMs / msPerPixel - first;
    for (let column = 0; column <= width; column++) {
      const from = (first + column) * msPerPixel;
      const found = peaks.extremes(channel, from, from + msPerPixel, level);
      if (!found) continue;
      const high = middle - (Math.max(found[1], 0.6) / 127) * half;
      const low = middle - (Math.min(found[0], -0.6) / 127) * half;
      ctx.fillRect(left + column - shift, high, 1, low - high);
    }
    ctx.fillStyle = look.zero;
    ctx.fillRect(left, Math.round(middle), width, 1);
  });
}

/** Half of full scale, both ways. */
function guides(ctx: Ctx, left: number, middle: number, width: number, half: number, color: string): void {
  ctx.fillStyle = color;
  for (const side of [-1, 1]) ctx.fillRect(left, Math.round(middle + side * half * 0.5012), width, 1);
}
