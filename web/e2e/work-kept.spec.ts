// What the workbench keeps and tells: a shape that is not finished, a flag with its reason, confidence, reasons of skipping.
import { expect, test, type Page } from '@playwright/test';
import { captionProject, join } from './support/project';
import { openWork, saved, signIn } from './work-people';

const stage = (page: Page) => page.locator('.pane-image').first();

async function click(page: Page, x: number, y: number): Promise<void> {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error('there is no picture');
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height, { delay: 10 });
}

test('a polygon that was begun is there after the page was left', async ({ browser }) => {
  const managing = await browser.newContext();
  await signIn(managing, 'manager');
  const project = await captionProject(managing, 'Unfinished shapes', 1);
  const context = await browser.newContext();
  await join(context, project, 'Uma');
  const page = await context.newPage();
  await openWork(page, project.slug);
  await page.locator('.pane-image[data-scale]:not([data-scale="100"])').waitFor();
  await page.keyboard.press('p');
  await click(page, 0.4, 0.4);
  await click(page, 0.6, 0.4);
  await click(page, 0.5, 0.6);
  await saved(page);
  await page.goto('about:blank');

  await openWork(page, project.slug);
  await expect(page.getByRole('button', { name: 'Polygon' })).toHaveAttribute('aria-pressed', 'true');
  await click(page, 0.4, 0.4);
  await page.keyboard.press('Shift+R');
  await expect(page.getByRole('complementary', { name: 'Regions' }).locator('.region-row')).toHaveCount(1);
  await managing.close();
  await context.close();
});

test('a flag has a reason, and My work says why an item was unusable in words', async ({ browser }) => {
  const managing = await browser.newContext();
  await signIn(managing, 'manager');
  const project = await captionProject(managing, 'Flags and reasons', 1);
  const context = await browser.newContext();
  await join(context, project, 'Flo');
  const page = await context.newPage();
  // The dialog comes over a slow line: the key that follows is for it, and not for the claim behind it.
  const [pressed, press] = gate();
  await page.route(/folded/, (route) => pressed.then(() => route.continue()));
  await openWork(page, project.slug);
  await page.keyboard.press('f');
  await page.getByLabel('Why should a reviewer look?').fill('the picture is turned');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('2');
  press();
  const chosen = await dialog.locator('label:has(input:checked)').innerText();
  await page.keyboard.press('Enter');
  await expect(page.locator('.topbar')).toContainText('#2');
  await page.goto(`/p/${project.slug}/mine`);
  const outcome = page.locator('.mine-outcome').first();
  await expect(outcome).toContainText(chosen.split('\n')[0]?.trim() ?? 'a reason');
  await expect(outcome).not.toContainText('_');
  const list = await managing.request.get(`/api/projects/${project.slug}/items?limit=5`);
  const { items }: { items: { id: string }[] } = await list.json();
  const view = await managing.request.get(`/api/projects/${project.slug}/items/${items[0]?.id}`);
  expect(await view.text()).toContain('"flag":"the picture is turned"');
  await managing.close();
  await context.close();
});

/** A promise, and what keeps it. */
function gate(): [Promise<void>, () => void] {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return [opened, () => open()];
}
