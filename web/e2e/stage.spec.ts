// The image stage in a real browser: every tool by mouse and by keys, editing, tiles, masks and accessibility.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { StageRegion, ToolId } from '../src/modalities/image/stage';
import type { Shape } from '../src/model/geometry/types';
import { serve } from './stage_harness/server.mjs';

const BIG = { width: 8688, height: 5792 };
let server: Awaited<ReturnType<typeof serve>>;

test.beforeAll(async () => {
  server = await serve({ size: BIG });
});
test.afterAll(async () => {
  await server.close();
});
test.use({ viewport: { width: 1000, height: 700 } });

/** A picture of 800 × 500 pixels; at this size of the window it is fitted at 1.21 screen pixels a pixel. */
async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`${server.url}?width=800&height=500${query}`);
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.stage-layer')?.dataset.sharp === 'true',
  );
}

function region(id: string, selector: Shape, more: Partial<StageRegion> = {}): StageRegion {
  return { id, selector, color: '#e69f00', title: id, line: 'solid', emphasis: 'none', ...more };
}

const box = (x: number, y: number, width: number, height: number, rotation = 0): Shape => ({
  type: 'box',
  x,
  y,
  width,
  height,
  rotation,
});

async function put(page: Page, regions: StageRegion[], selected: string[] = []): Promise<void> {
  await page.evaluate(
    ([list, ids]) => {
      window.harness.set(list);
      window.harness.select(ids);
    },
    [regions, selected] as const,
  );
}

const tool = (page: Page, id: ToolId) => page.evaluate((name) => window.harness.tool(name), id);
const shapes = (page: Page) => page.evaluate(() => window.harness.regions.map(({ selector }) => selector));
const selected = (page: Page) => page.evaluate(() => window.harness.selected);

async function last(page: Page): Promise<Shape> {
  const all = await shapes(page);
  expect(all.length).toBeGreaterThan(0);
  return all.at(-1)!;
}

/** Where a place of the picture is on the screen. */
async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const view = await page.evaluate(() => window.harness.stage.view);
  return [(x - view.x) * view.scale, (y - view.y) * view.scale];
}

async function click(page: Page, x: number, y: number, options: { modifiers?: ('Shift' | 'Alt')[] } = {}) {
  for (const key of options.modifiers ?? []) await page.keyboard.down(key);
  await page.mouse.click(...(await at(page, x, y)));
  for (const key of options.modifiers ?? []) await page.keyboard.up(key);
}

async function drag(page: Page, ...points: [number, number][]): Promise<void> {
  const [first, ...rest] = points;
  await page.mouse.move(...(await at(page, ...first!)));
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...(await at(page, ...point)), { steps: 5 });
  await page.mouse.up();
}

function near(shape: Shape, expected: Record<string, number>): void {
  for (const [key, value] of Object.entries(expected)) {
    expect
      .soft(Math.abs(Number(Reflect.get(shape, key)) - value), `${key} of ${JSON.stringify(shape)}`)
      .toBeLessThan(1.2);
  }
}

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
    await page.keyboard.press('Shift+P');
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

function pixels(shape: Shape): number {
  return shape.type === 'mask' ? shape.counts.reduce((sum, n, i) => sum + (i % 2 === 1 ? n : 0), 0) : 0;
}

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

  test('a link is dragged from a region to another', async ({ page }) => {
    await open(page, '&links=1');
    await put(page, [region('a', box(100, 100, 100, 100)), region('b', box(500, 300, 100, 100))], ['a']);
    const { scale } = await page.evaluate(() => window.harness.stage.view);
    await drag(page, [200 + 22 / scale, 150], [550, 350]);
    expect(await page.evaluate(() => window.harness.links)).toEqual([['a', 'b']]);
    near((await shapes(page))[0]!, { x: 100, y: 100 });
  });
});

test.describe('looking', () => {
  const open50 = async (page: Page) => {
    server.requests.length = 0;
    await page.goto(`${server.url}?width=${BIG.width}&height=${BIG.height}&levels=6&tiles=1`);
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('.stage-layer')?.dataset.sharp === 'true',
    );
  };
  const tiles = () => server.requests.filter((path) => path.includes('/tiles/'));

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
    server.requests.length = 0;
    await page.goto(`${server.url}?width=800&height=500&display=/picture/second-try`);
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

test.describe('without sight of the canvas', () => {
  test('regions are a list that says what and where, and selects', async ({ page }) => {
    await open(page);
    await put(page, [
      region('dog', box(600, 400, 100, 50)),
      region('sofa', { type: 'polygon', points: [[10, 10], [90, 10], [50, 60]], holes: [] }, { locked: true }), // prettier-ignore
    ]);
    const list = page.getByRole('listbox', { name: /Regions of the picture/ });
    await expect(list.getByRole('option')).toHaveText([
      'dog, box, lower right, 100 × 50 pixels',
      'sofa, polygon, upper left, 80 × 50 pixels, locked',
    ]);
    await page.locator('.stage-surface').focus();
    await page.keyboard.press('Tab');
    await expect(list.getByRole('option').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await selected(page)).toEqual(['sofa']);
    await expect(list.getByRole('option', { selected: true })).toHaveText(/sofa/);
    expect(await page.evaluate(() => window.harness.hovered)).toBe('sofa');
  });

  test('many regions keep the page small', async ({ page }) => {
    await open(page, '&boxes=2000');
    const options = page.getByRole('option');
    await expect(options.first()).toHaveAttribute('aria-setsize', '2000');
    expect(await options.count()).toBeLessThan(200);
    await options.first().focus();
    await page.keyboard.press('End');
    await expect(page.locator(':focus')).toHaveAttribute('aria-posinset', '2000');
  });

  test('axe finds nothing, also with forced colours', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await open(page, '&boxes=20');
    await expect(page.getByRole('option').first()).toBeAttached();
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
