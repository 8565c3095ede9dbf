// Intervals and tracks on the timeline, by keyboard and by mouse: what is stored is what was meant, to the millisecond.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ownProject } from './support/designs';
import { saved, signIn } from './work-people';

/** 25 frames a second; see `media/make.mjs`. */
const FILM = path.resolve(import.meta.dirname, 'media/even.mp4');
const FRAME_MS = 40;

interface Region {
  readonly id: string;
  readonly label: string | null;
  readonly selector: {
    readonly type: string;
    readonly start_ms?: number;
    readonly end_ms?: number;
    readonly keyframes?: readonly Keyframe[];
  };
}

interface Keyframe {
  readonly time_ms: number;
  readonly frame: number;
  readonly outside?: boolean;
  readonly shape: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

test.beforeEach(async ({ page, context }, info) => {
  await signIn(context, 'manager');
  const slug = await filmProject(context, `T${info.repeatEachIndex}${info.retry} ${info.title}`);
  await page.goto(`/p/${slug}/work`);
  await expect(board(page)).toBeVisible();
  await expect(page.locator('.pane-video')).toHaveAttribute('data-frame', '0');
});

async function filmProject(context: BrowserContext, title: string): Promise<string> {
  const attributes = [
    { id: 'pose', title: 'Pose', type: 'choice', options: [{ id: 'sits' }, { id: 'runs' }] },
  ];
  const design = {
    title,
    slots: [
      { id: 'film', title: 'Film', kind: 'video', role: 'context' },
      { id: 'text', title: 'Text', kind: 'text', role: 'claim_source' },
    ],
    claims: {
      slot: 'text',
      verdicts: [{ id: 'fine', tone: 'supported', error: 'forbidden' }],
    },
    ontology: {
      labels: [
        { id: 'square', title: 'Square', selectors: ['track'], attributes },
        { id: 'sound', title: 'Sound', selectors: ['interval'] },
      ],
    },
    links: [{ id: 'before', title: 'before', order: 'before' }],
  };
  const rows = ['a', 'b'].map((id) => ({ id, slots: { film: 'even.mp4', text: 'Squares move.' } }));
  const film = { name: 'even.mp4', mimeType: 'video/mp4', buffer: await readFile(FILM) };
  return ownProject(context, design, rows, undefined, film);
}

const board = (page: Page) => page.locator('.timeline-board');

async function press(page: Page, keys: string, times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) await page.keyboard.press(keys);
}

