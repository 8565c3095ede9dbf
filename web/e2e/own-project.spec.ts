// A project out of the tester's own folder: two pictures and a text an item, twelve labels, Arabic and emoji.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { dirname } from 'node:path';
import { rm } from 'node:fs/promises';
import { exportNative, type ExportedBody, type ExportedLine } from './support/exports';
import { ARABIC, HOSTILE, ownFolder } from './support/folder';
import { contradict, forbidPointers, pressAll, startBox } from './support/keyboard';
import { saved, signIn } from './work-people';

const ROWS = 1500;
const SPAN = 'كلبان';

test('own pictures, own labels, an invited annotator, and an export that counts right', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const managing = await browser.newContext();
  await signIn(managing, 'manager');
  const manager = await managing.newPage();
  await manager.goto('/new?template=caption-compare');
  const folder = await ownFolder(manager, ROWS);
  try {
    await design(manager, folder);
    await bringIn(manager);
  } finally {
    await rm(dirname(folder), { recursive: true });
  }
  const link = await invite(manager);
  const slug = new URL(manager.url()).pathname.split('/')[2] ?? '';
  await looksSafe(manager, slug);

  const id = await annotateInvited(browser, link, slug);
  const lines = await exportNative(manager, slug);
  expect(lines).toHaveLength(ROWS);
  check(lines, id);
  await managing.close();
});

/** Twelve labels in the design file, one of them with a key that is a command already. */
async function design(page: Page, folder: string): Promise<void> {
  const keys = [...'1234567890', 'i', 'd'];
  const labels = keys.map(
    (key, n) => `    - { id: thing_${n + 1}, title: Thing ${n + 1}, hotkey: "${key}" }`,
  );
  await page.getByRole('tab', { name: 'File' }).click();
  const file = page.getByLabel('Design file, YAML');
  const text = (await file.inputValue()).replace(/^title: .*$/m, 'title: "My own <i>pairs</i>"');
  await file.fill([text, 'ontology:', '  labels:', ...labels, ''].join('\n'));
  await page.getByRole('tab', { name: 'Form' }).click();
  await expect(page.getByLabel('Name of label 12')).toHaveValue('Thing 12');
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText('قطة تنظر إليهما').first()).toBeVisible();
  await expect(preview.locator('img, canvas').first()).toBeVisible();
}

