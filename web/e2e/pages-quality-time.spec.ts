// Agreement on places and offsets: what the page says of a small project, and where its links lead.
import { expect, test, type BrowserContext } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { ownProject } from './support/designs';
import { join, post, samplePhoto } from './support/project';
import { signIn } from './work-people';

const DESIGN = {
  title: 'Places that differ',
  slots: [
    { id: 'image', title: 'Picture', kind: 'image', role: 'context' },
    { id: 'report', title: 'Report', kind: 'text', role: 'claim_source' },
  ],
  ontology: {
    labels: [
      { id: 'thing', title: 'Thing', slots: ['image'], selectors: ['box'] },
      { id: 'name', title: 'Name', slots: ['report'], selectors: ['text'] },
    ],
  },
  claims: {
    slot: 'report',
    all_judged: false,
    error_types: [{ id: 'out_of_sync', title: 'Out of sync', offset: true }],
  },
};

const ROWS = [0, 1, 2].map((n) => ({
  id: `place-${n}`,
  slots: { image: 'photo.jpg', report: `Rex sleeps on sofa ${n}.` },
}));

interface Task {
  readonly assignment: { id: string };
  readonly item: {
    external_id?: string;
    slots: { report: readonly { text: string }[] };
    claim_sets: readonly { claims: readonly { id: string }[] }[];
  };
}

/** Marks every item; on the last one the box is somewhere else when `apart`. */
async function annotate(context: BrowserContext, slug: string, person: number, apart: boolean) {
  for (const n of ROWS.keys()) {
    const task = await post<Task>(context.request, `/api/projects/${slug}/assignments/next`, {});
    const last = task.item.slots.report[0]?.text.endsWith('2.') ?? false;
    const box = { type: 'box', x: last && apart ? 200 : 10, y: 10, width: 80, height: 60, rotation: 0 };
    const words = { type: 'text', spans: [{ start: 0, end: 3, quote: 'Rex' }] };
    const claim = task.item.claim_sets[0]?.claims[0]?.id;
    const error = { type: 'out_of_sync', severity: 1, offset_ms: 1500 + (apart ? 40 * n : 0) };
    const annotation = {
      id: `01ARZ3NDEKTSV4RR${person}${n}${slug.length.toString().padStart(2, '0')}${Date.now().toString().slice(-6)}`,
      outcome: { type: 'complete' },
      regions: [
        { id: 'box', slot: 'image', part: '0', label: 'thing', selector: box },
        { id: 'rex', slot: 'report', part: '0', label: 'name', selector: words },
      ],
      verdicts: [
        {
          claim,
          value: 'contradicted',
          evidence: [{ region: 'box', stance: 'contradicts' }],
          errors: [error],
          rationale: 'it is later',
        },
      ],
    };
    await post(context.request, `/api/projects/${slug}/annotations`, {
      assignment: task.assignment.id,
      annotation,
      next: false,
    });
  }
}

test('places, offsets and the items behind them', async ({ browser, page, context }) => {
  await signIn(context, 'manager');
  const slug = await ownProject(context, DESIGN, ROWS, await samplePhoto(context.request));
  const invite = async () => {
    const path = `/api/projects/${slug}/invitations`;
    const { url } = await post<{ url: string }>(context.request, path, { role: 'annotator' });
    return url.slice(url.indexOf('#') + 1);
  };
  for (const [person, name] of ['Ada', 'Bela'].entries()) {
    const working = await browser.newContext();
    await join(working, { slug, invite }, name);
    await annotate(working, slug, person, person === 1);
    await working.close();
  }

  await page.goto(`/p/${slug}/quality`);
  const plot = page.getByRole('region', { name: /^Places agree best in/ });
  await expect(plot).toContainText('Boxes in Picture');
  await expect(plot).toContainText('Spans in Report');
  await expect(plot).toContainText('Evidence in Picture: areas');
  await expect(plot).toContainText(/pairs of answers on 3 items, 2 people/);
  await plot.getByText('All measures, and what they mean').click();
  const first = plot.getByRole('row', { name: /Boxes in Picture F1 of matched marks/ });
  await expect(first).toContainText('0.67');
  await expect(first).toContainText('The share of marks that have a partner');

  const offsets = page.getByRole('region', { name: /^Claims are out of time by 1,5\d\d ms late/ });
  await expect(offsets.getByRole('img', { name: 'offset in milliseconds' })).toBeVisible();
  await expect(offsets).toContainText('6 offsets; 3 claims with those of several people, 0 with one');
  await offsets.getByRole('button', { name: 'Save' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as CSV' }).click();
  const csv = await readFile(await (await saving).path(), 'utf8');
  expect(csv).toContain('mean_absolute_difference');
  expect(csv).toMatch(/\r\n1500,\d\r\n/);

  const behind = page.getByRole('list', { name: 'The places behind it' });
  await expect(behind.getByRole('listitem')).toHaveCount(1);
  await expect(behind).toContainText('F1 of matched marks 0.00');
  await expect(behind).toContainText('Ada, Bela');
  await behind.getByRole('link').click();
  await expect(page).toHaveURL(/\/items\/[^?]+\?region=[^&]+%2Fbox$/);
  await expect(page.getByRole('heading', { name: 'place-2' })).toBeVisible();
});
