// The gallery in docs/images: pages of the sample projects at 1280 × 800. Runs only when it is asked for.
import { expect, test, type Page } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withPalette } from './support/palette';
import { itemView, openScene } from './support/scene';
import { pressAll } from './support/keyboard';
import { signIn } from './work-people';
import { settled } from './support/settled';

const GALLERY = process.env.SCREENSHOTS_TO ?? join(import.meta.dirname, '../../docs/images');
const MOST_BYTES = 300_000;

test.describe.configure({ mode: 'serial', timeout: 120_000 });

test.beforeAll(() => mkdir(GALLERY, { recursive: true }));

test('pages of a manager @screenshots', async ({ page, context }) => {
  await signIn(context, 'manager');
  const espresso = await itemView(context, { project: 'photo-captions', item: 'espresso' });
  const pages = [
    ['projects', '/', 'Projects'],
    ['quality', '/p/photo-captions/quality', 'Quality'],
    ['items', '/p/photo-captions/items', 'Items'],
    ['compare', `/p/photo-captions/items/${espresso.row.id}`, 'espresso'],
    ['new-project', '/new?template=caption-compare', 'Make it yours'],
  ] as const;
  for (const [name, address, heading] of pages) {
    await page.goto(address);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await shoot(page, name);
  }
});

test('workbenches @screenshots', async ({ page, context, browser }) => {
  const manager = await browser.newContext();
  await signIn(manager, 'manager');
  await signIn(context, 'annotator');

  await openScene(page, manager, { project: 'photo-captions', item: 'espresso', reader: 'Ada' });
  await pressAll(page, 'j');
  await shoot(page, 'workbench');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'workbench-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await openScene(page, manager, { project: 'photo-regions', item: 'pavilion', reader: 'Ben' });
  await shoot(page, 'regions');

  await openScene(page, manager, {
    project: 'chest-reports',
    item: 'clear-film-left-consolidation',
    reader: 'Ada',
  });
  await shoot(page, 'report');
  await manager.close();
});

/** Waits until nothing is on its way, and writes the picture. */
async function shoot(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const small = await withPalette(page, png);
  expect(small.length).toBeGreaterThan(10_000);
  expect(small.length, `${name}.png has too many bytes`).toBeLessThan(MOST_BYTES);
  await writeFile(join(GALLERY, `${name}.png`), small);
}
