// The picture and the regions on the screen: frames of the painter, moved along with the view until newer ones arrive.
import type { Size } from '../../../model/geometry/types';
import type { Adjust, ImageSource, StageRegion, View } from '../contract';
import type { ForcedColors, FromPainter, FrameView, PaintRegion, ToPainter } from './protocol';

/** What a frame holds beyond the stage, so that a small pan shows no gap; in CSS pixels. */
const MARGIN = 48;

export interface LayerEvents {
  /** A frame waits: call `present` in the next animation frame. */
  ready(): void;
  failed(what: 'picture' | 'tile'): void;
}

/** One canvas with the frame that it shows. */
interface Layer {
  readonly canvas: HTMLCanvasElement;
  readonly ctx: ImageBitmapRenderingContext | null;
  shown: FrameView | null;
  waiting: { bitmap: ImageBitmap; view: FrameView; revision: number } | null;
}

export class Layers {
  private readonly worker: Worker;
  private readonly picture: Layer;
  private readonly regions: Layer;
  private generation = 0;
  private revision = 0;
  private presented = 0;
  private painted: readonly StageRegion[] = [];
  private asked: { view: FrameView; hidden: boolean } | null = null;
  private lifted = '';

  constructor(
    host: HTMLElement,
    private readonly events: LayerEvents,
  ) {
    this.picture = layer(host);
    this.regions = layer(host);
    this.worker = new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' });
    this.worker.onmessage = (event: MessageEvent<FromPainter>) => this.receive(event.data);
    this.worker.onerror = () => this.events.failed('picture');
  }

  setSource(source: ImageSource): void {
    this.generation++;
    this.painted = [];
    this.asked = null;
    this.lifted = '';
    for (const old of [this.picture, this.regions]) blank(old);
    const local = /^(blob|data):/.test(source.display);
    this.tell({
      type: 'source',
      generation: this.generation,
      source: {
        ...source,
        display: local ? '' : absolute(source.display),
        thumbnail: local ? '' : absolute(source.thumbnail),
        tile: source.tile === null ? null : absolute(source.tile),
      },
    });
    if (local) void this.decodeHere(source.display, this.generation);
  }

  /** Sends what changed. Returns the revision that a frame must have to show it. */
  setRegions(regions: readonly StageRegion[]): number {
    const shown = regions.filter((region) => !region.hidden);
    const before = new Map(this.painted.map((region, i) => [region.id, i]));
    let same = shown.length === this.painted.length;
    const entries = shown.map((region, i) => {
      const old = before.get(region.id) ?? -1;
      const known = this.painted[old];
      if (known && looksSame(known, region)) {
        same &&= old === i;
        return old;
      }
      same = false;
      return paintRegion(region);
    });
    this.painted = shown;
    if (same) return this.revision;
    this.lifted = '';
    this.tell({ type: 'regions', regions: entries, revision: ++this.revision });
    return this.revision;
  }

  /** Leaves regions to the stage for as long as they are changed by hand. */
  lift(ids: readonly string[]): void {
    const indices = ids
      .map((id) => this.painted.findIndex((region) => region.id === id))
      .filter((i) => i >= 0);
    const key = indices.join();
    if (key === this.lifted) return;
    this.lifted = key;
    this.tell({ type: 'lifted', indices, revision: ++this.revision });
  }

  /** The revision of the regions on the screen. */
  get shownRevision(): number {
    return this.presented;
  }

  setColors(forced: ForcedColors | null): void {
    this.tell({ type: 'colors', forced });
  }

  setAdjust({ brightness, contrast }: Adjust): void {
    const plain = brightness === 1 && contrast === 1;
    this.picture.canvas.style.filter = plain ? '' : `brightness(${brightness}) contrast(${contrast})`;
  }

  /** Shows what has arrived, puts it where it belongs in `view`, and asks for what is missing. */
  present(view: View, size: Size, dpr: number, hidden: boolean): void {
    this.show(this.picture);
    this.show(this.regions);
    for (const { canvas, shown } of [this.picture, this.regions]) if (shown) place(canvas, shown, view);
    const wanted = { ...view, width: size.width, height: size.height, margin: MARGIN, dpr };
    if (this.asked && this.asked.hidden === hidden && sameView(this.asked.view, wanted)) return;
    this.asked = { view: wanted, hidden };
    if (size.width > 0 && size.height > 0) this.tell({ type: 'view', view: wanted, hidden });
  }

