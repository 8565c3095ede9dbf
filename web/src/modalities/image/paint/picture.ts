// Loads a picture in pieces and paints the part in view: the small whole first, sharp tiles over it as they come.
import type { Bounds } from '../../../model/geometry/types';
import type { ImageSource } from '../contract';
import { Lru } from './lru';
import type { FrameView } from './protocol';
import {
  covered,
  deviceRect,
  keyText,
  sharpLevel,
  tileBounds,
  type TileKey,
  tilesIn,
  tileUrl,
} from './tiles';

/** Decoded tiles that are kept, in bytes. */
const KEPT_BYTES = 192 * 1024 * 1024;
const REQUESTS_AT_ONCE = 6;
const TRIES = 3;

export interface PictureEvents {
  /** Something new can be painted. */
  loaded(): void;
  failed(what: 'picture' | 'tile'): void;
}

export class Picture {
  /** The thumbnail, and then the display size. */
  private whole: ImageBitmap | null = null;
  /** The display size is there, or will not come: before that nobody knows whether tiles are needed. */
  private settled = false;
  private readonly tiles = new Lru<ImageBitmap>(KEPT_BYTES, (bitmap) => bitmap.close());
  private readonly underway = new Map<string, AbortController>();
  private readonly failures = new Map<string, number>();
  private wanted: TileKey[] = [];
  private readonly gone = new AbortController();

  constructor(
    readonly source: ImageSource,
    private readonly events: PictureEvents,
  ) {
    void this.loadWhole();
  }

  /** Paints what is there; true when nothing sharper is still to come. */
  paint(ctx: OffscreenCanvasRenderingContext2D, view: FrameView): boolean {
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    const devicePixels = view.scale * view.dpr;
    ctx.imageSmoothingEnabled = devicePixels < 4;
    ctx.imageSmoothingQuality = 'low';
    const level = sharpLevel(this.source, view);
    const keys = this.needsTiles(view) ? tilesIn(this.source, level, covered(view)) : [];
    const missing = keys.filter((key) => !this.tiles.has(keyText(key)));
    if (keys.length === 0 || missing.length > 0) this.paintUnderlay(ctx, view, level, missing);
    for (const key of keys) this.paintTile(ctx, key, view);
    this.want(missing);
    return missing.length === 0 && this.settled;
  }

  /** The display size, decoded elsewhere. */
  setDisplay(bitmap: ImageBitmap): void {
    this.settled = true;
    this.setWhole(bitmap);
  }

  private setWhole(bitmap: ImageBitmap): void {
    this.whole?.close();
    this.whole = bitmap;
    this.events.loaded();
  }

  close(): void {
    this.gone.abort();
    for (const request of this.underway.values()) request.abort();
    this.wanted = [];
    this.tiles.clear();
    this.whole?.close();
    this.whole = null;
  }

  /** Tiles are asked for only where the display size is not sharp enough. */
  private needsTiles(view: FrameView): boolean {
    if (this.source.tile === null || !this.settled) return false;
    const wholeScale = this.whole ? this.whole.width / this.source.width : 0;
    return view.scale * view.dpr > wholeScale * 1.1;
  }

  private paintUnderlay(
    ctx: OffscreenCanvasRenderingContext2D,
    view: FrameView,
    level: number,
    missing: readonly TileKey[],
  ): void {
    const { width, height } = this.source;
    if (this.whole) this.place(ctx, this.whole, { minX: 0, minY: 0, maxX: width, maxY: height }, view);
    if (missing.length === 0) return;
    for (let coarser = this.source.levels - 1; coarser > level; coarser--) {
      for (const key of tilesIn(this.source, coarser, covered(view))) this.paintTile(ctx, key, view);
    }
  }

  private paintTile(ctx: OffscreenCanvasRenderingContext2D, key: TileKey, view: FrameView): void {
    const bitmap = this.tiles.get(keyText(key));
    if (bitmap) this.place(ctx, bitmap, tileBounds(this.source, key), view);
  }

  private place(
    ctx: OffscreenCanvasRenderingContext2D,
    bitmap: ImageBitmap,
    b: Bounds,
    view: FrameView,
  ): void {
    const { x, y, width, height } = deviceRect(b, view);
    ctx.imageSmoothingQuality = bitmap.width > width * 2 ? 'medium' : 'low';
    if (width > 0 && height > 0) ctx.drawImage(bitmap, x, y, width, height);
  }

  private want(missing: TileKey[]): void {
    this.wanted = missing.filter((key) => (this.failures.get(keyText(key)) ?? 0) < TRIES);
    const still = new Set(this.wanted.map(keyText));
    for (const [key, request] of this.underway) {
      if (still.has(key)) continue;
      request.abort();
      this.underway.delete(key);
    }
    this.pump();
  }

  private pump(): void {
    for (const key of this.wanted) {
      if (this.underway.size >= REQUESTS_AT_ONCE) return;
      const text = keyText(key);
      if (this.underway.has(text) || this.tiles.has(text)) continue;
      const request = new AbortController();
      this.underway.set(text, request);
      void this.loadTile(key, request);
    }
  }

  private async loadTile(key: TileKey, request: AbortController): Promise<void> {
    const text = keyText(key);
    try {
      const bitmap = await bitmapAt(tileUrl(this.source.tile ?? '', key), request.signal);
      if (request.signal.aborted) return bitmap.close();
      this.tiles.set(text, bitmap, bitmap.width * bitmap.height * 4);
      this.failures.delete(text);
      this.events.loaded();
    } catch {
      if (request.signal.aborted) return;
      const failures = (this.failures.get(text) ?? 0) + 1;
      this.failures.set(text, failures);
      if (failures === TRIES) this.events.failed('tile');
    } finally {
      if (this.underway.get(text) === request) {
        this.underway.delete(text);
        this.wanted = this.wanted.filter((other) => keyText(other) !== text || this.retries(text));
        this.pump();
      }
    }
  }

  private retries(text: string): boolean {
    const failures = this.failures.get(text) ?? 0;
    return failures > 0 && failures < TRIES;
  }

  private async loadWhole(): Promise<void> {
    await Promise.all([this.loadThumbnail(), this.loadDisplay()]);
  }

  private async loadDisplay(): Promise<void> {
    if (this.source.display === '') return;
    try {
      const bitmap = await bitmapAt(this.source.display, this.gone.signal);
      if (this.gone.signal.aborted) bitmap.close();
      else this.setDisplay(bitmap);
    } catch {
      if (this.gone.signal.aborted) return;
      this.settled = true;
      this.events.failed('picture');
    }
  }

  private async loadThumbnail(): Promise<void> {
    if (this.source.thumbnail === '' || this.source.thumbnail === this.source.display) return;
    try {
      const bitmap = await bitmapAt(this.source.thumbnail, this.gone.signal);
      if (this.gone.signal.aborted || this.settled) bitmap.close();
      else this.setWhole(bitmap);
    } catch {
      // The display size follows, and reports its own failure.
    }
  }
}

async function bitmapAt(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return createImageBitmap(await response.blob());
}
