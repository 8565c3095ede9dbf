// The spectrogram of a sound: grey tiles of the server in the colours of heat, drawn for a stretch of time.
import type { Stretch } from './wave';

/** A tile is so long. */
const TILE_MS = 10_240;
const KEPT = 48;
const AT_ONCE = 3;
/** More tiles than these in view would be a wait for everyone. */
const MOST_IN_VIEW = 24;

export class Spectrogram {
  private readonly tiles = new Map<number, ImageBitmap | null>();
  private readonly underway = new Set<number>();
  private wanted: number[] = [];
  private closed = false;

  constructor(
    /** The address of a tile, with `{n}` in the place of its number. */
    private readonly url: string,
    private readonly durationMs: number,
    private readonly changed: () => void,
  ) {}

  /** Whether a stretch is short enough to be drawn. */
  static fits({ startMs, endMs }: Stretch): boolean {
    return endMs - startMs <= MOST_IN_VIEW * TILE_MS;
  }

  close(): void {
    this.closed = true;
    for (const tile of this.tiles.values()) tile?.close();
    this.tiles.clear();
  }

  draw(
    ctx: CanvasRenderingContext2D,
    { startMs, endMs }: Stretch,
    place: { readonly y: number; readonly width: number; readonly height: number },
  ): void {
    const last = Math.floor(Math.min(endMs, this.durationMs - 1) / TILE_MS);
    const scale = place.width / (endMs - startMs);
    const missing: number[] = [];
    ctx.imageSmoothingEnabled = true;
    for (let n = Math.max(0, Math.floor(startMs / TILE_MS)); n <= last; n++) {
      const tile = this.tiles.get(n);
      if (tile === undefined) missing.push(n);
      if (!tile) continue;
      const x = (n * TILE_MS - startMs) * scale;
      ctx.drawImage(tile, x, place.y, TILE_MS * scale, place.height);
    }
    this.wanted = missing;
    this.pump();
  }

  private pump(): void {
    for (const n of this.wanted) {
      if (this.underway.size >= AT_ONCE || this.closed) return;
      if (!this.underway.has(n) && !this.tiles.has(n)) void this.load(n);
    }
  }

  private async load(n: number): Promise<void> {
    this.underway.add(n);
    try {
      const answer = await fetch(this.url.replace('{n}', String(n)), { credentials: 'same-origin' });
      // Still being computed: asked again with the next drawing.
      if (answer.status === 503) return void setTimeout(() => this.changed(), 2000);
      if (!answer.ok) throw new Error(`${answer.status}`);
      const grey = await createImageBitmap(await answer.blob());
      const tile = await heated(grey);
      if (this.closed) return tile.close();
      this.keep(n, tile);
      this.changed();
    } catch {
      // A tile that cannot be had stays dark; the wave tells that there is a sound.
      this.tiles.set(n, null);
    } finally {
      this.underway.delete(n);
      if (this.tiles.has(n)) this.pump();
    }
  }

  private keep(n: number, tile: ImageBitmap): void {
    this.tiles.set(n, tile);
    for (const [old, bitmap] of this.tiles) {
      if (this.tiles.size <= KEPT) return;
      if (Math.abs(old - n) <= MOST_IN_VIEW) continue;
      bitmap?.close();
      this.tiles.delete(old);
    }
  }
}

/** Dark blue over violet and orange to pale yellow: evenly brighter, also for those who see few colours. */
const HEAT: readonly (readonly [number, number, number])[] = [
  [10, 10, 20],
  [38, 20, 84],
  [110, 30, 120],
  [190, 55, 95],
  [240, 110, 50],
  [252, 190, 80],
  [252, 250, 200],
];

/** Below this grey there is only noise. */
const FLOOR = 60;

const table = Array.from({ length: 256 }, (_, grey) => {
  const at = (Math.max(0, grey - FLOOR) / (255 - FLOOR)) * (HEAT.length - 1);
  const [low, high] = [HEAT[Math.floor(at)]!, HEAT[Math.ceil(at)]!];
  return low.map((value, i) => value + ((high[i] ?? value) - value) * (at % 1));
});

async function heated(grey: ImageBitmap): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(grey.width, grey.height);
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) return grey;
  ctx.drawImage(grey, 0, 0);
  grey.close();
  const image = ctx.getImageData(0, 0, canvas.width, canvas.height);
  const { data } = image;
  for (let i = 0; i < data.length; i += 4) {
    const [r = 0, g = 0, b = 0] = table[data[i] ?? 0] ?? [];
    data[i] = r;
    data[i + 1] = g;
    data[i + 2] = b;
  }
  return createImageBitmap(image);
}
