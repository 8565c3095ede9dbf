// Calibration rounds: refused where items are too few, opened, answered by two people, closed; the plot tells the rest.
import {
  expect,
  test,
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { ulid } from '../src/editor/ulid';
import { signIn } from './work-people';

const HEADERS = { 'Sec-Fetch-Site': 'same-origin' };

const DESIGN = {
  title: 'Captions of a round',
  slots: [{ id: 'caption', kind: 'text', role: 'claim_source' }],
  questions: [
    {
      id: 'fit',
      title: 'Fit',
      type: 'choice',
      required: true,
      options: [{ id: 'good' }, { id: 'bad' }],
    },
  ],
};

async function post<T>(request: APIRequestContext, path: string, data: unknown): Promise<T> {
  const reply = await request.post(path, { data, headers: HEADERS });
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
  return reply.json() as Promise<T>;
}

async function importItems(request: APIRequestContext, slug: string, n: number): Promise<void> {
  const lines = Array.from({ length: n }, (_, i) =>
    JSON.stringify({ id: `r${i}`, slots: { caption: `Caption ${i}` } }),
  );
  const headers = { ...HEADERS, 'Content-Type': 'application/x-ndjson' };
  const reply = await request.post(`/api/projects/${slug}/items`, { data: lines.join('\n'), headers });
  const { job }: { job: { id: string } } = await reply.json();
  await expect(async () => {
    const found: { state: string } = await (await request.get(`/api/jobs/${job.id}`)).json();
    expect(found.state).toBe('done');
  }).toPass();
}

/** Somebody with a new account in the project. */
async function joined(browser: Browser, manager: Page, slug: string, name: string): Promise<BrowserContext> {
  const path = `/api/projects/${slug}/invitations`;
  const { url } = await post<{ url: string }>(manager.request, path, { role: 'annotator' });
  const context = await browser.newContext();
  const account = { name, email: `${name}-${slug}@example.org`, password: 'a sentence to remember' };
  await post(context.request, `/api/invitations/${url.split('#')[1]}/accept`, account);
  return context;
}

/** Answers `n` items by the parity of their numbers. */
async function answer({ request }: BrowserContext, slug: string, n: number): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    const { assignment, item } = await post<{
      assignment: { id: string };
      item: { slots: { caption: { text: string }[] } };
    }>(request, `/api/projects/${slug}/assignments/next`, { design_version: 1 });
    const odd = Number(item.slots.caption[0]?.text.split(' ')[1]) % 2 === 1;
    const answers = [{ question: 'fit', target: { on: 'item' }, value: odd ? 'good' : 'bad' }];
    const annotation = { id: ulid(), outcome: { type: 'complete' }, answers, active_ms: 900 };
    await post(request, `/api/projects/${slug}/annotations`, {
      assignment: assignment.id,
      annotation,
      next: false,
    });
  }
}

test('a lead opens a round, sees how people agree, and closes it', async ({ page, context, browser }) => {
  await signIn(context, 'manager');
  const { slug } = await post<{ slug: string }>(page.request, '/api/projects', {
    title: DESIGN.title,
    design: DESIGN,
  });
  await importItems(page.request, slug, 6);
  const people = [await joined(browser, page, slug, 'Ann'), await joined(browser, page, slug, 'Bob')];

  await page.goto(`/p/${slug}/quality`);
  await page.getByRole('link', { name: 'Calibration rounds' }).press('Enter');
  await page.getByRole('button', { name: 'Open the first round' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What it is about').fill('a first look');
  await dialog.getByRole('button', { name: 'Open the round' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('6 items are left');
  await dialog.getByLabel('Items').fill('4');
  await dialog.getByRole('button', { name: 'Open the round' }).press('Enter');
  const round = page.getByRole('region', { name: 'Round 1 · a first look' });
  await expect(round).toContainText('0 of 4');
  await expect(page.getByRole('button', { name: 'Open a round' })).toBeDisabled();

  for (const person of people) {
    await answer(person, slug, 4);
    await person.close();
  }
  await expect(round.getByText('4 of 4')).toHaveCount(2);
  await expect(round.getByRole('row', { name: /^Fit/ })).toContainText('8');
  await round.getByRole('button', { name: 'Close the round' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Open a round' })).toBeEnabled();
  await expect(round).toContainText('No place of the round is disputed.');
});
