// Tools by mouse and by key: the brush, holes without connection, panning with Space, keys that were changed.
import { expect, test, type Page } from '@playwright/test';
import { markedPictures } from './support/designs';
import { openWork, signIn } from './work-people';

const left = (page: Page) => page.getByRole('application', { name: 'Left' });

async function open(page: Page, slug: string): Promise<void> {
  await openWork(page, slug);
  await page.locator('.pane-image[data-scale]:not([data-scale="100"])').first().waitFor();
}

async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = await left(page).boundingBox();
  if (!box) throw new Error('there is no picture');
  return [box.x + x * box.width, box.y + y * box.height];
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, ...to)), { steps: 5 });
  await page.mouse.up();
}

/** What the server has of the regions. */
async function regions(page: Page): Promise<{ selector: { type: string; holes?: unknown[]; x?: number } }[]> {
  const saving = page.waitForRequest((each) => each.url().endsWith('/draft') && each.method() === 'PUT');
  return (await saving).postDataJSON().body.draft.regions;
}

test('the brush keeps its size and what it does, by buttons and by keys', async ({ page, context }) => {
  await signIn(context, 'manager');
  await open(page, await markedPictures(context, 'Brushes'));
  const size = page.locator('.rail-size');
  await page.keyboard.press('q');
  await expect(size).toHaveCount(0);
  await page.keyboard.press('m');
  await expect(size).toHaveText('40');
  await page.keyboard.press('w');
  await expect(size).toHaveText('50');
  await page.getByRole('button', { name: 'Narrower brush' }).click();
  await expect(size).toHaveText('40');
  await page.getByRole('button', { name: 'The brush takes away' }).click();
  const eraser = page.getByRole('button', { name: 'The brush takes away' });
  await expect(eraser).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Wider brush' }).click();
  await page.getByRole('button', { name: 'Submit and next' }).click();
  await expect(page.locator('.topbar')).toContainText('#2');
  await expect(size).toHaveText('50');
  await expect(eraser).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+M');
  await expect(eraser).toHaveAttribute('aria-pressed', 'false');
});

test('a hole is cut without connection', async ({ page, context }) => {
  await signIn(context, 'manager');
  const cutting = page.waitForResponse((reply) => /\/cut-.*\.js$/.test(reply.url()));
  await open(page, await markedPictures(context, 'Holes'));
  await cutting;
  await context.setOffline(true);
  await page.keyboard.press('p');
  for (const [x, y] of [[0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7]] as const) await page.mouse.click(...(await at(page, x, y))); // prettier-ignore
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cut a hole' }).click();
  for (const [x, y] of [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6]] as const) await page.mouse.click(...(await at(page, x, y))); // prettier-ignore
  await page.keyboard.press('Enter');
  const saving = page.waitForResponse((each) => each.url().endsWith('/draft') && each.ok());
  await context.setOffline(false);
  const { regions: kept } = (await saving).request().postDataJSON().body.draft;
  expect(kept[0].selector.holes).toHaveLength(1);
});

test('hidden regions stay where they are', async ({ page, context }) => {
  await signIn(context, 'manager');
  await open(page, await markedPictures(context, 'Hidden regions'));
  await page.keyboard.press('b');
  await drag(page, [0.3, 0.3], [0.6, 0.6]);
  const before = (await regions(page))[0]?.selector.x;
  await page.keyboard.press('v');
  await page.keyboard.press('Shift+H');
  await drag(page, [0.45, 0.45], [0.6, 0.6]);
  await page.keyboard.press('Shift+N');
  await page.locator('.work-note').fill('something to save');
  expect((await regions(page))[0]?.selector.x).toBe(before);
});

test('Space and a drag move the picture, wherever the focus is', async ({ page, context }) => {
  await signIn(context, 'manager');
  await open(page, await markedPictures(context, 'Panning'));
  await page.keyboard.press('b');
  await drag(page, [0.3, 0.3], [0.6, 0.6]);
  await page.locator('.work-panel').focus();
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await page.keyboard.down('Space');
  await expect(left(page)).toHaveCSS('cursor', 'grab');
  await page.keyboard.up('Space');
  await expect(left(page)).not.toHaveCSS('cursor', 'grab');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.keyboard.press('Shift+R');
  await expect(page.locator('.region-row')).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(page.locator('.region-row')).toHaveCount(1);
});

test('keys that were changed are shown, and signs behind Shift work', async ({ page, context }) => {
  await signIn(context, 'manager');
  await open(page, await markedPictures(context, 'Changed keys'));
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.getByRole('button', { name: /^Skip the item/ }).click();
  await page.keyboard.press("'");
  await dialog.getByRole('button', { name: /^Box:/ }).click();
  await page.keyboard.press('"');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Skip' }).locator('kbd')).toHaveText("'");
  await expect(page.getByRole('button', { name: 'Box', exact: true }).locator('.rail-key')).toHaveText('"');
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press("'");
  await expect(page.getByRole('dialog', { name: 'Skip this item' })).toBeVisible();
  await page.keyboard.press('Escape');

  await left(page).focus();
  const slash = { key: '/', code: 'Digit7', shiftKey: true, bubbles: true, cancelable: true };
  await left(page).dispatchEvent('keydown', slash);
  await expect(page.getByRole('dialog', { name: 'Find a label' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByRole('application', { name: 'Right' })).toBeFocused();
});

test('the focus stays near what closes or is removed', async ({ page, context }) => {
  await signIn(context, 'manager');
  await open(page, await markedPictures(context, 'Focus that stays'));
  await page.keyboard.press('b');
  await drag(page, [0.2, 0.2], [0.4, 0.4]);
  await drag(page, [0.6, 0.6], [0.8, 0.8]);
  const focused = (selector: string) => expect(page.locator(selector).first()).toBeFocused();

  await page.keyboard.press('Shift+B');
  const panel = page.getByRole('dialog', { name: 'Brightness and contrast' });
  await expect(panel.getByRole('slider').first()).toBeFocused();
  await page.keyboard.press('Shift+B');
  await expect(panel).toBeHidden();
  await expect(left(page)).toBeFocused();
  await page.keyboard.press('Shift+B');
  await page.mouse.click(...(await at(page, 0.5, 0.05)));
  await expect(panel).toBeHidden();

  await page.keyboard.press('Shift+R');
  const list = page.getByRole('complementary', { name: 'Regions' });
  await list.getByRole('button', { name: 'Delete' }).first().press('Enter');
  await expect(list.locator('.region-row')).toHaveCount(1);
  await focused('.region-row .btn-icon');
  await list.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(list).toHaveCount(0);
  await focused('.rail-list');

  await page.keyboard.press('g');
  const guideline = page.getByRole('complementary', { name: 'Guideline' });
  await guideline.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(guideline).toHaveCount(0);
  await focused('.topbar-guideline');
});

test('a dialog that cannot be fetched leaves the page as it is', async ({ page, context }) => {
  await signIn(context, 'manager');
  await page.route(/\/folded-.*\.js$/, (route) => route.abort());
  await open(page, await markedPictures(context, 'Dialogs that fail'));
  await page.keyboard.press('s');
  await expect(page.getByText('This part could not be fetched')).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByRole('button', { name: 'Box', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