/** What the server has of the item: its draft is sent a moment after each change. */
async function regions(page: Page): Promise<readonly Region[]> {
  await saved(page);
  const reply = await page.request.post(`/api/projects/${slugOf(page)}/assignments/next`, {
    data: {},
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  const task: { draft?: { body: { draft: { regions: Region[] } } } } = await reply.json();
  return task.draft?.body.draft.regions ?? [];
}

const slugOf = (page: Page) => /\/p\/([^/]+)/.exec(page.url())?.[1] ?? '';

const stretch = ({ selector }: Region) => [selector.start_ms, selector.end_ms];

test('an interval begins and ends at the playhead, and is there again to the millisecond', async ({
  page,
}) => {
  await board(page).focus();
  await press(page, 'ArrowRight', 12);
  await press(page, 'Shift+ArrowRight', 3);
  await press(page, 'i');
  await expect(board(page)).toHaveAttribute('aria-valuetext', /interval begun at 00:00\.123/);
  await press(page, 'ArrowRight', 100);
  await press(page, 'Shift+ArrowLeft', 6);
  await press(page, 'i');
  await expect.poll(async () => (await regions(page)).map(stretch)).toEqual([[123, 1117]]);

  await page.reload();
  const list = page.getByRole('listbox', { name: /Regions on the timeline/ });
  await expect(list.getByRole('option')).toHaveText([/00:00\.123 to 00:01\.117/]);
  await list.getByRole('option').focus();
  await page.keyboard.press('Enter');
  const card = page.locator('.inspector');
  await expect(card.getByLabel('Start')).toHaveValue('00:00.123');
  await expect(card.getByLabel('End')).toHaveValue('00:01.117');
  await card.getByLabel('End').fill('00:02.005');
  await card.getByLabel('End').press('Enter');
  await expect.poll(async () => (await regions(page)).map(stretch)).toEqual([[123, 2005]]);
});

test('edges are nudged by keys, and undone as one', async ({ page }) => {
  await board(page).focus();
  await press(page, 'i');
  await press(page, 'ArrowRight', 50);
  await press(page, 'i');
  await expect.poll(async () => (await regions(page)).map(stretch)).toEqual([[0, 500]]);
  await board(page).focus();
  await press(page, 'ArrowDown', 2);
  await press(page, 'ArrowRight', 2);
  await press(page, 'Shift+ArrowLeft');
  await press(page, 'Control+ArrowRight');
  await expect(board(page)).toHaveAttribute('aria-valuetext', /^end, .*00:00\.520/);
  await press(page, 'Control+z');
  await expect.poll(async () => (await regions(page)).map(stretch)).toEqual([[0, 500]]);
});

test('pressed twice it is an event, and Escape gives up what was begun', async ({ page }) => {
  await board(page).focus();
  await press(page, 'ArrowRight', 30);
  await press(page, 'i');
  await press(page, 'i');
  await expect.poll(async () => (await regions(page)).map(stretch)).toEqual([[300, 300]]);
  await board(page).focus();
  await press(page, 'Escape');
  await press(page, 'i');
  await expect(board(page)).toHaveAttribute('aria-valuetext', /begun/);
  await press(page, 'Escape');
  await expect(board(page)).not.toHaveAttribute('aria-valuetext', /begun/);
});

test('intervals are drawn and dragged with the mouse, and snap to each other', async ({ page }) => {
  const box = await boardBox(page);
  const x = (ms: number) => box.x + (ms / 9600) * box.width;
  const drag = async (from: [number, number], to: [number, number]) => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move((from[0] + to[0]) / 2, to[1], { steps: 4 });
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
  };
  const strip = box.y + 24 + 20;
  await drag([x(2000), strip], [x(4000), strip]);
  await expect.poll(async () => (await regions(page)).length).toBe(1);
  const [start = 0, end = 0] = stretch((await regions(page))[0]!);
  expect(Math.abs(start - 2000)).toBeLessThan(30);
  expect(Math.abs(end - 4000)).toBeLessThan(30);
  await drag([x(6000), strip], [x(end) + 4, strip]);
  await expect.poll(async () => (await regions(page)).length).toBe(2);
  const second = (await regions(page))[1]!;
  expect(second.selector.start_ms).toBe(end);
});

test('a frame is tagged exactly', async ({ page }) => {
  await board(page).focus();
  await press(page, '.', 7);
  await press(page, 'Shift+T');
  await expect.poll(async () => (await regions(page)).map(stretch)).toEqual([[7 * FRAME_MS, 8 * FRAME_MS]]);
});

test('a box at two keyframes lies between them in between; it is split, merged and undone', async ({
  page,
}) => {
  const film = page.locator('.pane-video');
  const drawBox = async (dx: number) => {
    const area = (await film.boundingBox())!;
    await page.mouse.move(area.x + 100 + dx, area.y + area.height / 2 - 30);
    await page.mouse.down();
    await page.mouse.move(area.x + 160 + dx, area.y + area.height / 2 + 20, { steps: 5 });
    await page.mouse.up();
  };
  await page.keyboard.press('b');
  await drawBox(0);
  await expect.poll(async () => (await regions(page)).length).toBe(1);
  await board(page).focus();
  await press(page, '.', 20);
  await expect(film).toHaveAttribute('data-frame', '20');
  await page.keyboard.press('b');
  await drawBox(80);
  const keyframes = async () => (await regions(page)).map((region) => region.selector.keyframes ?? []);
  await expect
    .poll(async () => (await keyframes()).map((each) => each.map(({ frame }) => frame)))
    .toEqual([[0, 20]]);
  const [first, last] = (await keyframes())[0] as [Keyframe, Keyframe];
  expect(last.shape.x - first.shape.x).toBeGreaterThan(10);
  expect([first.time_ms, last.time_ms]).toEqual([0, 20 * FRAME_MS]);

  await board(page).focus();
  await press(page, ',', 10);
  await expect(film).toHaveAttribute('data-frame', '10');
  const shown = film.getByRole('option');
  await expect(shown).toHaveText(/box/);
  await press(page, 'Alt+k');
  await expect.poll(async () => (await keyframes())[0]?.map(({ frame }) => frame)).toEqual([0, 10, 20]);
  const middle = (await keyframes())[0]?.[1]?.shape;
  expect(Math.abs((middle?.x ?? 0) - (first.shape.x + last.shape.x) / 2)).toBeLessThan(1);
  await press(page, 'Alt+k');
  await expect.poll(async () => (await keyframes())[0]?.map(({ frame }) => frame)).toEqual([0, 20]);

  await press(page, 'Shift+G');
  const frames = async () => (await keyframes()).map((each) => each.map(({ frame }) => frame));
  await expect.poll(frames).toEqual([[0, 9], [10, 20]]); // prettier-ignore
  const list = page.getByRole('listbox', { name: /Regions on the timeline/ });
  await expect(list.getByRole('option')).toHaveCount(2);
  await list.getByRole('option').nth(1).focus();
  await press(page, 'Home');
  await press(page, 'Enter');
  await press(page, 'ArrowDown');
  await press(page, 'Shift+Enter');
  await page.getByRole('toolbar', { name: 'Timeline tools' }).getByText('Merge').click();
  await expect.poll(frames).toEqual([[0, 9, 10, 20]]);
  await press(page, 'Control+z');
  await expect.poll(frames).toEqual([[0, 9], [10, 20]]); // prettier-ignore
  await press(page, 'Control+z');
  await expect.poll(frames).toEqual([[0, 20]]);
});

async function boardBox(page: Page) {
  const box = await board(page).boundingBox();
  if (!box) throw new Error('there is no timeline');
  return box;
}
