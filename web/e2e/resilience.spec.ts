// Nothing is lost while somebody draws: no network, no session, no lease, two tabs, a killed browser.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { draftOnServer, inBrowser, type Kept } from './support/kept';
import { startKillable } from './support/killable';
import { answer, pressAll } from './support/keyboard';
import { annotateNext, captionProject, join, PASSWORD, post, SAME_ORIGIN } from './support/project';
import { openWork, saved, signIn } from './work-people';

const ULIDS = ['01J00000000000000000000001', '01J00000000000000000000002'] as const;

test.describe.configure({ timeout: 120_000 });

test('the network goes while a polygon is half drawn', async ({ page, browser }) => {
  const { assignment } = await begin(page, browser, 'Cut off');
  await beginPolygon(page);
  await page.context().setOffline(true);
  await endPolygon(page);
  await judgeAll(page);
  await expect(page.locator('.save-mark')).toContainText('offline, kept here');
  await expect.poll(() => keptRegions(page)).toBe('polygon');

  await page.context().setOffline(false);
  await saved(page);
  expect((await draftOnServer(page.context(), assignment))?.regions).toHaveLength(1);
  const sent = await submit(page);
  expect(sent.regions[0]?.selector.type).toBe('polygon');
});

test('answers of the server that are lost on the way are no conflict', async ({ page, browser }) => {
  const { assignment } = await begin(page, browser, 'Lost answers');
  let lost = 0;
  await page.route('**/draft', async (route) => {
    if (lost >= 2) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await beginPolygon(page);
  await endPolygon(page);
  await judgeAll(page);
  await expect.poll(() => lost).toBe(2);
  await saved(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const draft = await draftOnServer(page.context(), assignment);
  expect(draft?.regions).toHaveLength(1);
  expect(draft?.verdicts).toHaveLength(3);
});

test('a session that ended on the server is renewed in place, and the submission goes out', async ({
  page,
  browser,
}) => {
  const { email, slug } = await begin(page, browser, 'Signed out');
  await beginPolygon(page);
  await endPolygon(page);
  await judgeAll(page);
  await saved(page);
  const context = page.context();
  const cookies = await context.cookies();
  await context.request.delete('/api/session', { headers: SAME_ORIGIN });
  await context.addCookies(cookies);

  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('Password').fill(PASSWORD);
  const sending = page.waitForResponse((reply) => reply.url().endsWith('/annotations') && reply.ok());
  await page.keyboard.press('Enter');
  await sending;
  await expect(dialog).toBeHidden();
  await expect(page.locator('.topbar-progress')).toContainText('1 of');
  expect(await submitted(page, slug)).toBe(1);
});

test('a lease that ended and was taken by others: what is submitted is kept, and the person is told', async ({
  page,
  browser,
}) => {
  const { slug, assignment, manager, project } = await begin(page, browser, 'Late');
  await beginPolygon(page);
  await post(page.context().request, `/api/assignments/${assignment}/release`, {});
  for (const [index, id] of ULIDS.entries()) {
    const other = await browser.newContext();
    await join(other, project, `Other${index}`);
    expect(await annotateNext(other, slug, id)).toMatchObject({ late: false, surplus: false });
    await other.close();
  }
  await endPolygon(page);
  await judgeAll(page);
  const sent = await submit(page);
  expect(sent.receipt).toMatchObject({ late: true, surplus: true });
  await expect(page.locator('.topbar-note')).toContainText('full meanwhile; yours is kept');
  await expect(page.locator('.claim-item').first()).toContainText('Somebody looks up');

  const items = await (await manager.request.get(`/api/projects/${slug}/items?q=cup`)).json();
  const view = await (await manager.request.get(`/api/projects/${slug}/items/${items.items[0].id}`)).json();
  expect(view.annotations).toHaveLength(3);
  const mine = view.annotations.find((each: { surplus: boolean }) => each.surplus);
  expect(mine.body.regions).toHaveLength(1);
});

test('a second tab says so, takes over with everything, and gives it back', async ({ page, browser }) => {
  const { slug } = await begin(page, browser, 'Two tabs');
  await beginPolygon(page);
  await endPolygon(page);
  const second = await page.context().newPage();
  await second.goto(`/p/${slug}/work`);
  await expect(second.getByText('You are working on this project in another tab')).toBeVisible();
  await second.getByRole('button', { name: 'Work here' }).click();
  await expect(second.locator('.evidence-piece')).toHaveCount(1);

  await expect(page.getByText('You are working on this project in another tab')).toBeVisible();
  await expect(second.locator('.claim-current')).toBeFocused();
  await pressAll(second, 'j', 'Digit1');
  await page.getByRole('button', { name: 'Work here' }).click();
  await expect(page.locator('.evidence-piece')).toHaveCount(1);
  await expect(page.locator('.claim-item').nth(1)).toContainText('Supported');
  await expect(second.getByRole('button', { name: 'Work here' })).toBeVisible();
});

test('two drafts of one item: both are shown, and the one that is chosen stands', async ({
  page,
  browser,
}) => {
  const { assignment } = await begin(page, browser, 'Two drafts');
  await pressAll(page, 'Digit1');
  await saved(page);
  const task = await (await page.context().request.get(`/api/assignments/${assignment}`)).json();
  const theirs = { ...task.draft.body, draft: { ...task.draft.body.draft, note: 'from the other computer' } };
  const stored = await page.context().request.put(`/api/assignments/${assignment}/draft`, {
    data: { body: theirs, client: 'the other computer' },
    headers: { 'If-Match': `"${task.draft.revision}"`, ...SAME_ORIGIN },
  });
  expect(stored.ok()).toBe(true);

  await beginPolygon(page);
  await endPolygon(page);
  const dialog = page.getByRole('dialog', { name: 'Another tab saved this item' });
  await expect(dialog).toContainText('1 regions, 1 verdicts');
  await expect(dialog).toContainText('0 regions, 1 verdicts');
  await expect(dialog).toContainText('from the other computer');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await saved(page);
  const draft = await draftOnServer(page.context(), assignment);
  expect(draft?.regions).toHaveLength(1);
  expect(draft?.note).toBe('');
});

test('a browser that is killed offline has the draft and the submission when it starts again', async ({
  browser,
}) => {
  const profile = await mkdtemp(path(tmpdir(), 'crosscheck-profile-'));
  let killable = await startKillable(profile);
  let page = killable.context.pages()[0] ?? (await killable.context.newPage());
  const { email, slug, assignment } = await begin(page, browser, 'Killed');
  const startAgain = async () => {
    await killable.kill();
    killable = await startKillable(profile);
    page = killable.context.pages()[0] ?? (await killable.context.newPage());
    await post(killable.context.request, '/api/session', { email, password: PASSWORD });
    await openWork(page, slug);
    await expect(page.locator('.claim-current')).toBeFocused();
  };

  await beginPolygon(page);
  await killable.context.setOffline(true);
  await endPolygon(page);
  await expect.poll(() => keptRegions(page)).toBe('polygon');
  await startAgain();
  await expect(page.locator('.evidence-piece')).toHaveCount(1);
  await saved(page);
  expect((await draftOnServer(killable.context, assignment))?.regions).toHaveLength(1);

  await judgeAll(page);
  await saved(page);
  await killable.context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await inBrowser(page, 'submissions')).length).toBe(1);
  await startAgain();
  await expect.poll(() => submitted(page, slug)).toBe(1);
  await expect.poll(async () => (await inBrowser(page, 'submissions')).length).toBe(0);
  await expect(page.locator('.claim-item').first()).toContainText('Somebody looks up');
  await killable.context.close();
  await rm(profile, { recursive: true });
});

/** A project of its own, with somebody who has its first item on the desk. */
async function begin(page: Page, browser: Browser, title: string) {
  const manager = await browser.newContext();
  await signIn(manager, 'manager');
  const project = await captionProject(manager, title, 2);
  const { email } = await join(page.context(), project, 'Nima');
  const [reply] = await Promise.all([
    page.waitForResponse((each) => each.url().endsWith('/assignments/next')),
    openWork(page, project.slug),
  ]);
  const task: { assignment: { id: string } } = await reply.json();
  await expect(page.locator('.claim-current')).toBeFocused();
  return { project, slug: project.slug, manager, email, assignment: task.assignment.id };
}

/** Begins a polygon as evidence of the claim in focus, and leaves it open after two corners. */
async function beginPolygon(page: Page): Promise<void> {
  await page.keyboard.press('e');
  await expect(page.locator('.stage-banner')).toContainText('evidence for claim 1');
  await pressAll(page, 'p', 'Enter', 'Enter', 'Control+ArrowRight', 'Enter');
}

async function endPolygon(page: Page): Promise<void> {
  await pressAll(page, 'Control+ArrowDown', 'Enter', 'Shift+Enter');
  await expect(page.locator('.claim-current .evidence-piece')).toHaveCount(1);
  await expect(page.locator('.claim-current')).toBeFocused();
}

/** Finds all three claims right, from the first on, and answers both questions. */
async function judgeAll(page: Page): Promise<void> {
  await pressAll(page, 'Digit1', 'j', 'Digit1', 'j', 'Digit1');
  await answer(page, 4, 3);
  await expect(page.locator('.bottombar-ready')).toBeVisible();
}

async function submit(page: Page) {
  const sending = page.waitForResponse((reply) => reply.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const reply = await sending;
  expect(reply.status()).toBe(200);
  const { annotation }: { annotation: { regions: { selector: { type: string } }[] } } = reply
    .request()
    .postDataJSON();
  const receipt: { late: boolean; surplus: boolean } = (await reply.json()).annotation;
  return { regions: annotation.regions, receipt };
}

/** The shapes of the draft that the browser keeps for the server. */
async function keptRegions(page: Page): Promise<string> {
  const drafts = (await inBrowser<Kept>(page, 'drafts')).filter((kept) => kept.dirty);
  return drafts.flatMap((kept) => kept.body.draft.regions.map((region) => region.selector.type)).join(' ');
}

async function submitted(page: Page, slug: string): Promise<number> {
  const reply = await page.context().request.get(`/api/projects/${slug}/my-work`);
  const { items }: { items: object[] } = await reply.json();
  return items.length;
}
