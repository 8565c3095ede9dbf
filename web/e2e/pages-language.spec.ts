// The language is chosen in the preferences, and kept: frame, list of projects and workbench speak it.
import { expect, test } from '@playwright/test';
import { settled } from './support/settled';
import { openWork, signIn } from './work-people';

test('German is chosen once and spoken everywhere that an annotator works', async ({ page, context }) => {
  await signIn(context, 'annotator');
  await page.goto('/settings');
  await page.getByLabel('Language').selectOption('de');
  await expect(page.getByRole('heading', { name: 'Vorlieben' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Projekte' })).toBeVisible();
  await openWork(page, 'short-reviews');
  await settled(page);
  await expect(page.getByRole('button', { name: /Überspringen/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Abgeben und weiter/ })).toBeVisible();

  await page.goto('/settings');
  await page.getByLabel('Sprache').selectOption('en');
  await expect(page.getByRole('heading', { name: 'Preferences' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
