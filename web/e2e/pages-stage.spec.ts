// The next stage: a caption that somebody wrote in one project is judged in another one, and never by who wrote it.
import { expect, test, type APIRequestContext } from '@playwright/test';
import { ulid } from '../src/editor/ulid';
import { signIn } from './work-people';

const HEADERS = { 'Sec-Fetch-Site': 'same-origin' };
const SCENE = { id: 'scene', kind: 'text', role: 'context' };

const WRITING = {
  title: 'Captions to write',
  slots: [SCENE],
  questions: [{ id: 'caption', title: 'What is to be seen?', type: 'text', required: true }],
};
const REVIEW = {
  title: 'Captions to judge',
  slots: [SCENE, { id: 'caption', title: 'Caption', kind: 'text', role: 'claim_source' }],
  claims: { slot: 'caption' },
};

async function post<T>(request: APIRequestContext, path: string, data: unknown): Promise<T> {
  const reply = await request.post(path, { data, headers: HEADERS });
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
  return reply.json() as Promise<T>;
}

/** A project whose items one person each has to answer. */
async function made(request: APIRequestContext, design: { title: string }): Promise<string> {
  const policy = { overlap: { type: 'fixed', n: 1 } };
  const path = '/api/projects';
  const { slug } = await post<{ slug: string }>(request, path, { title: design.title, design, policy });
  return slug;
}

async function invited(manager: APIRequestContext, slug: string): Promise<string> {
  const path = `/api/projects/${slug}/invitations`;
  const { url } = await post<{ url: string }>(manager, path, { role: 'annotator' });
  return url.split('#')[1] ?? '';
}

test('a caption becomes an item that somebody else judges', async ({ page, context, browser }) => {
  await signIn(context, 'manager');
  const [from, to] = [await made(page.request, WRITING), await made(page.request, REVIEW)];
  const row = JSON.stringify({ id: 'yard', slots: { scene: 'A yard in Graz' } });
  const headers = { ...HEADERS, 'Content-Type': 'application/x-ndjson' };
  expect((await page.request.post(`/api/projects/${from}/items`, { data: row, headers })).ok()).toBe(true);

  const people = await Promise.all(
    ['Ann', 'Bob'].map(async (name) => {
      const own = await browser.newContext();
      const account = { name, email: `${name}-${from}@example.org`, password: 'a sentence to remember' };
      const token = await invited(page.request, name === 'Ann' ? from : to);
      await post(own.request, `/api/invitations/${token}/accept`, account);
      return own;
    }),
  );
  const [ann, bob] = people.map((own) => own.request);
  if (!ann || !bob) throw new Error('two people were invited');
  // Who has an account already joins by the link.
  await post(ann, `/api/invitations/${await invited(page.request, to)}/accept`, {});

  let assignment = '';
  await expect(async () => {
    const task = await post<{ assignment: { id: string } }>(
      ann,
      `/api/projects/${from}/assignments/next`,
      {},
    );
    assignment = task.assignment.id;
  }).toPass();
  const answers = [{ question: 'caption', target: { on: 'item' }, value: 'Two dogs. A red sofa.' }];
  const annotation = { id: ulid(), outcome: { type: 'complete' }, answers, active_ms: 900 };
  await post(ann, `/api/projects/${from}/annotations`, { assignment, annotation, next: false });

  await page.goto(`/p/${to}/items`);
  await page.getByRole('button', { name: 'Import' }).first().press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Files' }).press('ArrowRight');
  await dialog.getByLabel('From which project').selectOption(from);
  await expect(dialog.getByLabel('Which text')).toContainText('What is to be seen?');
  await expect(dialog.getByText('1 item', { exact: true })).toBeVisible();
  await dialog.getByLabel('Of which items').selectOption('settled');
  await expect(dialog.getByText('Nothing is signed yet')).toBeVisible();
  await dialog.getByLabel('Of which items').selectOption('each');
  await dialog.getByRole('button', { name: 'Make the items' }).press('Enter');
  await expect(dialog.getByText('The items are there')).toBeVisible();

  const path = `/api/projects/${to}/assignments/next`;
  const nothing = await ann.post(path, { data: {}, headers: HEADERS });
  expect(nothing.status(), 'who wrote it gets nothing').toBe(204);
  const { item } = await post<{ item: { slots: Record<string, { text: string }[]>; metadata: object } }>(
    bob,
    path,
    {},
  );
  expect(item.slots['caption']?.[0]?.text).toBe('Two dogs. A red sofa.');
  expect(item.slots['scene']?.[0]?.text).toBe('A yard in Graz');
  expect(item.metadata).toEqual({});
  await Promise.all(people.map((own) => own.close()));
});
