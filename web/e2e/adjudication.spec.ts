// The ladder: two people differ, a third answers blind; where no two are alike, an expert settles it by keyboard, blind,
// and the page of the item tells the votes, the verdict, its evidence and who signed.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { SAME_ORIGIN } from './support/project';
import { openWork, signIn } from './work-people';

const PROJECT = 'disputed-reports';

interface Judged {
  claim: string;
  errors: { type: string; offset_ms?: number; correction?: string; span?: { quote: string } | null }[];
}

/** The address of an item by the name that the sample gives it. */
async function itemPage(page: Page, name: string, project = PROJECT): Promise<string> {
  const reply = await page.request.get(`/api/projects/${project}/items`);
  const { items }: { items: { id: string; external_id: string }[] } = await reply.json();
  const found = items.find((item) => item.external_id === name);
  if (!found) throw new Error(`the sample has no item ${name}`);
  return `/p/${project}/items/${found.id}`;
}

/** Has every finished item of a project looked at by a reviewer, until the returned function is called. */
async function withReview(context: BrowserContext, project: string): Promise<() => Promise<void>> {
  const address = `/api/projects/${project}`;
  const reply = await context.request.get(address);
  const { policy }: { policy: object } = await reply.json();
  const put = async (changed: object) => {
    const options = { data: { policy: changed }, headers: SAME_ORIGIN };
    expect((await context.request.patch(address, options)).ok()).toBe(true);
  };
  await put({ ...policy, review: { share: 1 } });
  return () => put(policy);
}

test('the third annotator answers blind what two see differently', async ({ page, context }) => {
  await signIn(context, 'annotator');
  const given = page.waitForResponse((reply) => reply.url().endsWith('/assignments/next'));
  await openWork(page, PROJECT);
  const task = await (await given).text();
  for (const word of ['Ada', 'Ben', 'no haze', 'contradicted by']) expect(task).not.toContain(word);
  // The film comes before the report, and nothing that others said comes at all.
  await expect(page.locator('.workbench')).toContainText('Before the report, what does the film show?');
  await expect(page.locator('.workbench')).not.toContainText('Ada (sample)');
});

test('an expert settles a dispute by keyboard: look, decide, reveal, sign', async ({ page, context }) => {
  await signIn(context, 'expert');
  await page.goto(`/p/${PROJECT}/decide`);
  const bench = page.locator('.decide-bench');
  await bench.waitFor();
  const first = page.locator('.decide-row').first();
  await expect(first).toContainText('The left lung is clear down to its base.');
  await expect(first).toBeFocused();
  await expect(bench).not.toContainText('(sample)');
  const sign = page.getByRole('button', { name: 'Sign', exact: true });
  await expect(sign).toBeDisabled();

  // Look: one reader after the other, then all again.
  for (const reader of ['R1', 'R2', 'R3']) {
    await page.keyboard.press('r');
    await expect(page.locator('.decide-reader[aria-pressed=true]')).toHaveText(reader);
  }
  await page.keyboard.press('r');

  // Decide: whoever contradicts is right; their column is another one at each start of the demo.
  const columns = first.locator('.decide-cell');
  const texts = await columns.allTextContents();
  const right = texts.findIndex((text) => text.includes('Contradicted')) + 1;
  expect(right).toBeGreaterThan(0);
  await page.keyboard.press(`Shift+Digit${right}`);
  await expect(columns.nth(right - 1).locator('.decide-take')).toHaveAttribute('aria-pressed', 'true');
  const differences = await page.locator('.decide-side > .decide-row').count();
  for (let row = 1; row < differences; row += 1) {
    await page.keyboard.press('j');
    await page.keyboard.press(`Shift+Digit${right}`);
  }
  await expect(page.locator('.decide-side-head')).toContainText('Every difference is decided');

  // What was decided outlives the page.
  await expect(page.locator('.decide-foot')).toContainText('saved');
  await page.reload();
  await expect(page.locator('.decide-side-head')).toContainText('Every difference is decided');

  // Reveal, and sign.
  await page.keyboard.press('Shift+R');
  await expect(page.locator('.decide-readers')).toContainText('Ada (sample)');
  await expect(sign).toBeEnabled();
  const signing = page.waitForResponse((reply) => reply.url().endsWith('/truth'));
  await page.keyboard.press('Control+Enter');
  expect((await signing).status()).toBe(200);
  await expect(page.getByText('No dispute waits for you')).toBeVisible();

  await page.goto(await itemPage(page, 'left-lung-called-clear'));
  const truth = page.locator('.truths');
  await expect(truth).toContainText('signed by Ellis Expert');
  await expect(truth).toContainText('Contradicted');
  await expect(truth).toContainText('The left costophrenic angle is blunted');
  await expect(truth).toContainText('from Ada (sample)');
  await expect(truth.locator('.evidence').first()).toBeVisible();
  await truth.getByText('What the signer had looked at').click();
  await expect(truth).toContainText('Names were revealed');
  // The votes stand beside it.
  const votes = page.locator('.compare-table').first();
  for (const name of ['Ada (sample)', 'Ben (sample)', 'Chi (sample)'])
    await expect(votes).toContainText(name);
});

