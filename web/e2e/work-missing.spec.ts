// What is missing is led to: on regions, on attributes, field by field; and what is optional is offered.
import { expect, test, type Page } from '@playwright/test';
import { doubtedText, markedPictures } from './support/designs';
import { openWork, signIn } from './work-people';

async function drawBox(page: Page, name: 'Left' | 'Right'): Promise<void> {
  await page.locator('.pane-image[data-scale]:not([data-scale="100"])').first().waitFor();
  const box = await page.getByRole('application', { name }).boundingBox();
  if (!box) throw new Error('there is no picture');
  await page.keyboard.press('b');
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.6 * box.height, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.inspector')).toBeVisible();
}

test('what is missing on a region is selected and focused', async ({ page, context }) => {
  await signIn(context, 'manager');
  await openWork(page, await markedPictures(context, 'Missing on regions'));
  await drawBox(page, 'Left');
  await page.keyboard.press('Escape');
  await expect(page.locator('.inspector')).toHaveCount(0);
  const state = page.getByRole('radiogroup', { name: 'State' });
  const sharp = page.getByRole('radiogroup', { name: 'Is it sharp?' });

  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /“State” is missing/ })
    .click();
  await expect(state.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('Digit1');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.bottombar-missing').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /“Is it sharp\?” is not answered/ })
    .click();
  await expect(sharp.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('Digit2');
  await expect(page.locator('.bottombar-ready')).toBeVisible();
});

test('Shift J goes through all that is missing, field by field and around', async ({ page, context }) => {
  await signIn(context, 'manager');
  await openWork(page, await doubtedText(context, 'Field by field'));
  await page.keyboard.press('Digit3');
  await expect(page.getByRole('combobox', { name: 'error' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('.claim-current')).toBeFocused();
  const visited: (string | null)[] = [];
  for (let press = 0; press < 4; press += 1) {
    await page.keyboard.press('Shift+J');
    await page.waitForTimeout(100);
    visited.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null));
    await page.keyboard.press('Escape');
  }
  expect(visited[0]).toBe('because');
  expect(visited[1]).toContain('Claim 2');
  expect(visited[2]).toBe('error');
  expect(visited[3]).toBe('because');
});

test('a verdict that may have an error offers one, and Enter passes it by', async ({ page, context }) => {
  await signIn(context, 'manager', 0);
  await openWork(page, await doubtedText(context, 'Optional errors'));
  await page.keyboard.press('Digit2');
  const error = page.getByRole('combobox', { name: 'error' });
  await expect(error).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'because' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(error).toBeFocused();
  await page.keyboard.type('attr');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radiogroup', { name: 'severity' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Digit1');
  await expect(error).toHaveCount(0);
});
