// An item is left as a whole: shapes that are not finished, presses that come twice, and what was opened again.
import { expect, test, type Page } from '@playwright/test';
import { markedPictures } from './support/designs';
import { openWork, saved, signIn } from './work-people';

interface Sent {
  readonly assignment: string;
  readonly annotation: { readonly regions: readonly { selector: { type: string } }[] };
}

const stage = (page: Page, name: 'Left' | 'Right') => page.getByRole('application', { name });

async function click(page: Page, name: 'Left' | 'Right', x: number, y: number): Promise<void> {
  const box = await stage(page, name).boundingBox();
  if (!box) throw new Error('there is no picture');
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height, { delay: 10 });
}

/** The pictures are fitted. */
async function ready(page: Page): Promise<void> {
  await page.locator('.pane-image[data-scale]:not([data-scale="100"])').first().waitFor();
}

/** Gives the one region its attribute and its answer. */
async function describe(page: Page): Promise<void> {
  const card = page.locator('.inspector');
  for (const group of ['State', 'Is it sharp?']) {
    await card.getByRole('radiogroup', { name: group }).getByRole('radio', { name: 'yes' }).click();
  }
}

test('points that were set are a region when the item is submitted', async ({ page, context }) => {
  await signIn(context, 'manager');
  await openWork(page, await markedPictures(context, 'Points to submit'));
  await ready(page);
  await page.keyboard.press('d');
  await click(page, 'Left', 0.4, 0.4);
  await click(page, 'Left', 0.6, 0.5);
  // A press that comes too soon after the item has appeared is not for it.
  await expect(async () => {
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('.inspector')).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 10_000 });
  await page.getByRole('dialog').press('Escape');
  await describe(page);
  const sending = page.waitForRequest((request) => request.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const sent: Sent = (await sending).postDataJSON();
  expect(sent.annotation.regions.map(({ selector }) => selector.type)).toEqual(['points']);
});

test('a shape that cannot be finished is missing, and one is led back to it', async ({ page, context }) => {
  await signIn(context, 'manager');
  await openWork(page, await markedPictures(context, 'Shapes too short'));
  await ready(page);
  await page.keyboard.press('p');
  await click(page, 'Left', 0.4, 0.4);
  await click(page, 'Left', 0.6, 0.4);
  await click(page, 'Right', 0.5, 0.5);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.bottombar-missing')).toHaveText('1 thing missing');
  await expect(stage(page, 'Left')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('.bottombar-ready')).toBeVisible();
});

test('a shape that was begun stays with its picture while another one is shown', async ({
  page,
  context,
}) => {
  await signIn(context, 'manager');
  await openWork(page, await markedPictures(context, 'Shapes behind tabs'));
  await ready(page);
  await page.keyboard.press('z');
  await page.keyboard.press('p');
  await click(page, 'Left', 0.4, 0.4);
  await click(page, 'Left', 0.6, 0.4);
  await page.keyboard.press(']');
  await expect(stage(page, 'Right')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(stage(page, 'Left')).toBeFocused();
  await click(page, 'Left', 0.5, 0.6);
  await page.keyboard.press('Enter');
  await expect(page.locator('.inspector')).toBeVisible();
  // It is finished, and does not come back as one that is not.
  await page.keyboard.press(']');
  await page.keyboard.press('[');
  await page.keyboard.press('Shift+R');
  await page.keyboard.press('Enter');
  await expect(page.locator('.region-row')).toHaveCount(1);
});

test('a double click on Submit submits one item, and so does a key that is held', async ({
  page,
  context,
}) => {
  await signIn(context, 'manager');
  await openWork(page, await markedPictures(context, 'Submitted once'));
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/annotations')) sent.push((request.postDataJSON() as Sent).assignment);
  });
  await page.waitForTimeout(1_500);
  await page.getByRole('button', { name: 'Submit and next' }).dblclick();
  await expect(page.locator('.topbar')).toContainText('#2');
  await page.waitForTimeout(1_000);
  await page.keyboard.down('Control');
  for (let press = 0; press < 4; press += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await page.keyboard.up('Control');
  await expect(page.locator('.topbar')).toContainText('#3');
  await page.waitForTimeout(1_000);
  await expect(page.locator('.topbar')).toContainText('#3');
  expect(sent).toHaveLength(2);
});

test('an item that was opened again and submitted does not come back with the address', async ({
  page,
  context,
}) => {
  await signIn(context, 'manager');
  const slug = await markedPictures(context, 'Opened again');
  await openWork(page, slug);
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Submit and next' }).click();
  await expect(page.locator('.topbar')).toContainText('#2');
  await saved(page);

  await page.goto(`/p/${slug}/mine`);
  await expect(page.locator('.mine-thumb').first()).toHaveJSProperty('complete', true);
  await page.getByRole('button', { name: 'Reopen' }).click();
  await expect(page.locator('.topbar')).toContainText('opened again');
  const address = page.url();
  await page.reload();
  await expect(page.locator('.topbar')).toContainText('opened again');
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Submit and next' }).click();
  await expect(page.locator('.topbar')).toContainText('#');
  await expect(page).toHaveURL(`/p/${slug}/work`);
  await saved(page);

  const errors: number[] = [];
  page.on('response', (reply) => reply.status() === 409 && errors.push(409));
  await page.goto(address);
  await expect(page.locator('.topbar')).toContainText('#');
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Submit and next' }).click();
  await saved(page);
  expect(errors).toEqual([]);
});
