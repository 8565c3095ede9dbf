// The workbench of every kind of project: axe finds nothing serious, in light, dark and with forced colours, and at 200 %.
import { expect, test, type Page } from '@playwright/test';
import { serious } from './support/axe';
import { openWork, signIn } from './work-people';

const PROJECTS = [
  'photo-captions',
  'photo-regions',
  'grounded-descriptions',
  'short-reviews',
  'chest-reports',
  'picture-pairs',
];

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    for (const project of PROJECTS) {
      test(project, async ({ page, context }) => {
        await signIn(context, 'annotator', 1);
        await openWork(page, project);
        await page.keyboard.press('g');
        await page.keyboard.press('Shift+R');
        expect(await serious(page)).toEqual([]);
      });
    }
    test('a contradicted claim, and the keys', async ({ page, context }) => {
      await signIn(context, 'annotator', 1);
      await openWork(page, 'photo-captions');
      await page.keyboard.press('Digit2');
      expect(await serious(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      expect(await serious(page)).toEqual([]);
    });
  });
}

test('forced colours', async ({ page, context }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn(context, 'annotator', 1);
  await openWork(page, 'photo-captions');
  await page.keyboard.press('Digit1');
  expect(await serious(page)).toEqual([]);
});

test('at 200 % everything is reachable without scrolling sideways', async ({ page, context }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await signIn(context, 'annotator', 1);
  await openWork(page, 'photo-captions');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.keyboard.press('j');
  await expect(page.locator('.claim-current')).toBeInViewport();
});
