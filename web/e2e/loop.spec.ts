// The whole loop on a sample project: a caption check by keyboard, agreement that changes, and the export that has it.
import { expect, test, type Page } from '@playwright/test';
import { exportNative, type ExportedLine } from './support/exports';
import { answer, contradict, forbidPointers, omit, pressAll, startBox } from './support/keyboard';
import { openWork, saved, signIn } from './work-people';

const PROJECT = 'photo-captions';
const REASON = 'the place that the words speak of shows it otherwise';
const OMISSION = 'the dark leaves behind it';

interface Agreement {
  readonly seq: number;
  readonly n_annotations: number;
  readonly fields: readonly {
    field: string;
    n_ratings: number;
    recommended: string;
    metrics: readonly { metric: string; value: number | null }[];
  }[];
}

test('a contradiction goes from the keys of an annotator to the file of a manager', async ({ browser }) => {
  test.setTimeout(120_000);
  const managing = await browser.newContext();
  await signIn(managing, 'manager');
  const manager = await managing.newPage();
  const before = await qualityOf(manager);

  const annotating = await browser.newContext();
  await signIn(annotating, 'annotator', 1);
  const annotator = await annotating.newPage();
  const id = await checkCaption(annotator);
  await annotating.close();

  const after = await qualityOf(manager);
  expect(after.agreement.seq).toBeGreaterThan(before.agreement.seq);
  expect(after.agreement.n_annotations).toBe(before.agreement.n_annotations + 1);
  expect(verdicts(after.agreement).n_ratings).toBeGreaterThan(verdicts(before.agreement).n_ratings);
  expect(alpha(after.agreement)).not.toBe(alpha(before.agreement));
  expect(after.shown).not.toBe(before.shown);

  const lines = await exportNative(manager, PROJECT);
  checkLine(lines, id);
  await managing.close();
});

