// The list of items: what is spared stays as it is, and what an import could not take is found again.
import { expect, test } from '@playwright/test';
import { captionProject, SAME_ORIGIN } from './support/project';
import { signIn } from './work-people';

test('a row that is unticked after everything is the one that is spared', async ({ page, context }) => {
  await signIn(context, 'manager');
  const { slug } = await captionProject(context, 'One is spared', 1);
  await page.goto(`/p/${slug}/items`);
  const rows = page.getByRole('row');
  await rows.nth(0).getByRole('checkbox').check();
  await page.getByRole('checkbox', { name: 'Select item-1' }).uncheck();
  await expect(page.getByRole('region', { name: /is selected, but for 1/ })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Select item-0' })).toBeChecked();

  await page.getByRole('button', { name: 'Exclude', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('not ours');
  await dialog.getByRole('button', { name: 'Apply to 2 items' }).click();
  await expect(page.getByText('2 items changed')).toBeVisible();
  await expect(page.getByRole('row', { name: /item-1/ })).toContainText('open');
  await expect(page.getByRole('row', { name: /item-0/ })).toContainText('excluded');
  await expect(page.getByRole('row', { name: /item-2/ })).toContainText('excluded');
});

test('the report of an import is there after the page was left', async ({ page, context }) => {
  await signIn(context, 'manager');
  const { slug } = await captionProject(context, 'Found again', 1);
  const started = await page.request.post(`/api/projects/${slug}/items`, {
    headers: { ...SAME_ORIGIN, 'Content-Type': 'application/x-ndjson' },
    data: Buffer.from('{"id":"bad","slots":{"picture":"none.jpg"}}\n'),
  });
  const { job }: { job: { id: string } } = await started.json();
  const state = async () => (await (await page.request.get(`/api/jobs/${job.id}`)).json()).state as string;
  await expect.poll(state).toBe('done');

  await page.goto(`/p/${slug}/items`);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const earlier = page.getByRole('dialog').locator('.earlier');
  await expect(earlier.getByRole('listitem')).toHaveCount(2);
  await expect(earlier.getByRole('listitem').nth(1)).toContainText('3 new');
  await earlier.getByText('not taken').first().click();
  await expect(earlier.getByRole('link', { name: 'Download the rejected rows' })).toHaveAttribute(
    'href',
    `/api/jobs/${job.id}/rejected`,
  );
});
