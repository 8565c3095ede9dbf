// The image stage in a real browser: every tool by mouse.
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
  pixels,
  put,
  region,
  selected,
  shapes,
  tool,
  useStage,
} from './support/stage';

useStage();

test.describe('drawing by mouse', () => {
  test.beforeEach(({ page }) => open(page));

  test('a box by drag, and by two clicks', async ({ page }) => {
    await tool(page, 'box');
    await drag(page, [100, 50], [300, 200]);
    near(await last(page), { x: 100, y: 50, width: 200, height: 150, rotation: 0 });
    await click(page, 500, 300);
    await click(page, 400, 250);
    near(await last(page), { x: 400, y: 250, width: 100, height: 50 });
    expect(await shapes(page)).toHaveLength(2);
  });

  test('a box never leaves the picture', async ({ page }) => {
    await tool(page, 'box');
    await page.mouse.move(...(await at(page, 700, 400)));
    await page.mouse.down();
    await page.mouse.move(999, 699, { steps: 4 });
    await page.mouse.up();
    near(await last(page), { x: 700, y: 400, width: 100, height: 100 });
  });

  test('an ellipse, with Shift a circle', async ({ page }) => {
    await tool(page, 'ellipse');
    await page.keyboard.down('Shift');
    await drag(page, [100, 100], [300, 200]);
    await page.keyboard.up('Shift');
    near(await last(page), { cx: 150, cy: 150, rx: 50, ry: 50 });
  });

  test('a turned box: one side, then its depth', async ({ page }) => {
    await tool(page, 'rotated_box');
    await drag(page, [200, 200], [300, 300]);
    await click(page, 200, 300);
    near(await last(page), { width: 141.4, height: 70.7, rotation: 45 });
  });

  test('a polygon by clicks, with a point taken back, closed on its first point', async ({ page }) => {
    await tool(page, 'polygon');
    for (const [x, y] of [[100, 100], [300, 100], [700, 400], [300, 300]] as const) await click(page, x, y); // prettier-ignore
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await click(page, 300, 300);
    await click(page, 101, 101);
    const shape = await last(page);
    expect(shape.type === 'polygon' && shape.points).toHaveLength(3);
  });

  test('a polygon by hand in one stroke', async ({ page }) => {
    await tool(page, 'polygon');
    await drag(page, [200, 100], [400, 100], [400, 300], [200, 300], [200, 110]);
    const shape = await last(page);
    expect(shape.type).toBe('polygon');
    const n = shape.type === 'polygon' ? shape.points.length : 0;
    expect(n).toBeGreaterThanOrEqual(4);
    expect(n).toBeLessThan(12);
  });

  test('a line ends with a double click, points with Enter', async ({ page }) => {
    await tool(page, 'polyline');
    await click(page, 100, 100);
    await click(page, 200, 150);
    await page.mouse.dblclick(...(await at(page, 300, 100)));
    const line = await last(page);
    expect(line.type === 'polyline' && line.points).toHaveLength(3);
    await tool(page, 'points');
    await click(page, 500, 100);
    await click(page, 600, 150);
    await page.keyboard.press('Enter');
    const points = await last(page);
    expect(points.type === 'points' && points.points).toHaveLength(2);
  });

  test('a hole is cut into the selected polygon', async ({ page }) => {
    const square: Shape = { type: 'polygon', points: [[100, 100], [400, 100], [400, 400], [100, 400]], holes: [] }; // prettier-ignore
    await put(page, [region('square', square)], ['square']);
    await page.locator('.stage-surface').focus();
    await page.evaluate(() => window.harness.stage.cutHole());
    for (const [x, y] of [[200, 200], [300, 200], [300, 300], [200, 300]] as const) await click(page, x, y); // prettier-ignore
    await page.keyboard.press('Shift+Enter');
    const shape = await last(page);
    expect(shape.type === 'polygon' && shape.holes).toHaveLength(1);
    expect(await shapes(page)).toHaveLength(1);
  });

  test('the brush paints one mask, adds to it, and erases', async ({ page }) => {
    await tool(page, 'brush');
    await page.evaluate(() => window.harness.stage.setBrushSize(20));
    await drag(page, [200, 200], [300, 200]);
    const painted = pixels(await last(page));
    expect(Math.abs(painted - (100 * 20 + Math.PI * 100))).toBeLessThan(120);
    await drag(page, [200, 300], [300, 300]);
    expect(await shapes(page)).toHaveLength(1);
    expect(Math.abs(pixels(await last(page)) - 2 * painted)).toBeLessThan(60);
    await page.keyboard.down('Shift');
    await drag(page, [150, 300], [350, 300]);
    await page.keyboard.up('Shift');
    expect(Math.abs(pixels(await last(page)) - painted)).toBeLessThan(60);
  });
});