  destroy(): void {
    this.worker.terminate();
    for (const { waiting, canvas } of [this.picture, this.regions]) {
      waiting?.bitmap.close();
      canvas.remove();
    }
  }

  private show(to: Layer): void {
    const frame = to.waiting;
    if (!frame) return;
    to.waiting = null;
    const { width, height, margin } = frame.view;
    if (to.canvas.width !== frame.bitmap.width) to.canvas.width = frame.bitmap.width;
    if (to.canvas.height !== frame.bitmap.height) to.canvas.height = frame.bitmap.height;
    if (to.shown?.width !== width || to.shown.height !== height) {
      to.canvas.style.width = `${width + 2 * margin}px`;
      to.canvas.style.height = `${height + 2 * margin}px`;
    }
    to.shown = frame.view;
    to.canvas.hidden = false;
    to.ctx?.transferFromImageBitmap(frame.bitmap);
    if (to !== this.regions) return;
    this.presented = frame.revision;
    to.canvas.dataset.revision = `${frame.revision}`;
  }

  private receive(message: FromPainter): void {
    if (message.type === 'failed') {
      if (message.generation === this.generation) this.events.failed(message.what);
      return;
    }
    const stale = message.type === 'picture' && message.generation !== this.generation;
    if (stale) return message.bitmap.close();
    const to = message.type === 'picture' ? this.picture : this.regions;
    to.waiting?.bitmap.close();
    const revision = message.type === 'regions' ? message.revision : 0;
    to.waiting = { bitmap: message.bitmap, view: message.view, revision };
    if (message.type === 'picture') to.canvas.dataset.sharp = `${message.sharp}`;
    this.events.ready();
  }

  /** The painter cannot fetch local addresses under the page's policy; an image element can. */
  private async decodeHere(url: string, generation: number): Promise<void> {
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      const bitmap = await createImageBitmap(image);
      this.worker.postMessage({ type: 'display', bitmap, generation } satisfies ToPainter, [bitmap]);
    } catch {
      if (generation === this.generation) this.events.failed('picture');
    }
  }

  private tell(message: ToPainter): void {
    this.worker.postMessage(message);
  }
}

function layer(host: HTMLElement): Layer {
  const canvas = document.createElement('canvas');
  canvas.className = 'stage-layer';
  canvas.setAttribute('aria-hidden', 'true');
  host.append(canvas);
  return { canvas, ctx: canvas.getContext('bitmaprenderer'), shown: null, waiting: null };
}

/** Nothing of one picture is seen over the next. */
function blank(layer: Layer): void {
  layer.canvas.hidden = true;
  layer.canvas.dataset.sharp = 'false';
  layer.shown = null;
  layer.waiting?.bitmap.close();
  layer.waiting = null;
}

function place(canvas: HTMLCanvasElement, shown: FrameView, view: View): void {
  const grow = view.scale / shown.scale;
  const x = (shown.x - view.x) * view.scale - shown.margin * grow;
  const y = (shown.y - view.y) * view.scale - shown.margin * grow;
  const transform = `translate(${x}px, ${y}px) scale(${grow})`;
  if (canvas.style.transform !== transform) canvas.style.transform = transform;
}

function paintRegion({ selector, color, title, line, emphasis, badge }: StageRegion): PaintRegion {
  return { selector, color, title, line, emphasis, badge };
}

function looksSame(a: StageRegion, b: StageRegion): boolean {
  return (
    a === b ||
    (a.selector === b.selector &&
      a.color === b.color &&
      a.emphasis === b.emphasis &&
      a.line === b.line &&
      a.title === b.title &&
      a.badge === b.badge)
  );
}

function sameView(a: FrameView, b: FrameView): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.scale === b.scale &&
    a.width === b.width &&
    a.height === b.height &&
    a.dpr === b.dpr
  );
}

/** The worker has another base; the placeholders of tiles stay as they are. */
function absolute(url: string): string {
  if (url === '') return '';
  return new URL(url, document.baseURI).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
}