/** One item, from its first claim to the next item. The id of the annotation comes back. */
async function checkCaption(page: Page): Promise<string> {
  const errors = await forbidPointers(page);
  await openWork(page, PROJECT);
  await expect(page.locator('.claim-current')).toBeFocused();
  const first = await page.locator('.claim-item').first().textContent();
  const count = await page.locator('.claim-list').first().locator('.claim-item').count();
  expect(count).toBeGreaterThanOrEqual(3);

  await pressAll(page, 'Digit1', 'j');
  await contradict(page, { type: 'attr', severity: 3, correction: 'no bee', reason: REASON });
  await markFirstWords(page);
  await drawBox(page);
  for (let claim = 3; claim <= count; claim += 1) await pressAll(page, 'j', 'Digit1');
  await omit(page, OMISSION);
  await answer(page, 4, 3);
  await expect(page.locator('.bottombar-ready')).toBeVisible();
  await saved(page);

  const sending = page.waitForResponse((reply) => reply.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const reply = await sending;
  expect(reply.status()).toBe(200);
  await expect(page.locator('.claim-item').first()).not.toHaveText(first ?? '');
  await expect(page.locator('.claim-current')).toBeFocused();
  await saved(page);
  expect(errors).toEqual([]);
  const { annotation }: { annotation: { id: string; surplus: boolean } } = await reply.json();
  expect(annotation.surplus).toBe(false);
  return annotation.id;
}

/** The wrong words of the second claim, with the caret of the text: its first two words. */
async function markFirstWords(page: Page): Promise<void> {
  const words = page.locator('.claim-current .claim-instead');
  const should = page.locator('.claim-current').getByRole('textbox', { name: 'should be' });
  for (let tabs = 0; !(await should.evaluate((element) => element === document.activeElement)); tabs += 1) {
    expect(tabs).toBeLessThan(30);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Tab');
  await expect(words).toBeFocused();
  const claim = (await words.locator('q').textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByText('Mark the words that are wrong')).toBeVisible();
  const text = page.getByRole('textbox', { name: 'Caption' });
  await expect(text).toBeFocused();
  const start = ((await text.textContent()) ?? '').indexOf(claim);
  await pressAll(page, ...Array.from({ length: start }, () => 'ArrowRight'));
  const length = claim.split(' ').slice(0, 2).join(' ').length;
  await pressAll(page, ...Array.from({ length }, () => 'Shift+ArrowRight'), 'Enter');
  await expect(page.locator('.claim-current')).toBeFocused();
  await expect(words.locator('q')).toHaveText(claim.slice(0, length));
}

/** A box of 90 × 60 pixels of the picture, which is shown one to one meanwhile. */
async function drawBox(page: Page): Promise<void> {
  // Without a glide the scale is exact from the first key on.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await startBox(page, 2);
  await page.keyboard.press('Control+Digit1');
  await expect(page.getByText('100 %', { exact: true })).toBeVisible();
  await pressAll(page, 'Enter', 'Enter');
  await pressAll(page, ...Array.from({ length: 9 }, () => 'Shift+ArrowRight'));
  await pressAll(page, ...Array.from({ length: 6 }, () => 'Shift+ArrowDown'), 'Enter');
  await expect(page.locator('.claim-current')).toBeFocused();
  await expect(page.locator('.claim-current .evidence-piece')).toHaveCount(1);
}

/** What the manager's page says, and the numbers behind it. */
async function qualityOf(page: Page): Promise<{ agreement: Agreement; shown: string }> {
  const fetched = page.waitForResponse((reply) => reply.url().endsWith('/agreement') && reply.ok());
  await page.goto(`/p/${PROJECT}/quality`);
  const agreement: Agreement = await (await fetched).json();
  const value = alpha(agreement).toFixed(2);
  const statement = page.getByRole('main');
  await expect(statement).toContainText(value);
  return { agreement, shown: value };
}

function verdicts(agreement: Agreement): Agreement['fields'][number] {
  const field = agreement.fields.find((each) => each.field === 'verdict');
  if (!field) throw new Error('verdicts are not among the fields');
  return field;
}

function alpha(agreement: Agreement): number {
  const field = verdicts(agreement);
  const found = field.metrics.find((each) => each.metric === field.recommended);
  if (typeof found?.value !== 'number') throw new Error('the agreement of verdicts has no value');
  return found.value;
}

function checkLine(lines: readonly ExportedLine[], id: string): void {
  const line = lines.find((each) => each.annotations.some((annotation) => annotation.id === id));
  const body = line?.annotations.find((annotation) => annotation.id === id)?.body;
  const claim = line?.item.claim_sets[0]?.claims[1];
  const caption = line?.item.slots.caption?.[0]?.text ?? '';
  const picture = line?.item.slots.image?.[0]?.asset?.info;
  if (!body || !claim || !picture) throw new Error('the export has no such annotation');

  const judged = body.verdicts.find((verdict) => verdict.claim === claim.id);
  expect(judged).toMatchObject({ value: 'contradicted', rationale: REASON });
  expect(judged?.errors).toHaveLength(1);
  expect(judged?.errors[0]).toMatchObject({ type: 'attribute', severity: 3, correction: 'no bee' });
  const span = judged?.errors[0]?.span;
  const points = [...caption];
  expect(span?.quote).toBe(claim.text.split(' ').slice(0, 2).join(' '));
  expect(points.slice(span?.start, span?.end).join('')).toBe(span?.quote);
  expect(span?.start).toBe(claim.spans[0]?.start);

  expect(judged?.evidence).toHaveLength(1);
  expect(judged?.evidence[0]?.stance).toBe('contradicts');
  const region = body.regions.find((each) => each.id === judged?.evidence[0]?.region);
  expect(region).toMatchObject({ slot: 'image', part: '0', selector: { type: 'box' } });
  const { x, y, width, height } = region?.selector ?? { x: -1, y: -1, width: 0, height: 0 };
  expect(width).toBeCloseTo(90, 3);
  expect(height).toBeCloseTo(60, 3);
  expect(Math.abs(x - picture.width / 2)).toBeLessThanOrEqual(2);
  expect(Math.abs(y - picture.height / 2)).toBeLessThanOrEqual(2);
  expect(body.omissions).toHaveLength(1);
  expect(body.omissions[0]).toMatchObject({ text: OMISSION });
}
