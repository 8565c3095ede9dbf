// Projects of a test's own out of a design and rows, for what the samples do not show.
import { expect, type BrowserContext } from '@playwright/test';
import { post, SAME_ORIGIN } from './project';

/** A project with these rows as items; gives its address. */
export async function ownProject(
  manager: BrowserContext,
  design: { readonly title: string },
  rows: readonly object[],
): Promise<string> {
  const policy = { overlap: { type: 'fixed', n: 2 }, order: 'sequence', lease_minutes: 60 };
  const { slug } = await post<{ slug: string }>(manager.request, '/api/projects', {
    title: design.title,
    design,
    policy,
  });
  const buffer = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
  const started = await manager.request.post(`/api/projects/${slug}/items`, {
    headers: SAME_ORIGIN,
    multipart: { rows: { name: 'items.jsonl', mimeType: 'application/x-ndjson', buffer } },
  });
  const { job }: { job: { id: string } } = await started.json();
  const finished = async () => await (await manager.request.get(`/api/jobs/${job.id}`)).json();
  await expect.poll(finished).toMatchObject({ state: 'done', n_problems: 0 });
  return slug;
}

/** Arabic sentences whose words are labelled. */
export function arabicText(manager: BrowserContext): Promise<string> {
  const design = {
    title: 'Arabic words',
    slots: [{ id: 'text', kind: 'text', role: 'context' }],
    ontology: { labels: [{ id: 'name', title: 'Name', selectors: ['text'] }] },
  };
  return ownProject(manager, design, [{ id: 'a', slots: { text: 'ذهب أحمد إلى مدينة القاهرة في الصباح' } }]);
}
