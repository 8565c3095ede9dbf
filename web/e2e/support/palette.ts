// Pictures of the gallery with 256 colours: a third of the bytes, at the price of a little banding in photographs.
import type { Page } from '@playwright/test';
import { deflateSync } from 'node:zlib';

/** A colour as one number, 0xRRGGBB. */
type Color = number;

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly colors: Uint32Array;
}

const PALETTE_SIZE = 256;
/** The colours that the style of the page names stay exact; photographs and soft edges share the rest. */
const MOST_EXACT = 96;

/** The same picture as a PNG with a palette. The page only decodes. */
export async function withPalette(page: Page, png: Buffer): Promise<Buffer> {
  const pixels = await decoded(page, png);
  const counts = new Map<Color, number>();
  for (const color of pixels.colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const { palette, indexOf } = reduced(counts, await named(page));
  return encoded(pixels, palette, indexOf);
}

async function decoded(page: Page, png: Buffer): Promise<Pixels> {
  const { width, height, data } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const image = context?.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = '';
    for (let at = 0; image && at < image.data.length; at += 0x8000) {
      text += String.fromCharCode(...image.data.subarray(at, at + 0x8000));
    }
    return { width: bitmap.width, height: bitmap.height, data: btoa(text) };
  }, png.toString('base64'));
  const rgba = Buffer.from(data, 'base64');
  const colors = new Uint32Array(width * height);
  for (let at = 0; at < colors.length; at += 1) colors[at] = rgba.readUInt32BE(at * 4) >>> 8;
  return { width, height, colors };
}

/** Every opaque colour that an element of the page is drawn with. */
async function named(page: Page): Promise<readonly Color[]> {
  const written = await page.evaluate(() => {
    const properties = ['background-color', 'color', 'border-top-color', 'outline-color', 'stroke', 'fill'];
    const styles = [...document.querySelectorAll('*')].map((element) => getComputedStyle(element));
    return [...new Set(styles.flatMap((style) => properties.map((name) => style.getPropertyValue(name))))];
  });
  return written.flatMap((text) => {
    const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(text)?.slice(1).map(Number);
    return parts ? [parts.reduce((color, channel) => (color << 8) | channel, 0)] : [];
  });
}

/** Named colours as they are, all others by median cut. */
function reduced(counts: ReadonlyMap<Color, number>, named: readonly Color[]) {
  const used = named.filter((color) => counts.has(color));
  used.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const exact = new Set(used.slice(0, MOST_EXACT));
  const boxes = [[...counts].filter(([color]) => !exact.has(color))];
  while (boxes.length < PALETTE_SIZE - exact.size) {
    const largest = boxes.reduce((most, box) => (spread(box) > spread(most) ? box : most));
    if (largest.length < 2) break;
    boxes.splice(boxes.indexOf(largest), 1, ...halves(largest));
  }
  const palette = [...exact];
  const indexOf = new Map<Color, number>(palette.map((color, index) => [color, index]));
  for (const box of boxes) {
    for (const [color] of box) indexOf.set(color, palette.length);
    palette.push(mean(box));
  }
  return { palette, indexOf };
}

type Box = [color: Color, n: number][];

const CHANNELS: readonly number[] = [16, 8, 0];
const part = (color: Color, shift: number) => (color >>> shift) & 0xff;

const spreads = new WeakMap<Box, number>();

/** How much is lost when the whole box becomes one colour: its widest channel, weighed by its pixels. */
function spread(box: Box): number {
  const known = spreads.get(box);
  if (known !== undefined) return known;
  const n = box.reduce((sum, [, count]) => sum + count, 0);
  const found = box.length < 2 ? 0 : range(box, widest(box)) * Math.sqrt(n);
  spreads.set(box, found);
  return found;
}

function range(box: Box, shift: number): number {
  let [low, high] = [255, 0];
  for (const [color] of box) {
    low = Math.min(low, part(color, shift));
    high = Math.max(high, part(color, shift));
  }
  return high - low;
}

function widest(box: Box): number {
  return CHANNELS.reduce((most, shift) => (range(box, shift) > range(box, most) ? shift : most));
}

function halves(box: Box): [Box, Box] {
  const shift = widest(box);
  const sorted = box.sort((a, b) => part(a[0], shift) - part(b[0], shift));
  const half = sorted.reduce((sum, [, n]) => sum + n, 0) / 2;
  let [at, passed] = [0, 0];
  while (at < sorted.length - 1 && passed < half) passed += sorted[at++]?.[1] ?? 0;
  const cut = Math.max(1, at);
  return [sorted.slice(0, cut), sorted.slice(cut)];
}

function mean(box: Box): Color {
  const n = box.reduce((sum, [, count]) => sum + count, 0);
  const channel = (shift: number) =>
    Math.round(box.reduce((sum, [color, count]) => sum + part(color, shift) * count, 0) / Math.max(1, n));
  return CHANNELS.reduce((color, shift) => color | (channel(shift) << shift), 0);
}

function encoded(pixels: Pixels, palette: readonly Color[], indexOf: ReadonlyMap<Color, number>): Buffer {
  const { width, height, colors } = pixels;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  colors.forEach((color, at) => {
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = indexOf.get(color) ?? 0;
  });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((color) => CHANNELS.map((shift) => part(color, shift))))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
