// A project of a test's own, and people who join it, so that no test takes another one's items.
import { expect, test, type APIRequestContext, type BrowserContext } from '@playwright/test';

export const SAME_ORIGIN = { 'Sec-Fetch-Site': 'same-origin' };
export const PASSWORD = 'a sentence to remember';

const CAPTIONS = [
  'A cup stands on a table. The cup is blue. Steam rises from it.',
  'Somebody looks up. It is dark outside. A lamp burns.',
  'There is water. There are two boats. The sky is grey.',
];

interface Project {
  readonly slug: string;
  /** For one person, once. */
  invite(): Promise<string>;
}

/** A caption check of three items with photographs of the samples; each item is wanted `overlap` times. */
export async function captionProject(
  manager: BrowserContext,
  title: string,
  overlap: number,
): Promise<Project> {
  const api = manager.request;
  const policy = { overlap: { type: 'fixed', n: overlap }, order: 'sequence', lease_minutes: 60 };
  const { repeatEachIndex, retry } = test.info();
  const made = await post<{ slug: string }>(api, '/api/projects', {
    title: [title, repeatEachIndex, retry].filter(Boolean).join(' '),
    template: 'caption-check',
    policy,
  });
  const photo = await samplePhoto(api);
  const rows = CAPTIONS.map((caption, n) =>
    JSON.stringify({ id: `item-${n}`, slots: { image: 'photo.jpg', caption } }),
  );
  const started = await api.post(`/api/projects/${made.slug}/items`, {
    headers: SAME_ORIGIN,
    multipart: {
      rows: { name: 'items.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(rows.join('\n')) },
      photo: { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo },
    },
  });
  const { job }: { job: { id: string } } = await started.json();
  const finished = async () =>
    (await (await api.get(`/api/jobs/${job.id}`)).json()) as { state: string; n_problems: number };
  await expect.poll(finished).toMatchObject({ state: 'done', n_problems: 0 });
  const invite = async () => {
    const path = `/api/projects/${made.slug}/invitations`;
    const { url } = await post<{ url: string }>(api, path, { role: 'annotator' });
    return url.slice(url.indexOf('#') + 1);
  };
  return { slug: made.slug, invite };
}

/** Makes an account out of an invitation; the context is signed in afterwards. */
export async function join(
  context: BrowserContext,
  project: Project,
  name: string,
): Promise<{ email: string; password: string }> {
  const email = `${name.toLowerCase()}-${project.slug}@example.org`;
  const token = await project.invite();
  await post(context.request, `/api/invitations/${token}/accept`, { name, email, password: PASSWORD });
  return { email, password: PASSWORD };
}

const WRONG = {
  aspect: 'default',
  value: 'contradicted',
  evidence: [{ none: 'absent' }],
  errors: [{ type: 'attribute' }],
  rationale: 'It is red.',
};

interface Task {
  readonly assignment: { id: string };
  readonly item: { claim_sets: readonly { claims: readonly { id: string }[] }[] };
}

/** Takes the next item and finds everything right, or the second claim wrong, without a browser. */
export async function annotateNext(
  context: BrowserContext,
  slug: string,
  id: string,
  second: 'supported' | 'contradicted' = 'supported',
): Promise<{ late: boolean; surplus: boolean }> {
  const task = await post<Task>(context.request, `/api/projects/${slug}/assignments/next`, {});
  const claims = task.item.claim_sets[0]?.claims ?? [];
  const verdict = { aspect: 'default', value: 'supported', evidence: [], errors: [] };
  const other = second === 'supported' ? verdict : WRONG;
  const target = { on: 'item' };
  const annotation = {
    id,
    outcome: { type: 'complete' },
    verdicts: claims.map((claim, n) => ({ claim: claim.id, ...(n === 1 ? other : verdict) })),
    answers: [
      { question: 'accuracy', target, value: 5 },
      { question: 'completeness', target, value: 4 },
    ],
  };
  const body = { assignment: task.assignment.id, annotation, next: false };
  const path = `/api/projects/${slug}/annotations`;
  return (await post<{ annotation: { late: boolean; surplus: boolean } }>(context.request, path, body))
    .annotation;
}

export async function samplePhoto(api: APIRequestContext): Promise<Buffer> {
  const list: { items: { id: string; external_id: string }[] } = await (
    await api.get('/api/projects/photo-captions/items?q=espresso')
  ).json();
  const view: { media: Record<string, { original: string }> } = await (
    await api.get(`/api/projects/photo-captions/items/${list.items[0]?.id}`)
  ).json();
  const [picture] = Object.values(view.media);
  return (await api.get(picture?.original ?? '')).body();
}

export async function post<T>(api: APIRequestContext, path: string, data: object): Promise<T> {
  const reply = await api.post(path, { data, headers: SAME_ORIGIN });
  if (!reply.ok()) throw new Error(`${path} answered ${reply.status()}: ${await reply.text()}`);
  const text = await reply.text();
  return JSON.parse(text === '' ? 'null' : text) as T;
}
