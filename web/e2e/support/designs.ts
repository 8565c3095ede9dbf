// Projects of a test's own out of a design and rows, for what the samples do not show.
import { expect, test, type BrowserContext } from '@playwright/test';
import { post, SAME_ORIGIN, samplePhoto } from './project';

/** A file that rows name. */
export interface OwnFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const jpeg = (buffer: Buffer): OwnFile => ({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });

/** A project with these rows as items; gives its address. */
export async function ownProject(
  manager: BrowserContext,
  design: { readonly title: string },
  rows: readonly object[],
  photo?: Buffer | OwnFile,
  film?: OwnFile,
): Promise<string> {
  const { repeatEachIndex, retry } = test.info();
  const policy = { overlap: { type: 'fixed', n: 2 }, order: 'sequence', lease_minutes: 60 };
  const { slug } = await post<{ slug: string }>(manager.request, '/api/projects', {
    title: [design.title, repeatEachIndex, retry].filter(Boolean).join(' '),
    design,
    policy,
  });
  const buffer = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
  const started = await manager.request.post(`/api/projects/${slug}/items`, {
    headers: SAME_ORIGIN,
    multipart: {
      rows: { name: 'items.jsonl', mimeType: 'application/x-ndjson', buffer },
      ...(photo ? { photo: Buffer.isBuffer(photo) ? jpeg(photo) : photo } : {}),
      ...(film ? { film } : {}),
    },
  });
  const { job }: { job: { id: string } } = await started.json();
  const finished = async () => await (await manager.request.get(`/api/jobs/${job.id}`)).json();
  await expect.poll(finished, { timeout: 30_000 }).toMatchObject({ state: 'done', n_problems: 0 });
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

/** Two pictures an item, on which things are marked that have an attribute and are asked about. */
export async function markedPictures(manager: BrowserContext, title: string): Promise<string> {
  const options = [{ id: 'yes' }, { id: 'no' }];
  const attributes = [
    { id: 'size', title: 'Size', type: 'number', required: false },
    { id: 'state', title: 'State', type: 'choice', options, required: true },
  ];
  const on = { target: 'region' };
  const design = {
    title,
    slots: [
      { id: 'left', title: 'Left', kind: 'image', role: 'context' },
      { id: 'right', title: 'Right', kind: 'image', role: 'context' },
    ],
    ontology: { labels: [{ id: 'thing', title: 'Thing', attributes }] },
    questions: [{ id: 'sharp', title: 'Is it sharp?', type: 'choice', options, on, required: true }],
  };
  const rows = ['a', 'b', 'c'].map((id) => ({ id, slots: { left: 'photo.jpg', right: 'photo.jpg' } }));
  const buffer = await samplePhoto(manager.request);
  return ownProject(manager, design, rows, { name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
}

/** Two statements, of which one may be doubted with an error or without one. */
export function doubtedText(manager: BrowserContext, title: string): Promise<string> {
  const design = {
    title,
    slots: [{ id: 'text', kind: 'text', role: 'claim_source' }],
    claims: {
      slot: 'text',
      verdicts: [
        { id: 'fine', tone: 'supported', error: 'forbidden', evidence: 'forbidden' },
        { id: 'doubtful', tone: 'partial', error: 'optional', evidence: 'forbidden' },
        {
          id: 'wrong',
          tone: 'contradicted',
          error: 'required',
          rationale: 'required',
          evidence: 'forbidden',
        },
      ],
    },
  };
  return ownProject(manager, design, [{ id: 'a', slots: { text: 'It rains. The street is dry.' } }]);
}