test('an own verdict marks words, says what they should be, and how late they come', async ({
  page,
  context,
  browser,
}) => {
  const project = 'sound-and-picture';
  const manager = await browser.newContext();
  await signIn(manager, 'manager');
  const restore = await withReview(manager, project);
  await signIn(context, 'expert');
  await page.goto(`/p/${project}/decide?kind=review`);
  const first = page.locator('.decide-row').first();
  await expect(first).toContainText('Each key lights up when the voice begins to name it.');
  await expect(first).toBeFocused();

  // Into the editor, all by keys: what is wrong, by how much, and in which words.
  await page.keyboard.press('2');
  await page.keyboard.press('e');
  const own = first.locator('.own');
  await expect(own.getByRole('button', { name: 'Contradicted' })).toBeFocused();
  await expect(own.locator('.own-needed').first()).toBeVisible();
  const sign = page.getByRole('button', { name: 'Sign', exact: true });
  await expect(page.locator('.decide-missing')).toContainText('complete your own verdict');
  await own.getByLabel('Error type').focus();
  await page.keyboard.type('Out of sync');
  const offset = own.getByRole('textbox', { name: 'Offset in milliseconds' });
  await offset.focus();
  await page.keyboard.type('100');
  await page.keyboard.press('ArrowUp');
  await expect(own).toContainText('110 ms late');
  await page.keyboard.press('Enter');
  await expect(own.getByRole('textbox', { name: 'Should be' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const text = own.getByRole('textbox', { name: 'The text of the claim' });
  await expect(text).toBeFocused();
  // Letters and digits are no commands in there, and Escape leaves no more than the marking.
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await expect(text).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(text).toBeFocused();
  for (const key of ['Home', 'Control+ArrowRight', 'Control+Shift+ArrowRight', 'Enter'])
    await page.keyboard.press(key);
  await expect(own.locator('.own-instead')).toHaveText('instead of key');
  await page.keyboard.type('lamp');
  await own.getByRole('button', { name: /Heard/ }).first().click();
  await page.keyboard.press('Escape');
  await expect(first).toBeFocused();
  await expect(first.locator('.decide-own')).toContainText('Out of sync, 110 ms late');
  await expect(first.locator('.decide-own')).toContainText('should be lamp instead of');

  // A comment on the claim, to somebody, without knowing whose answers they are.
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Write a comment' });
  await expect(dialog.getByLabel('About')).toHaveValue(/"claim","c2"/);
  await dialog.getByRole('button', { name: '@Morgan Manager' }).click();
  await page.keyboard.type('whose lamp is it?');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  const differences = await page.locator('.decide-side > .decide-row').count();
  for (let row = 1; row < differences; row += 1) {
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+Digit1');
  }
  const readers = await page.locator('.decide-reader').count();
  for (let reader = 0; reader < readers; reader += 1) await page.keyboard.press('r');
  await expect(sign).toBeEnabled();
  const signing = page.waitForResponse((reply) => reply.url().endsWith('/truth'));
  await page.keyboard.press('Control+Enter');
  const signed = await signing;
  expect(signed.status()).toBe(200);
  const { truth }: { truth: { facts: { verdicts: Judged[] } } } = signed.request().postDataJSON();
  const judged = truth.facts.verdicts.find((verdict) => verdict.claim === 'c2');
  expect(judged?.errors[0]).toMatchObject({ type: 'out_of_sync', offset_ms: 110, correction: 'lamp' });
  expect(judged?.errors[0]?.span?.quote).toBe('key');

  await page.goto(await itemPage(page, 'keypad-b', project));
  const truths = page.locator('.truths');
  await expect(truths).toContainText('Out of sync, 110 ms late');
  await expect(truths).toContainText('instead of');
  // The comment leads to its claim, which is folded away no more.
  await page.locator('.comment-about').getByRole('link', { name: 'Each key lights up' }).click();
  await expect(page.locator('th[data-claim=c2]')).toBeFocused();
  await expect(page).toHaveURL(/claim=c2/);
  await restore();
  await manager.close();
});

test('a comment is text, names somebody, and rings their bell', async ({ page, context }) => {
  await signIn(context, 'manager');
  await page.goto(await itemPage(page, 'shadow-in-the-left-lung'));
  const comments = page.locator('.comments').first();
  await comments.getByRole('button', { name: '@Ellis Expert' }).click();
  const box = comments.getByRole('textbox', { name: 'Comment' });
  await box.press('End');
  await box.pressSequentially('<b>left</b> or right?');
  await comments.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(comments.locator('.comment-body')).toHaveText('@Ellis Expert <b>left</b> or right?');

  await signIn(context, 'expert');
  await page.goto('/');
  await page.getByRole('button', { name: 'News for you: 1 unread' }).click();
  await page.getByRole('button', { name: 'Morgan Manager named you' }).click();
  await expect(page.locator('.comment-body')).toContainText('or right?');
  await expect(page.getByRole('button', { name: 'News for you: nothing unread' })).toBeVisible();
});

test('a comment is written from the claim or the region that it is about, and leads back to it', async ({
  page,
  context,
}) => {
  await signIn(context, 'manager');
  await page.goto(await itemPage(page, 'shadow-in-the-left-lung'));
  const claim = page.locator('th[data-claim=c1]').first();
  await claim.getByRole('button', { name: 'Comment on this claim' }).click();
  const writing = page.locator('#new-comment');
  const box = writing.getByRole('textbox', { name: 'Comment' });
  await expect(box).toBeFocused();
  const words = (await claim.textContent())?.trim() ?? '';
  await expect(writing.getByLabel('About').locator('option:checked')).toHaveText(words);
  await page.keyboard.type('which side is it?');
  await page.keyboard.press('Control+Enter');
  const thread = page.locator('.comment-thread', { hasText: 'which side is it?' });
  await expect(thread).toContainText(`About ${words}`);
  await expect(box).toHaveValue('');

  await page.getByRole('button', { name: 'Comment on this region' }).first().click();
  await expect(box).toBeFocused();
  await page.keyboard.type('drawn too wide');
  await page.keyboard.press('Control+Enter');
  const region = page.locator('.comment-thread', { hasText: 'drawn too wide' });
  await expect(region).toContainText('(sample): ');

  // Each leads back; the address alone does as well.
  await thread.getByRole('link').click();
  await expect(claim).toBeFocused();
  await region.getByRole('link').click();
  await expect(page.locator('.compare-marks .evidence:focus')).toBeVisible();
  await expect(page).toHaveURL(/region=/);
  await page.goto(`${await itemPage(page, 'shadow-in-the-left-lung')}?claim=c2`);
  await expect(page.locator('th[data-claim=c2]').first()).toBeFocused();
});
