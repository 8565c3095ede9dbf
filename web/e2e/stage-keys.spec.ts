// The image stage in a real browser: every tool by keys alone.
import { expect, test } from '@playwright/test';
import type { Shape } from '../src/model/geometry/types';
import {
  box,
  last,
  near,
  open,
  pixels,
  put,
  region,
  selected,
  shapes,
  tool,
  useStage,
} from './support/stage';

useStage();

test.describe('drawing by keys alone', () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await page.keyboard.press('Tab');
    await expect(page.locator('.stage-surface')).toBeFocused();
  });

  test('a box', async ({ page }) => {
    await tool(page, 'box');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Enter');
    const { scale } = await page.evaluate(() => window.harness.stage.view);
    near(await last(page), { x: 400, y: 250, width: 50 / scale, height: 70 / scale });
  });

  test('a polygon, closed with Shift Enter; Escape gives up and then hides the cross', async ({ page }) => {
    await tool(page, 'polygon');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Enter');
    const shape = await last(page);
    expect(shape.type === 'polygon' && shape.points).toHaveLength(3);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Enter');
    expect(await shapes(page)).toHaveLength(1);
    expect(await page.evaluate(() => window.harness.said)).toContain('drawing given up');
  });

  test('a mask', async ({ page }) => {
    await tool(page, 'brush');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Enter');
    expect(pixels(await last(page))).toBeGreaterThan(1000);
  });

  test('a turned box, points and a line', async ({ page }) => {
    await tool(page, 'rotated_box');
    for (const key of ['Enter', 'Enter', 'Control+ArrowRight', 'Enter', 'Control+ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    near(await last(page), { x: 400, y: 250, rotation: 0 });
    for (const kind of ['points', 'polyline'] as const) {
      await tool(page, kind);
      for (const key of ['Enter', 'Control+ArrowUp', 'Enter', 'Shift+Enter']) await page.keyboard.press(key);
      const shape = await last(page);
      expect(shape.type === kind && shape.points).toHaveLength(2);
    }
  });

  test('the cross stays in view while it moves', async ({ page }) => {
    await page.evaluate(() => window.harness.stage.zoomBy(8, [500, 350]));
    await page.keyboard.press('Enter');
    for (let i = 0; i < 20; i++) await page.keyboard.press('Control+ArrowRight');
    const { view, x } = await page.evaluate(() => {
      const said = window.harness.said.at(-1) ?? '';
      return { view: window.harness.stage.view, x: Number(/(\d+),/.exec(said)?.[1]) };
    });
    const place = (x - view.x) * view.scale;
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(1000);
  });

  test('arrows nudge what is selected, Alt and arrows resize it, as one change', async ({ page }) => {
    await put(page, [region('a', box(100, 100, 50, 50))], ['a']);
    const { scale } = await page.evaluate(() => window.harness.stage.view);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
    near(await last(page), { x: 100 + 30 / scale, y: 100, width: 50 });
    expect(await page.evaluate(() => window.harness.gestures.size)).toBe(1);
    await page.keyboard.press('Alt+Shift+ArrowDown');
    near(await last(page), { y: 100, height: 50 + 10 / scale });
    expect(await page.evaluate(() => window.harness.gestures.size)).toBe(2);
  });

  test('a corner of a polygon is taken, moved, let go and removed', async ({ page }) => {
    const ring: Shape = { type: 'polygon', points: [[400, 250], [500, 250], [500, 350], [400, 350]], holes: [] }; // prettier-ignore
    await put(page, [region('p', ring)], ['p']);
    for (const key of ['Enter', 'Enter', 'Control+ArrowUp', 'Enter']) await page.keyboard.press(key);
    const moved = await last(page);
    const { scale } = await page.evaluate(() => window.harness.stage.view);
    expect(moved.type === 'polygon' && moved.points[0]![1]).toBeCloseTo(250 - 70 / scale, 0);
    await page.keyboard.press('Delete');
    const fewer = await last(page);
    expect(fewer.type === 'polygon' && fewer.points).toHaveLength(3);
  });
});
