// The loop in time on the sample projects, by keyboard alone: subtitles, a description and a transcript, and their exports.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { exportNative } from './support/exports';
import { forbidPointers, pressAll } from './support/keyboard';
import { openWork, saved, signIn } from './work-people';

interface TimedBody {
  readonly regions: readonly { id: string; slot: string; selector: Interval }[];
  readonly verdicts: readonly {
    claim: string;
    aspect: string;
    value: string;
    evidence: readonly { region?: string; stance: string }[];
    errors: readonly { type: string; severity?: number; offset_ms?: number; correction?: string }[];
  }[];
  readonly omissions: readonly { text: string; type: string; evidence: readonly { region?: string }[] }[];
  readonly links: readonly { type: string; from: Target; to: Target }[];
}

interface Interval {
  readonly type: string;
  readonly start_ms: number;
  readonly end_ms: number;
}

interface Target {
  readonly on: string;
  readonly id: string;
}

/** Each frame of the keypads and of the rabbit lasts 40 ms. */
const FRAME_MS = 40;

const CORRECTED = 'Waldo’s premier provider of perfect products.';

test('subtitles: a wrong word, a cue 1.5 s late and a missing cue', async ({ browser }) => {
  test.setTimeout(300_000);
  const body = await annotate(browser, 'prompt-subtitles', 'company-menu', async (page) => {
    const current = page.locator('.claim-current');
    for (let cue = 1; cue <= 8; cue += 1) {
      if (cue === 2) {
        await error(page, 'wrong word', 2);
        await expect(page.getByRole('textbox', { name: 'should be' })).toBeFocused();
        await page.keyboard.type(CORRECTED);
        await page.keyboard.press('Escape');
      }
      if (cue === 5) {
        await expect(current).toContainText('To establish a sales partnership');
        await pressAll(page, 'Digit1', 'j');
        await error(page, 'sync', 2);
        const offset = page.getByRole('textbox', { name: /^Offset in milliseconds/ });
        await expect(offset).toBeFocused();
        await page.keyboard.type('1500');
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('Shift+Digit1');
    }
    // The playhead stands where the last cue begins, at 22.96 s: back from there, and on without a cue in focus.
    await page.keyboard.press('Escape');
    await step(page, ',', 7);
    await begin(page, '00:22.680');
    await step(page, ',', 61);
    await page.keyboard.press('i');
    await page.keyboard.press('o');
    await page.keyboard.type('For a company directory, press four.');
    await pressAll(page, 'Enter', 'Digit1', 'Digit2', 'Escape');
    await answerAll(page, 2);
  });

  const wrong = body.verdicts.filter(({ value }) => value === 'contradicted');
  expect(body.verdicts).toHaveLength(32);
  expect(wrong).toHaveLength(2);
  expect(wrong.find(({ claim }) => claim === 'c2')).toMatchObject({
    aspect: 'text',
    errors: [{ type: 'wrong_word', severity: 2, correction: CORRECTED }],
  });
  expect(wrong.find(({ claim }) => claim === 'c5')).toMatchObject({
    aspect: 'timing',
    errors: [{ type: 'out_of_sync', severity: 2, offset_ms: 1500 }],
  });
  expect(body.omissions).toMatchObject([
    { text: 'For a company directory, press four.', type: 'omission_speech' },
  ]);
  expect(intervalOf(body, body.omissions[0]?.evidence[0]?.region)).toMatchObject({
    start_ms: 20_240,
    end_ms: 22_680,
  });
});

test('a description with two events in the wrong order', async ({ browser }) => {
  test.setTimeout(300_000);
  const body = await annotate(browser, 'events-in-videos', 'rabbit-wakes', async (page) => {
    await pressAll(page, 'Digit1', 'j');
    await error(page, 'wrong order', 3);
    await page.keyboard.type('It stands up before it yawns.');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'because' })).toBeFocused();
    await page.keyboard.type('It stands at 1.6 s and yawns from 2.6 s on.');
    await page.keyboard.press('Escape');
    await mark(page, 2600, 4160);
    await mark(page, 1400, 2000);
    await page.keyboard.press('x');
    await chooseNamed(page, /before →/);
    await expect(page.locator('.claim-current')).toBeVisible();
    await pressAll(page, 'j', 'Digit1', 'j');
    await error(page, 'does not happen', 3);
    await page.keyboard.type('No bird is seen.');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Nothing comes near its shoulder.');
    await pressAll(page, 'Enter', 'n', 'Digit2');
    // While a list opens keys wait for it; nothing is to be looked at until they are through.
    await expect(page.locator('.claim-current .evidence-absent')).toBeVisible();
    await pressAll(page, 'j', 'Digit1');
    await answerAll(page, 3, 3);
  });

  const order = body.verdicts.find(({ claim }) => claim === 'c2');
  expect(order).toMatchObject({ value: 'contradicted', errors: [{ type: 'wrong_order' }] });
  expect(order?.evidence).toHaveLength(2);
  expect(body.links).toMatchObject([{ type: 'before' }]);
  const [link] = body.links;
  expect(intervalOf(body, link?.from.id)).toMatchObject({ start_ms: 1400, end_ms: 2000 });
  expect(intervalOf(body, link?.to.id)).toMatchObject({ start_ms: 2600, end_ms: 4160 });
});

