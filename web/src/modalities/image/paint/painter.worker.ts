// The painter: decodes and paints away from the page's own thread, so that a busy picture never makes the page slow.
import { Picture } from './picture';
import type { ForcedColors, FromPainter, FrameView, ToPainter } from './protocol';
import { Regions } from './regions';

/** New tiles within this time are painted together. */
const GATHER_MS = 24;

let picture: Picture | null = null;
let regions: Regions | null = null;
let view: FrameView | null = null;
let hidden = false;
let forced: ForcedColors | null = null;
let generation = 0;
let revision = 0;

const pictureCanvas = new OffscreenCanvas(1, 1);
const regionCanvas = new OffscreenCanvas(1, 1);
const pictureCtx = pictureCanvas.getContext('2d');
const regionCtx = regionCanvas.getContext('2d');

const pauses: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => pauses.shift()?.();

/** Lets waiting messages be read. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    pauses.push(resolve);
    channel.port2.postMessage(null);
  });
}

const pictureWork = repeater(async () => {
  if (!picture || !view || !pictureCtx) return;
  const shown = view;
  fitCanvas(pictureCanvas, shown);
  const sharp = picture.paint(pictureCtx, shown);
  const bitmap = pictureCanvas.transferToImageBitmap();
  send({ type: 'picture', bitmap, view: shown, generation, sharp }, [bitmap]);
});

const regionWork = repeater(async () => {
  if (!regions || !view || !regionCtx) return;
  const started = performance.now();
  const shown = view;
  const painted = revision;
  fitCanvas(regionCanvas, shown);
  if (!hidden) await regions.paint(regionCtx, shown, pause);
  const bitmap = regionCanvas.transferToImageBitmap();
  send({ type: 'regions', bitmap, view: shown, revision: painted, ms: performance.now() - started }, [
    bitmap,
  ]);
});

self.onmessage = (event: MessageEvent<ToPainter>) => receive(event.data);

function receive(message: ToPainter): void {
  switch (message.type) {
    case 'source':
      return open(message);
    case 'display':
      if (message.generation === generation) picture?.setDisplay(message.bitmap);
      else message.bitmap.close();
      return;
    case 'regions':
      regions?.set(message.regions);
      revision = message.revision;
      return regionWork.soon();
    case 'lifted':
      regions?.lift(message.indices);
      revision = message.revision;
      return regionWork.soon();
    case 'colors':
      forced = message.forced;
      if (regions) regions.forced = forced;
      return regionWork.soon();
    case 'view':
      view = message.view;
      hidden = message.hidden;
      pictureWork.soon();
      return regionWork.soon();
  }
}

function open(message: Extract<ToPainter, { type: 'source' }>): void {
  picture?.close();
  generation = message.generation;
  const current = generation;
  regions = new Regions(message.source);
  regions.forced = forced;
  let gathering = false;
  picture = new Picture(message.source, {
    loaded() {
      if (gathering) return;
      gathering = true;
      setTimeout(() => {
        gathering = false;
        pictureWork.soon();
      }, GATHER_MS);
    },
    failed: (what) => send({ type: 'failed', what, generation: current }, []),
  });
}

function fitCanvas(canvas: OffscreenCanvas, shown: FrameView): void {
  const width = Math.max(1, Math.round((shown.width + 2 * shown.margin) * shown.dpr));
  const height = Math.max(1, Math.round((shown.height + 2 * shown.margin) * shown.dpr));
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

/** Runs work once for any number of wishes, and once more when a wish comes while it runs. */
function repeater(work: () => Promise<void>): { soon(): void } {
  let wanted = false;
  let running = false;
  async function run(): Promise<void> {
    running = true;
    while (wanted) {
      await pause();
      wanted = false;
      await work();
    }
    running = false;
  }
  return {
    soon() {
      wanted = true;
      if (!running) void run();
    },
  };
}

function send(message: FromPainter, transfer: Transferable[]): void {
  self.postMessage(message, { transfer });
}
