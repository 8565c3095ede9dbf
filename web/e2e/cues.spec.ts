// Subtitles against their sound, by keyboard alone: a wrong word, a cue that comes too late, and speech that is missing.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { ownProject } from './support/designs';
import { forbidPointers, pressAll } from './support/keyboard';
import { tones } from './support/sounds';
import { openWork, saved, signIn } from './work-people';

const SUBTITLES = `WEBVTT

00:00.500 --> 00:02.600
<v Ann>Welcome to the old station.

00:04.980 --> 00:06.600
<v Ann>The train leaves at nine.

00:09.000 --> 00:10.600
<v Bob>Please mind the gap.
`;

const DESIGN = {
  title: 'Subtitles by keyboard',
  slots: [
    { id: 'sound', title: 'Sound', kind: 'audio', role: 'context' },
    { id: 'subtitles', title: 'Subtitles', kind: 'text', role: 'claim_source', timed: true },
  ],
  claims: {
    slot: 'subtitles',
    split: 'cues',
    aspects: [
      { id: 'text', title: 'Text' },
      { id: 'timing', title: 'Timing' },
      { id: 'speaker', title: 'Speaker' },
      { id: 'reading_speed', title: 'Reading speed' },
    ],
    verdicts: [
      { id: 'right', title: 'Right', tone: 'supported', error: 'forbidden' },
      { id: 'wrong', title: 'Wrong', tone: 'contradicted', error: 'required' },
    ],
    error_types: [
      { id: 'wrong_word', title: 'Wrong word' },
      { id: 'out_of_sync', title: 'Out of sync', offset: true },
      { id: 'missing_speech', title: 'Speech left out', omission: true },
    ],
  },
};

interface Body {
  readonly regions: readonly { id: string; selector: object }[];
  readonly verdicts: readonly { claim: string; aspect: string; value: string; errors: readonly object[] }[];
  readonly omissions: readonly { text: string; type: string; evidence: readonly { region: string }[] }[];
}

async function subtitleProject(context: BrowserContext, title: string): Promise<string> {
  const spoken = [
    [0.5, 2.6],
    [3.48, 5.1],
    [7, 8.2],
    [9, 10.6],
  ] as const;
  const row = { id: 'a', slots: { sound: 'sound.wav', subtitles: SUBTITLES } };
  const sound = { name: 'sound.wav', mimeType: 'audio/wav', buffer: tones(12, spoken) };
  return ownProject(context, { ...DESIGN, title }, [row], sound);
}

/** The error of the claim in focus: its type, found by typing, and its severity; then the field that comes next. */
async function wrong(page: Page, type: string): Promise<void> {
  await page.keyboard.press('Digit2');
  await expect(page.getByRole('combobox', { name: 'error' })).toBeFocused();
  await page.keyboard.type(type);
  await pressAll(page, 'Enter', 'Digit2');
}

test('a wrong word, a late cue and missing speech are stored exactly', async ({ page, context }) => {
  await signIn(context, 'manager');
  const slug = await subtitleProject(context, DESIGN.title);
  const errors = await forbidPointers(page);
  await openWork(page, slug);
  const current = page.locator('.claim-current');
  const now = page.locator('.claim-said');
  await expect(current).toBeFocused();
  await expect(page.locator('.cue').first()).toContainText('00:00.500 – 00:02.600');
  await expect(now).toHaveText(/Welcome/);

  // The first cue: one word is another one, everything else is right.
  await wrong(page, 'word');
  await expect(page.getByRole('textbox', { name: 'should be' })).toBeFocused();
  await page.keyboard.type('Welcome to the new station.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Digit1');

  // The second one comes 1.5 seconds after it is said: the playhead went there with the focus.
  await expect(current).toContainText('The train leaves at nine.');
  await expect(now).toHaveText(/train/);
  await pressAll(page, 'Digit1', 'j');
  await wrong(page, 'sync');
  const offset = page.getByRole('textbox', { name: /^Offset in milliseconds/ });
  await expect(offset).toBeFocused();
  await page.keyboard.type('1490');
  await page.keyboard.press('ArrowUp');
  await expect(offset).toHaveValue(/^\+1\D?500$/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.corrected-times ins')).toHaveText('00:03.480 – 00:05.100');
  await page.keyboard.press('Shift+Digit1');

  // The third one is right.
  await expect(current).toContainText('Please mind the gap.');
  await page.keyboard.press('Shift+Digit1');

  // What is said from second 7 on stands nowhere: an interval, and what the text should say there.
  await addInterval(page, 7000, 8200);
  await page.keyboard.press('o');
  await page.keyboard.type('Mind your step.');
  await page.keyboard.press('Enter');
  await pressAll(page, 'Digit1');
  await expect(page.locator('.corrected-times li')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(page.locator('.bottombar-ready')).toBeVisible();
  await saved(page);

  const sending = page.waitForRequest((request) => request.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const request = await sending;
  expect((await request.response())?.status()).toBe(200);
  const { annotation }: { annotation: Body } = request.postDataJSON();
  check(annotation);
  expect(errors).toEqual([]);
});

/** With the keys of the timeline: I where it begins and where it ends. */
async function addInterval(page: Page, startMs: number, endMs: number): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await forward(page, startMs);
  await page.keyboard.press('i');
  await forward(page, endMs - startMs);
  await page.keyboard.press('i');
}

/** In steps of 10 ms. */
async function forward(page: Page, ms: number): Promise<void> {
  for (let left = ms / 10; left > 0; left -= 1) await page.keyboard.press('>');
}

function check({ verdicts, omissions, regions }: Body): void {
  expect(verdicts).toHaveLength(12);
  const bad = verdicts.filter(({ value }) => value === 'wrong');
  expect(bad).toHaveLength(2);
  expect(bad[0]).toMatchObject({
    aspect: 'text',
    errors: [{ type: 'wrong_word', severity: 2, correction: 'Welcome to the new station.' }],
  });
  expect(bad[1]).toMatchObject({
    aspect: 'timing',
    errors: [{ type: 'out_of_sync', severity: 2, offset_ms: 1500, correction: null }],
  });
  expect(omissions).toMatchObject([{ text: 'Mind your step.', type: 'missing_speech' }]);
  const shown = regions.find(({ id }) => id === omissions[0]?.evidence[0]?.region);
  expect(shown?.selector).toMatchObject({ type: 'interval', start_ms: 7000, end_ms: 8200 });
}
