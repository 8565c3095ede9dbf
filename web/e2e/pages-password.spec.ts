// One's own password: a wrong one is refused in place, a right one signs the other browsers out.
import { expect, test } from '@playwright/test';
import { captionProject, join } from './support/project';
import { signIn } from './work-people';

test('a password is changed, and other browsers are signed out', async ({ browser }) => {
  const managing = await browser.newContext();
  await signIn(managing, 'manager');
  const project = await captionProject(managing, 'Own passwords', 1);
  const here = await browser.newContext();
  const { password } = await join(here, project, 'Pia');
  const there = await browser.newContext({ storageState: await here.storageState() });
  const page = await here.newPage();
  await page.goto('/settings');
  await page.getByLabel('Present password').fill('not the one that it is');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Choose at least ten characters.')).toBeVisible();
  await page.getByLabel('New password').fill('one dog, two red sofas');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('this is not the present password');
  await page.getByLabel('Present password').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The password is changed.')).toBeVisible();
  await expect(page.getByLabel('New password')).toHaveValue('');

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Preferences' })).toBeVisible();
  expect((await there.request.get('/api/tokens')).status()).toBe(401);
  for (const context of [managing, here, there]) await context.close();
});
