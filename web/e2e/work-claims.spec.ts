// Own claims: made of selected words by mouse, and shared ones that stay until their words are other ones.
import { expect, test } from '@playwright/test';
import { captionProject, join } from './support/project';
import { openWork, signIn } from './work-people';

test('a shared claim is replaced once its words differ, and a selection becomes a claim', async ({
  browser,
}) => {
  const managing = await browser.newContext();
  await signIn(managing, 'manager');
  const project = await captionProject(managing, 'Own claims', 1);
  const context = await browser.newContext();
  await join(context, project, 'Cleo');
  const page = await context.newPage();
  await openWork(page, project.slug);
  const own = page.locator('.claim-own');
  await page.keyboard.press('u');
  const wording = page.getByRole('textbox', { name: 'Wording of the claim' });
  await expect(wording).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(wording).toHaveCount(0);
  await expect(own).toHaveCount(0);

  await page.keyboard.press('u');
  await page.keyboard.press('End');
  await page.keyboard.type(' Today.', { delay: 30 });
  await expect(wording).toBeFocused();
  await expect(wording).toHaveValue('A cup stands on a table. Today.');
  await expect(own).toHaveCount(1);

  const make = page.getByRole('button', { name: 'Make a claim' });
  await expect(make).toBeDisabled();
  const word = await page.locator('.panel-source .text-line').first().boundingBox();
  await page.mouse.dblclick((word?.x ?? 0) + 28, (word?.y ?? 0) + 10);
  await make.click();
  await expect(own).toHaveCount(2);
  await managing.close();
  await context.close();
});
