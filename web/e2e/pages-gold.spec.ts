// Gold from a verified item to an appeal: generated, checked by keys, handed out unseen, contested, taken back.
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { signIn } from './pages-people';
import { ulid } from '../src/editor/ulid';

const headers = { 'Sec-Fetch-Site': 'same-origin' };
const CAPTION = 'Two dogs are on a red sofa.';
const DESIGN = `title: Gold story
slots:
  - { id: note, kind: text, role: context }
  - { id: caption, kind: text, role: claim_source }
claims:
  slot: caption
`;

async function ok(request: APIRequestContext, method: 'post' | 'patch', path: string, data: unknown) {
  const reply = await request[method](path, { data, headers });
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
  return reply.status() === 204 ? null : ((await reply.json()) as Record<string, unknown>);
}

/** A project with one item of which everything is signed as right; says where it is. */
async function verified(page: Page): Promise<string> {
  const slug = `gold-${String(Date.now())}`;
  const parsed = await ok(page.request, 'post', '/api/design/check', { text: DESIGN });
  const policy = { gold: { share: 1, trusted_share: 1, trusted_at: 0.7 } };
  await ok(page.request, 'post', '/api/projects', { title: slug, slug, design: parsed?.design, policy });
  const at = `/api/projects/${slug}`;
  const row = JSON.stringify({ id: 'sofa', slots: { note: 'A photograph.', caption: CAPTION } });
  const sent = await page.request.post(`${at}/items`, {
    data: row,
    headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
  });
  expect(sent.ok()).toBe(true);
  let item = '';
  await expect
    .poll(async () => {
      const list = (await (await page.request.get(`${at}/items`)).json()) as { items: { id: string }[] };
      item = list.items[0]?.id ?? '';
      return item;
    })
    .not.toBe('');
  const facts = {
    id: '',
    outcome: { type: 'complete' },
    verdicts: [{ claim: 'c1', value: 'supported' }],
  };
  await ok(page.request, 'post', `${at}/gold`, { item, facts });
  await ok(page.request, 'post', `${at}/gold/${item}/retire`, { reason: 'only what is made of it' });
  return slug;
}

test('a proposal is checked by keys before anybody gets it, and can be contested', async ({
  page,
  browser,
}) => {
  await signIn(page, 'manager');
  const slug = await verified(page);
  await page.goto(`/p/${slug}/gold`);
  await page.getByRole('button', { name: 'Generate gold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Items without an error').fill('0');
  await dialog.getByLabel('Items with an error').fill('2');
  for (const kind of [
    'Swap a statement',
    'Deny, or affirm',
    'Flip a side',
    'Shift a cue',
    'Shift the sound',
    'Swap two events',
  ])
    await dialog.getByLabel(kind).uncheck();
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  await page.getByRole('button', { name: 'Check 2 proposals' }).click();
  await expect(page.locator('.gold-change')).toContainText('→');
  await expect(page.getByRole('heading', { name: 'As it was' })).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByRole('heading', { name: 'One proposal to check' })).toBeVisible();
  // Nothing is decided before it can be seen.
  await expect(page.getByRole('button', { name: /^Accept/ })).toBeEnabled();
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'Everything is checked' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByText('handed out', { exact: true })).toBeVisible();

  const invited = await ok(page.request, 'post', `/api/projects/${slug}/invitations`, { role: 'annotator' });
  const token = String(invited?.url).split('#')[1] ?? '';
  const theirs = await browser.newContext();
  const ann = await theirs.newPage();
  await signIn(ann, 'annotator');
  await ok(theirs.request, 'post', `/api/invitations/${token}/accept`, {});
  const next = await ok(theirs.request, 'post', `/api/projects/${slug}/assignments/next`, {});
  const assignment = (next as { assignment: { id: string } }).assignment.id;
  const annotation = {
    id: ulid(),
    outcome: { type: 'complete' },
    verdicts: [{ claim: 'c1', value: 'supported' }],
  };
  await ok(theirs.request, 'post', `/api/projects/${slug}/annotations`, { assignment, annotation });
  await ann.goto(`/p/${slug}/mine`);
  await ann.getByRole('button', { name: 'Contest' }).click();
  await ann.getByLabel('What is judged wrongly, and why').fill('Nobody can see how many there are.');
  await ann.getByRole('button', { name: 'Send' }).click();
  await expect(ann.getByText('waits for an answer')).toBeVisible();

  await page.reload();
  await page.getByLabel('Answer to the person').fill('You are right.');
  await page.getByRole('button', { name: 'Uphold and retire' }).click();
  await expect(page.getByText('upheld', { exact: true })).toBeVisible();
  await ann.reload();
  await expect(ann.getByText('Answer: You are right.')).toBeVisible();
  await theirs.close();
});
