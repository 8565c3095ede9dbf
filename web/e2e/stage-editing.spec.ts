// The image stage in a real browser: shapes are chosen, moved, changed and joined.
import { expect, test } from '@playwright/test';
import type { Shape } from '../src/model/geometry/types';
import {
  at,
  box,
  click,
  drag,
  last,
  near,
  open,
  put,
  region,
  selected,
  shapes,
  tool,
  useStage,
} from './support/stage';

useStage();

test.describe('editing', () => {
  test.beforeEach(({ page }) => open(page));

  test('a click selects the smallest, the next click what lies below', async ({ page }) => {
    await put(page, [region('large', box(100, 100, 400, 300)), region('small', box(200, 200, 50, 50))]);
    await click(page, 225, 225);
    expect(await selected(page)).toEqual(['small']);
    await click(page, 225, 225);
    expect(await selected(page)).toEqual(['large']);
    await click(page, 700, 450);
    expect(await selected(page)).toEqual([]);
  });

  test('Shift adds, a frame selects all that it touches', async ({ page }) => {
    await put(page, [region('a', box(100, 100, 50, 50)), region('b', box(300, 100, 50, 50))]);
    await click(page, 125, 125);
    await click(page, 325, 125, { modifiers: ['Shift'] });
    expect(await selected(page)).toEqual(['a', 'b']);
    await click(page, 600, 400);
    await drag(page, [80, 80], [200, 200]);
    expect(await selected(page)).toEqual(['a']);
  });

  test('a drag moves, a handle resizes, Escape takes it back', async ({ page }) => {
    await put(page, [region('a', box(100, 100, 200, 100))], ['a']);
    await drag(page, [200, 150], [300, 250]);
    near(await last(page), { x: 200, y: 200 });
    await drag(page, [400, 300], [500, 400]);
    near(await last(page), { x: 200, y: 200, width: 300, height: 200 });
    await page.mouse.move(...(await at(page, 500, 400)));
    await page.mouse.down();
    await page.mouse.move(...(await at(page, 300, 300)), { steps: 3 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    near(await last(page), { width: 300, height: 200 });
  });

  test('a turned box turns by its knob, in steps with Shift', async ({ page }) => {
    await put(page, [region('a', box(300, 200, 200, 100, 30))], ['a']);
    const { scale } = await page.evaluate(() => window.harness.stage.view);
    const out = 50 + 26 / scale;
    const up = (degrees: number): [number, number] => [
      400 + out * Math.sin((degrees * Math.PI) / 180),
      250 - out * Math.cos((degrees * Math.PI) / 180),
    ];
    await page.keyboard.down('Shift');
    await drag(page, up(30), up(72));
    await page.keyboard.up('Shift');
    near(await last(page), { rotation: 75 });
  });

  test('a click on an edge adds a point, Alt and a click removes one', async ({ page }) => {
    const ring: Shape = { type: 'polygon', points: [[100, 100], [500, 100], [500, 400], [100, 400]], holes: [] }; // prettier-ignore
    await put(page, [region('p', ring)], ['p']);
    await drag(page, [300, 100], [300, 50]);
    const more = await last(page);
    expect(more.type === 'polygon' && more.points).toHaveLength(5);
    await click(page, 300, 50, { modifiers: ['Alt'] });
    const fewer = await last(page);
    expect(fewer.type === 'polygon' && fewer.points).toHaveLength(4);
  });

  test('locked regions and a locked stage are not changed', async ({ page }) => {
    await put(page, [region('a', box(100, 100, 200, 100), { locked: true })], ['a']);
    await drag(page, [200, 150], [300, 250]);
    near(await last(page), { x: 100, y: 100 });
    await page.evaluate(() => window.harness.stage.setLocked(true));
    await tool(page, 'box');
    await drag(page, [500, 100], [600, 200]);
    expect(await shapes(page)).toHaveLength(1);
  });

  test('hidden regions are neither chosen nor moved', async ({ page }) => {
    await put(page, [region('a', box(100, 100, 200, 100))], ['a']);
    await page.evaluate(() => window.harness.stage.setHidden(true));
    await drag(page, [200, 150], [300, 250]);
    await drag(page, [100, 100], [150, 150]);
    await page.keyboard.press('ArrowRight');
    near(await last(page), { x: 100, y: 100, width: 200 });
    await click(page, 200, 150);
    expect(await selected(page)).toEqual([]);
    await page.evaluate(() => window.harness.stage.setHidden(false));
    await click(page, 200, 150);
    expect(await selected(page)).toEqual(['a']);
  });

  test('a link is dragged from a region to another', async ({ page }) => {
    await open(page, '&links=1');
    await put(page, [region('a', box(100, 100, 100, 100)), region('b', box(500, 300, 100, 100))], ['a']);
    const { scale } = await page.evaluate(() => window.harness.stage.view);
    await drag(page, [200 + 22 / scale, 150], [550, 350]);
    expect(await page.evaluate(() => window.harness.links)).toEqual([['a', 'b']]);
    near((await shapes(page))[0]!, { x: 100, y: 100 });
  });
});
