// The ladder: two people differ, a third answers blind; where no two are alike, an expert settles it by keyboard, blind,
// and the page of the item tells the votes, the verdict, its evidence and who signed.
import { expect, test, type Page } from '@playwright/test';
import { openWork, signIn } from './work-people';

const PROJECT = 'disputed-reports';

/** The address of an item by the name that the sample gives it. */
async function itemPage(page: Page, name: string): Promise<string> {
  const reply = await page.request.get(`/api/projects/${PROJECT}/items`);
  const { items }: { items: { id: string; external_id: string }[] } = await reply.json();
  const found = items.find((item) => item.external_id === name);
  if (!found) throw new Error(`the sample has no item ${name}`);
  return `/p/${PROJECT}/items/${found.id}`;
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
