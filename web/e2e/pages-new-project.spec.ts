// From a template and one's own files to a project with items, an invitation and an export.
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { signIn } from './pages-people';

const TABLE = [
  'id,first,second,text,place',
  'p1,red.png,blue.png,"Two dogs sleep on a red sofa. A cat watches.",Lisbon',
  'p2,blue.png,red.png,"كلبان ينامان على أريكة حمراء 🐕🐕. قطة تنظر.",القاهرة',
  'p3,missing.png,blue.png,"Its picture is not there.",Rome',
  '',
].join('\n');

/** A picture of one colour, drawn by the browser. */
async function picture(page: Page, color: string): Promise<Buffer> {
  const data = await page.evaluate((fill) => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const context = canvas.getContext('2d');
    if (context) {
      context.fillStyle = fill;
      context.fillRect(0, 0, 320, 240);
    }
    return canvas.toDataURL('image/png');
  }, color);
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
}

test('two pictures and a text an item, twelve labels, Arabic and emoji', async ({ page }) => {
  await signIn(page, 'manager');
  await page.goto('/new?template=caption-compare');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      { name: 'pairs.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) },
      { name: 'red.png', mimeType: 'image/png', buffer: await picture(page, '#c33') },
      { name: 'blue.png', mimeType: 'image/png', buffer: await picture(page, '#33c') },
    ]);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText('A cat watches.').first()).toBeVisible();

  await page.getByLabel('Title').fill('My own pairs');
  await page.getByRole('button', { name: 'Add several' }).click();
  const names = Array.from({ length: 12 }, (_, n) => `Thing ${n + 1}`);
  await page.getByRole('textbox', { name: 'Add several' }).fill(names.join('\n'));
  await page.getByRole('button', { name: 'Add 12 labels' }).click();
  await expect(page.getByLabel('Name of label 12')).toHaveValue('Thing 12');

  await page.getByRole('button', { name: 'Start and import 3 files' }).click();
  await expect(page.getByRole('heading', { name: 'The project is ready' })).toBeVisible();
  await expect(page.getByText('1 row was not taken')).toBeVisible();
  await expect(page.getByText('line 4')).toBeVisible();

  await page.getByRole('link', { name: 'Invite people' }).click();
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByLabel('Invitation link')).toHaveValue(/\/join#\w+/);
  await page.getByRole('button', { name: 'Done' }).click();

  const pages = page.getByRole('navigation', { name: 'Project' });
  await pages.getByRole('link', { name: 'Items' }).click();
  await expect(page.getByRole('link', { name: /كلبان ينامان/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Its picture/ })).toHaveCount(0);

  await pages.getByRole('link', { name: 'Exports' }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).first().click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
  expect(lines.filter((line) => line.includes('🐕🐕'))).toHaveLength(1);
});

test('a mistake in the design file is shown at its line, and nothing can be started', async ({ page }) => {
  await signIn(page, 'manager');
  await page.goto('/new?template=text-sentiment');
  await page.getByRole('tab', { name: 'File' }).click();
  const file = page.getByLabel('Design file, YAML');
  const text = await file.inputValue();
  await file.fill(text.replace('kind: text', 'kind: smell'));
  await expect(page.getByRole('button', { name: /^line \d+$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled();
  await file.fill(text);
  await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled();
});

test('items are found by a link, and changed many at a time with the count shown first', async ({ page }) => {
  await signIn(page, 'manager');
  await page.goto('/p/short-reviews/items?state=open&sort=newest');
  await expect(page.getByRole('button', { name: 'Remove the filter open' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select everything that the filters show' }).check();
  await page.getByRole('button', { name: 'Set priority' }).click();
  await page.getByRole('spinbutton', { name: 'Priority' }).fill('7');
  await page.getByRole('button', { name: /Apply to \d+ items/ }).click();
  await expect(page.getByText(/\d+ items changed/)).toBeVisible();
  await expect(page.getByText('priority 7').first()).toBeVisible();
});

test('who may not make a project is not led into making one', async ({ page }) => {
  await signIn(page, 'annotator');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Photo captions' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New project' })).toHaveCount(0);
  await page.goto('/new?template=caption-check');
  await expect(page.getByRole('heading', { name: 'You may not make projects here' })).toBeVisible();
});

test('the preview says why a zip shows nothing', async ({ page }) => {
  await signIn(page, 'manager');
  await page.goto('/new?template=caption-check');
  const file = { name: 'items.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await expect(page.getByText('A zip is unpacked on the server')).toBeVisible();
});
