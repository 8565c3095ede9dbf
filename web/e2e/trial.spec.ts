// What a new user stumbled over: the dialog of skipping, and a further error.
import { expect, test } from '@playwright/test';
import { openWork, signIn } from './work-people';

test('the dialog of skipping shows every choice, and the item goes away', async ({ page, context }) => {
  await signIn(context, 'annotator', 1);
  await openWork(page, 'picture-pairs');
  const words = await page.locator('.panel-source').innerText();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog');
  const decline = dialog.getByRole('radio').first();
  await expect(decline).toBeInViewport();
  const [outer, inner] = [await dialog.boundingBox(), await dialog.getByRole('radio').last().boundingBox()];
  expect(inner?.y).toBeGreaterThan(outer?.y ?? 0);
  expect(outer?.height).toBeGreaterThan(250);
  await decline.check();
  await dialog.getByRole('button', { name: 'Skip and next' }).click();
  await expect(page.locator('.panel-source')).not.toHaveText(words);
  await page.goto('/p/picture-pairs/mine');
  await expect(page.locator('.mine-row')).toContainText('declined');
});

test('a further error takes the focus and can be taken away again', async ({ page, context }) => {
  await signIn(context, 'annotator', 1);
  await openWork(page, 'photo-captions');
  await expect(page.locator('.claim-current')).toBeFocused();
  await page.keyboard.press('Digit2');
  const errors = page.getByRole('combobox', { name: 'error' });
  await expect(errors).toBeFocused();
  await page.keyboard.type('obj');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Another error' }).click();
  await expect(errors).toHaveCount(2);
  await expect(errors.last()).toBeFocused();
  await page.getByRole('button', { name: 'Remove this error' }).last().click();
  await expect(errors).toHaveCount(1);
});
