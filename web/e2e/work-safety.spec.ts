// Nothing is lost: without connection, with a killed page, an ended session, a lost lease, another tab, another draft.
import { expect, test, type Page } from '@playwright/test';
import { demoPeople, openWork, saved, signIn } from './work-people';

const PROJECT = 'short-reviews';

async function note(page: Page, text: string): Promise<void> {
  await page.locator('.claim-current, .question-current').first().waitFor();
  await page.keyboard.press('Shift+N');
  await page.locator('.work-note').fill(text);
}

async function assignmentOf(page: Page): Promise<string> {
  const request = await page.waitForRequest(
    (each) => each.url().includes('/draft') && each.method() === 'PUT',
  );
  return new URL(request.url()).pathname.split('/').at(-2) ?? '';
}

/** Answers every question with its first option. */
async function answerAll(page: Page): Promise<void> {
  for (let step = 0; step < 8; step += 1) {
    if (await page.locator('.bottombar-ready').isVisible()) return;
    await page.keyboard.press('Digit1');
    await page.keyboard.press('j');
  }
}

test.beforeEach(async ({ context }) => {
  await signIn(context, 'annotator', 1);
});

test('what is done without connection is kept, survives the page, and is sent afterwards', async ({
  page,
  context,
}) => {
  await openWork(page, PROJECT);
  await context.setOffline(true);
  await note(page, 'written offline');
  await expect(page.locator('.save-mark')).toContainText('offline, kept here');
  await page.close();
  await context.setOffline(false);

  const again = await context.newPage();
  await openWork(again, PROJECT);
  await expect(again.locator('.work-note')).toHaveValue('written offline');
  await saved(again);
});

test('a submission without connection waits, and goes out when it is back', async ({ page, context }) => {
  await openWork(page, PROJECT);
  const before = await page.locator('.pane-text').textContent();
  await answerAll(page);
  await saved(page);
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.pane-text')).not.toHaveText(before ?? '');
  await expect(page.locator('.save-mark')).toContainText('1 kept here');
  const arrived = page.waitForResponse((reply) => reply.url().endsWith('/annotations') && reply.ok());
  await context.setOffline(false);
  await arrived;
  await saved(page);
});

test('an ended session is renewed in place', async ({ page, context }) => {
  await openWork(page, PROJECT);
  await saved(page);
  await context.clearCookies();
  await note(page, 'after the session ended');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(dialog).toBeVisible();
  const person = (await demoPeople(context)).filter((each) => each.role === 'annotator')[1];
  await dialog.getByLabel('Email').fill(person?.email ?? '');
  await dialog.getByLabel('Password').fill(person?.password ?? '');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await saved(page);
  await expect(page.locator('.work-note')).toHaveValue('after the session ended');
});

test('a second tab says so and can take over', async ({ page, context }) => {
  await openWork(page, PROJECT);
  await note(page, 'from the first tab');
  const second = await context.newPage();
  await second.goto(`/p/${PROJECT}/work`);
  await second.getByRole('button', { name: 'Work here' }).click();
  await expect(second.locator('.work-note')).toHaveValue('from the first tab');
  await expect(page.getByRole('button', { name: 'Work here' })).toBeVisible();
});

test('a draft that was saved elsewhere is shown, and both are kept', async ({ page, context }) => {
  await openWork(page, PROJECT);
  const [assignment] = await Promise.all([assignmentOf(page), note(page, 'mine')]);
  await saved(page);
  const task = await (await context.request.get(`/api/assignments/${assignment}`)).json();
  const theirs = { ...task.draft.body, draft: { ...task.draft.body.draft, note: 'theirs' } };
  const put = await context.request.put(`/api/assignments/${assignment}/draft`, {
    data: { body: theirs, client: 'another tab' },
    headers: { 'If-Match': `"${task.draft.revision}"`, 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(put.ok()).toBe(true);
  await page.locator('.work-note').fill('mine again');
  const dialog = page.getByRole('dialog', { name: 'Another tab saved this item' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Take the other one' }).click();
  await expect(page.locator('.work-note')).toHaveValue('theirs');
  await page.locator('.work-note').press('Escape');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.work-note')).toHaveValue('mine again');
  await saved(page);
});

test('a lease that ended does not end the work', async ({ page, context }) => {
  await openWork(page, PROJECT);
  const [assignment] = await Promise.all([assignmentOf(page), note(page, 'still mine')]);
  await saved(page);
  const released = await context.request.post(`/api/assignments/${assignment}/release`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(released.ok()).toBe(true);
  await page.locator('.work-note').press('Escape');
  await answerAll(page);
  const reply = page.waitForResponse((each) => each.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const { annotation } = await (await reply).json();
  expect(annotation.late).toBe(true);
});

test('one person never sees what another keeps', async ({ page, context }) => {
  await openWork(page, PROJECT);
  await context.setOffline(true);
  await note(page, 'a secret of the second annotator');
  await expect(page.locator('.save-mark')).toContainText('offline, kept here');
  await page.close();
  await context.setOffline(false);
  await context.clearCookies();
  await signIn(context, 'annotator', 0);
  const other = await context.newPage();
  const requests: string[] = [];
  other.on('request', (request) => requests.push(request.postData() ?? ''));
  await openWork(other, PROJECT);
  await other.waitForTimeout(1500);
  expect(requests.join()).not.toContain('a secret of the second annotator');
  await expect(other.locator('.bottombar')).not.toContainText('secret');
});
