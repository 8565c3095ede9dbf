// The image stage in a real browser: pictures of any size, the view, and fingers.
import { expect, test, type Page } from '@playwright/test';
import { at, BIG, box, open, served, shapes, tool, useStage } from './support/stage';

useStage();

test.describe('looking', () => {
  const open50 = async (page: Page) => {
    served().requests.length = 0;
    await page.goto(`${served().url}?width=${BIG.width}&height=${BIG.height}&levels=6&tiles=1`);
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('.stage-layer')?.dataset.sharp === 'true',
    );
  };
  const tiles = () => served().requests.filter((path) => path.includes('/tiles/'));

  test('a fitted picture of 50 megapixels needs no tile', async ({ page }) => {
    await open50(page);
    expect(tiles()).toEqual([]);
  });

  test('at one to one only tiles of the full resolution in view are asked for', async ({ page }) => {
    await open50(page);
    await page.evaluate(() => window.harness.stage.zoomBy(1 / window.harness.stage.view.scale, [500, 350]));
    await expect.poll(tiles).not.toEqual([]);
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('.stage-layer')?.dataset.sharp === 'true',
    );
    const asked = tiles();
    expect(asked.every((path) => path.startsWith('/picture/tiles/0/'))).toBe(true);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(4 * 3);
  });

  test('the wheel zooms at the pointer, Space and the middle button pan', async ({ page }) => {
    await open(page);
    const before = await page.evaluate(() => window.harness.stage.view);
    await page.mouse.move(300, 200);
    await page.mouse.wheel(0, -300);
    await expect
      .poll(() => page.evaluate(() => window.harness.stage.view.scale))
      .toBeGreaterThan(before.scale * 1.3);
    const after = await page.evaluate(() => window.harness.stage.view);
    expect(after.x + 300 / after.scale).toBeCloseTo(before.x + 300 / before.scale, 3);
    await page.locator('.stage-surface').focus();
    await page.keyboard.down('Space');
    await page.mouse.down();
    await page.mouse.move(340, 230, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Space');
    const panned = await page.evaluate(() => window.harness.stage.view);
    expect(panned.x).toBeCloseTo(after.x - 40 / after.scale, 3);
    await page.mouse.down({ button: 'middle' });
    await page.mouse.move(300, 200, { steps: 4 });
    await page.mouse.up({ button: 'middle' });
    expect((await page.evaluate(() => window.harness.stage.view)).x).toBeCloseTo(after.x, 3);
    expect(await shapes(page)).toEqual([]);
  });

  test('nothing is drawn while nothing changes', async ({ page }) => {
    await open(page, '&boxes=50');
    await page.waitForTimeout(800);
    await page.evaluate(() => window.harness.stage.stats());
    await page.waitForTimeout(400);
    expect((await page.evaluate(() => window.harness.stage.stats())).frames).toBe(0);
  });

  test('reveal moves only when the place is out of view', async ({ page }) => {
    await open(page);
    const view = () => page.evaluate(() => window.harness.stage.view);
    const before = await view();
    await page.evaluate(() => window.harness.stage.reveal({ type: 'points', points: [[400, 250]] }));
    expect(await view()).toEqual(before);
    await page.evaluate(() => window.harness.stage.zoomBy(6, [0, 0]));
    await page.evaluate(() => window.harness.stage.reveal({ type: 'points', points: [[780, 480]] }));
    await expect.poll(async () => (await view()).x + 1000 / (await view()).scale).toBeGreaterThan(780);
  });

  test('a picture that cannot be loaded says so and can be tried again', async ({ page }) => {
    served().requests.length = 0;
    await page.goto(`${served().url}?width=800&height=500&display=/picture/second-try`);
    const problem = page.locator('.stage-problem');
    await expect(problem).toContainText('The picture could not be loaded. Regions are kept.');
    await problem.getByRole('button', { name: 'Try again' }).click();
    await expect(problem).toBeHidden();
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('.stage-layer')?.dataset.sharp === 'true',
    );
  });
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('two fingers zoom and pan, and draw nothing', async ({ page }) => {
    await open(page);
    await tool(page, 'box');
    const before = await page.evaluate(() => window.harness.stage.view);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    await touch('touchStart', [400, 300]);
    await touch('touchStart', [400, 300], [600, 300]);
    for (let i = 1; i <= 10; i++) await touch('touchMove', [400 - 10 * i, 300], [600 + 10 * i, 300]);
    await touch('touchEnd');
    const after = await page.evaluate(() => window.harness.stage.view);
    expect(after.scale / before.scale).toBeCloseTo(2, 1);
    expect(after.x + 500 / after.scale).toBeCloseTo(before.x + 500 / before.scale, 0);
    expect(await shapes(page)).toEqual([]);
    await touch('touchStart', [400, 300]);
    await touch('touchMove', [500, 400]);
    await touch('touchEnd');
    expect(await shapes(page)).toHaveLength(1);
  });
});