/** Starts the project, and sees rows arrive. */
async function bringIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start and import 3 files' }).click();
  await expect(page.getByRole('progressbar', { name: 'Reading' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The project is ready' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/not taken/)).toHaveCount(0);
}

async function invite(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Invite people' }).click();
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = page.getByLabel('Invitation link');
  await expect(link).toHaveValue(/\/join#\w+/);
  return link.inputValue();
}

/** What looks like HTML is text on every page that shows it. */
async function looksSafe(page: Page, slug: string): Promise<void> {
  await page.goto(`/p/${slug}/items?q=watches`);
  await page.getByRole('link', { name: /<b>Two dogs<\/b> sleep/ }).click();
  await expect(page.getByText('<b>Two dogs</b>').first()).toBeVisible();
  expect(await page.title()).not.toBe('1');
  await expect(page.locator('main img[src="x"]')).toHaveCount(0);
}

/** A person without an account follows the link and does the Arabic item with the keyboard alone. */
async function annotateInvited(browser: Browser, link: string, slug: string): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Your name').fill('Layla ليلى <script>');
  await page.getByLabel(/e-?mail/i).fill('layla@example.org');
  await page.getByLabel('Password').fill('a sentence to remember');
  await page.getByRole('button', { name: 'Create the account and join' }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${slug}`));

  const errors = await forbidPointers(page);
  await page.goto(`/p/${slug}/work`);
  await expect(page.locator('.claim-current')).toBeFocused();
  await expect(page.locator('.claim-item').first()).toContainText('أريكة حمراء');
  await contradict(page, { type: 'attr', severity: 2, correction: 'أريكة زرقاء', reason: 'الصورة زرقاء 💙' });
  await boxOnSecond(page);
  await spanInText(page);
  await pressAll(page, 'F6', 'j', 'Digit1', 'j');
  await expect(page.locator('.question-current')).toBeVisible();
  await pressAll(page, 'Digit3');
  await expect(page.locator('.bottombar-ready')).toBeVisible();
  await saved(page);
  const sending = page.waitForResponse((reply) => reply.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const reply = await sending;
  expect(reply.status()).toBe(200);
  await expect(page.locator('.claim-item').first()).toContainText('<b>Two dogs</b>');
  expect(errors).toEqual([]);
  const { annotation }: { annotation: { id: string } } = await reply.json();
  await context.close();
  return annotation.id;
}

/** A box of 120 × 50 pixels of the second picture, with the twelfth label. */
async function boxOnSecond(page: Page): Promise<void> {
  // Without a glide the scale is exact from the first key on.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await startBox(page, 1);
  await pressAll(page, ']', 'b', 'Control+Digit1', 'Shift+Digit1', 'Enter', 'Enter');
  await pressAll(page, ...Array.from({ length: 12 }, () => 'Shift+ArrowRight'));
  await pressAll(page, ...Array.from({ length: 5 }, () => 'Shift+ArrowDown'), 'Enter');
  await expect(page.locator('.claim-current')).toBeFocused();
  await expect(page.locator('.claim-current .evidence-piece')).toHaveCount(1);
}

/** The first word after the emoji; the text runs from right to left, and so do the arrows. */
async function spanInText(page: Page): Promise<void> {
  await page.keyboard.press('t');
  await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toBeFocused();
  await pressAll(page, ...Array.from({ length: 3 }, () => 'ArrowLeft'));
  await pressAll(page, ...Array.from({ length: SPAN.length }, () => 'Shift+ArrowLeft'), 'Digit3', 'Enter');
}

function check(lines: readonly ExportedLine[], id: string): void {
  const line = lines.find((each) => each.annotations.some((annotation) => annotation.id === id));
  const annotation = line?.annotations.find((each) => each.id === id);
  if (!line || !annotation) throw new Error('the export has no such annotation');
  expect(line.external_id).toBe('own-0');
  expect(annotation.annotator).toBe('Layla ليلى <script>');
  expect(line.item.slots.text?.[0]?.text).toBe(ARABIC);
  expect(line.item.slots.first?.[0]?.asset?.name).toContain('red <b> & "big".png');
  expect(lines.find((each) => each.external_id === 'own-1')?.item.slots.text?.[0]?.text).toBe(HOSTILE);
  checkSpan(annotation.body);
  checkBox(annotation.body, line.item.claim_sets[0]?.claims[0]?.id ?? '');
}

function checkSpan(body: ExportedBody): void {
  const region = body.regions.find((each) => each.slot === 'text');
  expect(region?.label).toBe('thing_3');
  const [span] = region?.selector.spans ?? [];
  expect(span).toEqual({ start: 5, end: 5 + [...SPAN].length, quote: SPAN });
  expect([...ARABIC].slice(span?.start, span?.end).join('')).toBe(SPAN);
}

function checkBox(body: ExportedBody, claim: string): void {
  const judged = body.verdicts.find((verdict) => verdict.claim === claim);
  expect(judged).toMatchObject({ value: 'contradicted', rationale: 'الصورة زرقاء 💙' });
  expect(judged?.errors[0]).toMatchObject({ type: 'attribute', correction: 'أريكة زرقاء' });
  const region = body.regions.find((each) => each.id === judged?.evidence[0]?.region);
  expect(region).toMatchObject({ slot: 'second', label: 'thing_12', selector: { type: 'box' } });
  expect(region?.selector.width).toBeCloseTo(120, 3);
  expect(region?.selector.height).toBeCloseTo(50, 3);
  expect(Math.abs((region?.selector.x ?? 0) - 450)).toBeLessThanOrEqual(2);
  expect(Math.abs((region?.selector.y ?? 0) - 300)).toBeLessThanOrEqual(2);
}
