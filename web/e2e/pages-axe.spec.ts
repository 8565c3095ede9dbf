// Every page of a project in light and dark: it shows its heading, and axe finds nothing serious.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { signIn } from './pages-people';
import { settled } from './support/settled';

const PAGES: readonly [address: string, heading: string][] = [
  ['/', 'Projects'],
  ['/new', 'What should people do?'],
  ['/new?template=caption-compare', 'Make it yours'],
  ['/settings', 'Preferences'],
  ['/p/photo-captions', 'Photo captions'],
  ['/p/photo-captions/items', 'Items'],
  ['/p/photo-captions/quality', 'Quality'],
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
  });
}

async function serious(page: import('@playwright/test').Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
