// Every page of a project in light and dark: it shows its heading, and axe finds nothing serious.
import { expect, test } from '@playwright/test';
import { signIn } from './pages-people';
import { serious } from './support/axe';
import { settled } from './support/settled';

const PAGES: readonly [address: string, heading: string][] = [
  ['/', 'Projects'],
  ['/new', 'What should people do?'],
  ['/new?template=caption-compare', 'Make it yours'],
  ['/settings', 'Preferences'],
  ['/p/photo-captions', 'Photo captions'],
  ['/p/photo-captions/items', 'Items'],
  ['/p/photo-captions/quality', 'Quality'],
  ['/p/photo-captions/gold', 'Gold'],
  ['/p/photo-captions/people', 'People'],
  ['/p/photo-captions/exports', 'Exports'],
  ['/p/photo-captions/design', 'Design'],
  ['/p/photo-captions/settings', 'Settings'],
  ['/p/photo-captions/audit', 'Audit log'],
  ['/p/no-such-project/nowhere', 'There is no page at this address.'],
];

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test('signing in', async ({ page }) => {
      await page.goto('/signin');
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      expect(await serious(page)).toEqual([]);
    });

    for (const [address, heading] of PAGES) {
      test(address, async ({ page }) => {
        await signIn(page, 'manager');
        await page.goto(address);
        await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible();
        await settled(page);
        expect(await serious(page)).toEqual([]);
      });
    }

    test('an item with its annotators side by side', async ({ page }) => {
      await signIn(page, 'manager');
      await page.goto('/p/photo-captions/items?q=espresso');
      await page.getByRole('link', { name: /red cup of espresso/ }).click();
      await expect(page.getByRole('columnheader', { name: /Ada/ }).first()).toBeVisible();
      await settled(page);
      expect(await serious(page)).toEqual([]);
    });

    test('taking items over from another project', async ({ page }) => {
      await signIn(page, 'manager');
      await page.goto('/p/photo-captions/items');
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('tab', { name: 'Another project' }).click();
      await dialog.getByRole('combobox').first().waitFor();
      await settled(page);
      expect(await serious(page)).toEqual([]);
    });

    test('generating gold', async ({ page }) => {
      await signIn(page, 'manager');
      await page.goto('/p/photo-captions/gold');
      await page.getByRole('button', { name: 'Generate gold' }).click();
      await expect(page.getByRole('dialog').getByLabel('Items with an error')).toBeVisible();
      await settled(page);
      expect(await serious(page)).toEqual([]);
    });

    test('deciding, with an own verdict and a comment', async ({ page }) => {
      await signIn(page, 'expert');
      await page.goto('/p/disputed-reports/decide?kind=review');
      const row = page.locator('.decide-row').first();
      await expect(row).toBeFocused();
      await page.keyboard.press('2');
      await row.getByLabel('Error type').selectOption({ index: 1 });
      await row.getByRole('button', { name: /^instead of/ }).click();
      await expect(row.getByRole('textbox', { name: 'The text of the claim' })).toBeFocused();
      await settled(page);
      expect(await serious(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('c');
      await expect(page.getByRole('dialog', { name: 'Write a comment' })).toBeVisible();
      expect(await serious(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Give it back' }).click();
    });
  });
}
