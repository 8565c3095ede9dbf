// A page that has shown what it has. The stream of live updates stays open, so silence of the network is no sign.
import { expect, type Page } from '@playwright/test';

export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  );
}
