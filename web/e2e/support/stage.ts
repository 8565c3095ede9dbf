// The image stage on a page of its own: opens it, puts regions on it, and works at places of the picture.
import { expect, test, type Page } from '@playwright/test';
import type { StageRegion, ToolId } from '../../src/modalities/image/stage';
import type { Shape } from '../../src/model/geometry/types';
import { serve } from '../stage_harness/server.mjs';

export const BIG = { width: 8688, height: 5792 };

type Server = Awaited<ReturnType<typeof serve>>;
let server: Server | undefined;

/** For the tests of one file: the pages are served while they run, in a window of one size. */
export function useStage(): void {
  test.beforeAll(async () => {
    server = await serve({ size: BIG });
  });
  test.afterAll(async () => {
    await server?.close();
  });
  test.use({ viewport: { width: 1000, height: 700 } });
}

export function served(): Server {
  if (!server) throw new Error('call useStage in the file of the test');
  return server;
}

/** A picture of 800 × 500 pixels; at this size of the window it is fitted at 1.21 screen pixels a pixel. */
export async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`${served().url}?width=800&height=500${query}`);
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.stage-layer')?.dataset.sharp === 'true',
  );
}

export function region(id: string, selector: Shape, more: Partial<StageRegion> = {}): StageRegion {
  return { id, selector, color: '#e69f00', title: id, line: 'solid', emphasis: 'none', ...more };
}

export const box = (x: number, y: number, width: number, height: number, rotation = 0): Shape => ({
  type: 'box',
  x,
  y,
  width,
  height,
  rotation,
});

export async function put(page: Page, regions: StageRegion[], selected: string[] = []): Promise<void> {
  await page.evaluate(
    ([list, ids]) => {
      window.harness.set(list);
      window.harness.select(ids);
    },
    [regions, selected] as const,
  );
}

export const tool = (page: Page, id: ToolId) => page.evaluate((name) => window.harness.tool(name), id);
export const shapes = (page: Page) =>
  page.evaluate(() => window.harness.regions.map(({ selector }) => selector));
export const selected = (page: Page) => page.evaluate(() => window.harness.selected);

export async function last(page: Page): Promise<Shape> {
  const all = await shapes(page);
  expect(all.length).toBeGreaterThan(0);
  return all.at(-1)!;
}

/** Where a place of the picture is on the screen. */
export async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const view = await page.evaluate(() => window.harness.stage.view);
  return [(x - view.x) * view.scale, (y - view.y) * view.scale];
}

export async function click(
  page: Page,
  x: number,
  y: number,
  options: { modifiers?: ('Shift' | 'Alt')[] } = {},
) {
  for (const key of options.modifiers ?? []) await page.keyboard.down(key);
  await page.mouse.click(...(await at(page, x, y)));
  for (const key of options.modifiers ?? []) await page.keyboard.up(key);
}

export async function drag(page: Page, ...points: [number, number][]): Promise<void> {
  const [first, ...rest] = points;
  await page.mouse.move(...(await at(page, ...first!)));
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...(await at(page, ...point)), { steps: 5 });
  await page.mouse.up();
}

export function near(shape: Shape, expected: Record<string, number>): void {
  for (const [key, value] of Object.entries(expected)) {
    expect
      .soft(Math.abs(Number(Reflect.get(shape, key)) - value), `${key} of ${JSON.stringify(shape)}`)
      .toBeLessThan(1.2);
  }
}

export function pixels(shape: Shape): number {
  return shape.type === 'mask' ? shape.counts.reduce((sum, n, i) => sum + (i % 2 === 1 ? n : 0), 0) : 0;
}