test('a transcript with words left out and words in place of others', async ({ browser }) => {
  test.setTimeout(300_000);
  const found = [
    ['left out', 'just as soon as', 6200],
    ['wrong word', 'latency', 12_000],
    ['name', 'pound', 21_000],
  ] as const;
  const body = await annotate(browser, 'prompt-transcripts', 'echo-test', async (page) => {
    await page.keyboard.press('Digit1');
    for (const [type, correction, ms] of found) {
      await page.keyboard.press('j');
      await error(page, type, 2);
      await page.keyboard.type(correction);
      await page.keyboard.press('Escape');
      await markAt(page, ms, ms + 500);
    }
    await answerAll(page, 4);
  });

  const wrong = body.verdicts.filter(({ value }) => value === 'contradicted');
  expect(wrong.flatMap(({ errors }) => errors.map(({ type }) => type))).toEqual([
    'deletion',
    'substitution',
    'name_or_number',
  ]);
  const starts = wrong.map(({ evidence }) => intervalOf(body, evidence[0]?.region)?.start_ms);
  expect(starts).toEqual([6200, 12_000, 21_000]);
});

/** Does one item and returns what the export says of it. */
async function annotate(
  browser: Browser,
  project: string,
  item: string,
  work: (page: Page) => Promise<void>,
): Promise<TimedBody> {
  const annotating = await browser.newContext();
  await signIn(annotating, 'annotator', 1);
  const page = await annotating.newPage();
  const errors = await forbidPointers(page);
  await openWork(page, project);
  await expect(page.locator('.claim-current')).toBeFocused();
  await work(page);
  await expect(page.locator('.bottombar-ready')).toBeVisible();
  await saved(page);
  const sending = page.waitForRequest((request) => request.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const sent = await sending;
  expect((await sent.response())?.status()).toBe(200);
  const { annotation }: { annotation: { id: string } } = sent.postDataJSON();
  expect(errors).toEqual([]);
  await annotating.close();

  const managing = await browser.newContext();
  await signIn(managing, 'manager');
  const lines = await exportNative(await managing.newPage(), project);
  await managing.close();
  const line = lines.find(({ external_id }) => external_id === item);
  const body: unknown = line?.annotations.find(({ id }) => id === annotation.id)?.body;
  if (!isTimed(body)) throw new Error(`the export has no annotation ${annotation.id} of ${item}`);
  return body;
}

const isTimed = (body: unknown): body is TimedBody =>
  typeof body === 'object' && body !== null && 'regions' in body;

/** The claim in focus is wrong: the type of its error, found by typing, and the severity with this digit. */
async function error(page: Page, type: string, severity: number): Promise<void> {
  await page.keyboard.press('Digit2');
  await expect(page.getByRole('combobox', { name: 'error' })).toBeFocused();
  await page.keyboard.type(type);
  await pressAll(page, 'Enter', `Digit${severity}`);
}

/** An interval by the keys of the timeline, frame by frame from the beginning. */
async function mark(page: Page, startMs: number, endMs: number): Promise<void> {
  await page.keyboard.press('Home');
  await step(page, '.', startMs / FRAME_MS);
  await begin(page, `00:0${(startMs / 1000).toFixed(3)}`);
  await step(page, '.', (endMs - startMs) / FRAME_MS);
  await page.keyboard.press('i');
}

/** An interval begins where the playhead stands, which is said. */
async function begin(page: Page, time: string): Promise<void> {
  await page.keyboard.press('i');
  await expect(page.getByText(`interval begun at ${time}`)).toBeAttached();
}

async function step(page: Page, key: string, times: number): Promise<void> {
  for (let left = times; left > 0; left -= 1) await page.keyboard.press(key);
}

/** An interval of a sound: begun and ended anywhere, and then its times are written. */
async function markAt(page: Page, startMs: number, endMs: number): Promise<void> {
  await page.keyboard.press('Home');
  await begin(page, '00:00.000');
  await step(page, '.', 60);
  await page.keyboard.press('i');
  for (const [name, ms] of [
    ['End', endMs],
    ['Start', startMs],
  ] as const) {
    const field = page.getByRole('textbox', { name, exact: true });
    await field.focus();
    await field.fill(`00:${(ms / 1000).toFixed(3).padStart(6, '0')}`);
    await field.press('Enter');
  }
  await page.locator('.claim-current').focus();
}

/** In a list that is open: the entry with these words. */
async function chooseNamed(page: Page, words: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  const entries = dialog.getByRole('option').or(dialog.getByRole('button'));
  let place = -1;
  const find = async () => {
    const texts = await entries.allInnerTexts();
    const named = texts.filter((text) => text.includes('→') || text.includes('←'));
    place = named.findIndex((text) => words.test(text));
    return place;
  };
  // The list is fetched when it is opened for the first time.
  await expect.poll(find, { message: `an entry with ${words}` }).toBeGreaterThanOrEqual(0);
  await page.keyboard.press(`Digit${place + 1}`);
  await expect(dialog).toBeHidden();
}

/** The questions of the item, one digit each, after the last claim. */
async function answerAll(page: Page, ...digits: readonly number[]): Promise<void> {
  const question = page.locator('.question-current');
  for (const digit of digits) {
    await page.keyboard.press('j');
    for (let more = 10; more > 0 && !(await question.isVisible()); more -= 1) await page.keyboard.press('j');
    await page.keyboard.press(`Digit${digit}`);
  }
}

function intervalOf(body: TimedBody, region: string | undefined): Interval | undefined {
  return body.regions.find(({ id }) => id === region)?.selector;
}
