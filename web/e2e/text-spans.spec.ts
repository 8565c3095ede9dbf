// Spans of a text by mouse: one drag after the other, over each other, past the ends of the text, in both directions.
import { expect, test, type Page } from '@playwright/test';
import { openWork, signIn } from './work-people';
import { arabicText } from './support/designs';

const spans = (page: Page) => page.locator('.text-view [data-marks]');

/** The ids of the spans that are marked. */
async function marked(page: Page): Promise<string[]> {
  const all = await spans(page).evaluateAll((pieces) =>
    pieces.flatMap((piece) => piece.getAttribute('data-marks')?.split(' ') ?? []),
  );
  return [...new Set(all)].sort();
}

/** A drag along the first line, in parts of its width. */
async function drag(page: Page, from: number, to: number, below = 0): Promise<void> {
  const line = await page
    .locator('.text-line')
    .first()
    .evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const all = [...range.getClientRects()];
      const top = Math.min(...all.map((rect) => rect.top));
      const first = all.filter((rect) => rect.top < top + rect.height / 2);
      const left = Math.min(...first.map((rect) => rect.left));
      const right = Math.max(...first.map((rect) => rect.right));
      return { left, right, y: top + (first[0]?.height ?? 0) / 2 };
    });
  const x = (part: number) => line.left + part * (line.right - line.left);
  await page.mouse.move(x(from), line.y);
  await page.mouse.down();
  await page.mouse.move(x((from + to) / 2), line.y, { steps: 3 });
  await page.mouse.move(x(to), line.y + below, { steps: 3 });
  await page.mouse.up();
}

test('a drag that begins in the span just made makes another one', async ({ page, context }) => {
  await signIn(context, 'annotator');
  await openWork(page, 'short-reviews');
  await drag(page, 0.3, 0.6);
  await drag(page, 0.5, 0.1);
  await drag(page, 0.4, 0.8);
  await expect.poll(() => marked(page)).toEqual(['r1', 'r2', 'r3']);
});

test('a drag that ends outside of the text takes it to its end', async ({ page, context }) => {
  await signIn(context, 'annotator', 1);
  await openWork(page, 'short-reviews');
  const text = (await page.locator('.text-view').innerText()).trim();
  await drag(page, 0.2, 0.6, 600);
  await expect.poll(() => marked(page)).toEqual(['r1']);
  const last = await spans(page).last().innerText();
  expect(text.endsWith(last.trim())).toBe(true);
});

test('spans of an Arabic text lie over each other', async ({ page, context }) => {
  await signIn(context, 'manager');
  const project = await arabicText(context);
  await openWork(page, project);
  await drag(page, 0.9, 0.5);
  await drag(page, 0.7, 0.2);
  await drag(page, 0.3, 0.95);
  await expect.poll(() => marked(page)).toEqual(['r1', 'r2', 'r3']);
  const over = await spans(page).evaluateAll((pieces) =>
    pieces.some((piece) => piece.getAttribute('data-marks')?.split(' ').length === 3),
  );
  expect(over).toBe(true);
});

test('V and Enter choose the span at the caret, and make none', async ({ page, context }) => {
  await signIn(context, 'annotator');
  await openWork(page, 'short-reviews');
  await drag(page, 0.1, 0.5);
  const before = await marked(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('.inspector')).toHaveCount(0);
  await page.keyboard.press('v');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.locator('.inspector')).toBeVisible();
  expect(await marked(page)).toEqual(before);
});
