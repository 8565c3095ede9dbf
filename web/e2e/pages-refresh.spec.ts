// What arrives from the server leaves the page as it is: dialogs stay modal, and rows that are the same keep the focus.
import { expect, test } from '@playwright/test';
import { captionProject, join } from './support/project';
import { signIn } from './work-people';

test('lists that are read anew take neither the dialog nor the focus away', async ({
  page,
  context,
  browser,
}) => {
  await signIn(context, 'manager');
  const project = await captionProject(context, 'Read anew', 2);
  const other = await browser.newContext();
  await join(other, project, 'Ines');
  await page.goto(`/p/${project.slug}/people`);

  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.locator('main').getByText('Open invitations')).toBeAttached();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Invitation link')).toBeVisible();
  expect(await dialog.evaluate((element) => element.matches(':modal'))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const role = page.getByRole('row', { name: /Ines/ }).getByRole('combobox');
  const mine = page.getByRole('row', { name: /Morgan/ }).getByRole('combobox');
  await mine.focus();
  await role.evaluate((element: HTMLSelectElement) => {
    element.value = 'reviewer';
    element.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(page.getByText(/Ines .*reviewer|reviewer/).last()).toBeVisible();
  await expect(role).toHaveValue('reviewer');
  await expect(mine).toBeFocused();
  await other.close();
});
