// A tester's own folder: a table and the pictures that it names, with names and texts that break careless software.
import type { Page } from '@playwright/test';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An astronaut of three code points, a dog of one, and Arabic: no two ways of counting agree. */
export const ARABIC = '👩‍🚀🐕 كلبان ينامان على أريكة حمراء. قطة تنظر إليهما.';
export const HOSTILE = '<b>Two dogs</b> sleep. <img src=x onerror="document.title=1"> A cat watches.';

const SIZE = { width: 900, height: 600 };

/** A picture of one colour with a frame, drawn by the browser. */
async function picture(page: Page, color: string, mime: string): Promise<Buffer> {
  const data = await page.evaluate(
    ({ color, mime, width, height }) => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = color;
        context.fillRect(0, 0, width, height);
        context.strokeRect(20, 20, width - 40, height - 40);
      }
      return canvas.toDataURL(mime);
    },
    { color, mime, ...SIZE },
  );
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Writes the folder: `rows` items of two pictures and a text each, the first of them Arabic. */
export async function ownFolder(page: Page, rows: number): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'crosscheck-own-')), 'my pictures');
  await mkdir(join(folder, 'photos of today'), { recursive: true });
  const red = 'photos of today/red <b> & "big".png';
  const blue = 'photos of today/blue sky.jpg';
  await writeFile(join(folder, red), await picture(page, '#c33', 'image/png'));
  await writeFile(join(folder, blue), await picture(page, '#37c', 'image/jpeg'));
  const texts = [
    ARABIC,
    HOSTILE,
    ...Array.from({ length: rows - 2 }, (_, n) => `Two colours 🎨, number ${n}. Both are plain.`),
  ];
  const lines = texts.map((text, n) => [`own-${n}`, red, blue, text].map(quoted).join(','));
  await writeFile(join(folder, 'pairs.csv'), ['id,first,second,text', ...lines, ''].join('\n'));
  return folder;
}
