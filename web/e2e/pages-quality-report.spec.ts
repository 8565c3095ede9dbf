// How far texts hold, what people disagree about, and what they talk about.
import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { signIn } from './work-people';

test('a contradicted share leads to its items, and the report is saved as a table and a drawing', async ({
  page,
  context,
}) => {
  await signIn(context, 'manager');
  await page.goto('/p/photo-captions/quality');
  const plot = page.getByRole('region', { name: /^model B is contradicted most/ });
  await expect(plot).toContainText(
    'Claims that rest on ground truth: 0; on what most of several people say: ',
  );
  await plot.getByRole('button', { name: /^model B: Contradicted: 40% \[/ }).click();
  const behind = page.getByRole('region', { name: 'model B: Contradicted' });
  await expect(behind).toContainText('On 3 items.');
  await expect(behind.getByRole('link', { name: 'espresso' })).toBeVisible();
  await expect(behind).toContainText('Wrong attribute');

  let saving = page.waitForEvent('download');
  await plot.getByRole('link', { name: 'Table (CSV)' }).click();
  const table = await readFile(await (await saving).path(), 'utf8');
  expect(table).toMatch(/^by,value,what,id,n,of,share,low,high/);
  expect(table).toMatch(/metadata\/source,model B,holds,contradicted,4,10,0\.4,/);

  saving = page.waitForEvent('download');
  await plot.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
  const svg = await readFile(await (await saving).path(), 'utf8');
  expect(svg).toContain('caption A');
  expect(svg).toMatch(/fill: rgb\(/);

  await plot.getByRole('combobox', { name: 'Told apart by' }).selectOption({ label: 'kind of claim' });
  const byKind = page.getByRole('region', { name: /is contradicted most/ });
  await expect(byKind.getByRole('table')).toContainText('Attribute');
});

test('a label that people disagree about is put on the list, and closed with an outcome', async ({
  page,
  context,
}) => {
  await signIn(context, 'expert');
  await page.goto('/p/photo-captions/quality');
  const labels = page.getByRole('region', { name: /^People disagree most about/ });
  await labels.getByRole('button', { name: /^Contradicted \(Verdict\): show the/ }).click();
  const places = page.locator('#split-places');
  await places.getByRole('button', { name: 'Discuss' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What should people talk about?').fill('Is half wrong wrong?');
  await dialog.getByRole('button', { name: 'Put on the list' }).click();
  const list = page.getByRole('region', { name: 'To talk about' });
  await expect(list).toContainText('Is half wrong wrong?');
  await expect(list.locator('.votes')).toContainText('Ada');

  await list.getByRole('button', { name: 'Close with an outcome' }).click();
  await dialog.getByLabel('Outcome').fill('Half wrong is partly supported.');
  await dialog.getByLabel('Guideline version that says it now').selectOption('1');
  await dialog.getByRole('button', { name: 'Close with an outcome' }).click();
  await expect(list).toContainText('Nothing is on the list');
  await list.getByText('1 closed').click();
  await expect(list).toContainText('Closed: Half wrong is partly supported. (guideline of version 1)');
});

test('whoever reviews an item rates reasons, and the quality page tells how many are good', async ({
  page,
  context,
}) => {
  await signIn(context, 'expert');
  await page.goto('/p/disputed-reports/decide');
  await page.getByRole('button', { name: /^Review/ }).click();
  const reason = page.getByRole('group', { name: /^How good the reason of R\d is$/ }).first();
  await reason.getByRole('button', { name: 'thin' }).click();
  await expect(reason.getByRole('button', { name: 'thin' })).toHaveAttribute('aria-pressed', 'true');
  await reason.getByRole('button', { name: 'good' }).click();
  await expect(reason.getByRole('button', { name: 'good' })).toHaveAttribute('aria-pressed', 'true');
  await page.goto('/p/disputed-reports/quality');
  await expect(
    page.getByRole('region', { name: '100% of the reasons that reviewers rated are good' }),
  ).toContainText('1 good, 0 thin, 0 wrong');
});

test('a guideline is taken from another project, and agreement under it is compared', async ({
  page,
  context,
}) => {
  await signIn(context, 'manager');
  await page.goto('/p/chest-reports/quality');
  const shared = page.getByRole('region', { name: '2 projects share this guideline' });
  await expect(shared).toContainText('Disputed reports');

  await page.goto('/p/short-reviews/design');
  const take = page.getByRole('region', { name: 'Take the guideline of another project' });
  await take.getByRole('combobox').selectOption({ label: 'Photo captions, version 1' });
  await take.getByRole('button', { name: 'Take it as version 2' }).click();
  await expect(take.getByRole('button', { name: 'Take it as version 3' })).toBeVisible();
  await page.goto('/p/short-reviews/quality');
  await expect(
    page.getByText(/^The guideline of version 2 was taken from version 1 of Photo captions/),
  ).toBeVisible();
});
