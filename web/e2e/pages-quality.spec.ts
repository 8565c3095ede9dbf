// Numbers lead to the items behind them, and matrices are saved as they are seen.
import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { signIn } from './work-people';

test.beforeEach(({ context }) => signIn(context, 'manager').then(() => undefined));

test('a cell of the matrix shows its items, by keyboard too', async ({ page }) => {
  await page.goto('/p/photo-captions/quality');
  await page.getByRole('button', { name: /^Supported with Supported: / }).click();
  await expect(page.getByRole('heading', { name: '“Supported” twice' })).toBeVisible();
  const places = page.locator('#disputed').getByText(/^On \d+ places/);
  await expect(places).toBeVisible();
  await expect(page.locator('#disputed .disputed-card').first()).toContainText('Supported');

  await page.getByRole('button', { name: /^Supported with Contradicted: / }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '“Supported” against “Contradicted”' })).toBeVisible();
  await expect(page.locator('#disputed .disputed-card').first()).toContainText('Contradicted');
});

test('a matrix is saved as a drawing that needs no style sheet', async ({ page }) => {
  await page.goto('/p/photo-captions/quality');
  const plot = page.getByRole('region', { name: /are confused most/ });
  await plot.getByRole('button', { name: 'Save' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
  const file = await (await saving).path();
  const svg = await readFile(file, 'utf8');
  expect(svg).toContain('Partly supported');
  expect(svg).toMatch(/fill: rgb\(/);
  expect(svg).not.toContain('color(srgb');
});

test('links and attributes of everybody stand side by side', async ({ page }) => {
  await page.goto('/p/grounded-descriptions/items?q=astronaut');
  await page.locator('.item-link').first().click();
  const regions = page.getByRole('region', { name: 'Regions', exact: true });
  await expect(regions.getByRole('row', { name: /Mention “astronaut”/ })).toContainText(
    'Can it be pointed at?',
  );
  const links = page.getByRole('region', { name: 'Links', exact: true });
  await expect(links.getByRole('row', { name: /refers to Thing/ }).first()).toContainText('linked');
});
