// A whole caption check with the keyboard alone: any pointer event fails the test.
import { expect, test, type Page } from '@playwright/test';
import { openWork, signIn } from './work-people';

interface Sent {
  readonly regions: readonly { id: string; selector: { type: string; width: number; height: number } }[];
  readonly verdicts: readonly {
    claim: string;
    value: string;
    rationale: string | null;
    evidence: readonly { region: string; stance: string }[];
    errors: readonly { type: string; severity: number; correction: string }[];
  }[];
  readonly omissions: readonly { text: string; severity: number; evidence: readonly { none: string }[] }[];
}

async function forbidPointers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel']) {
      addEventListener(
        type,
        () => {
          throw new Error(`a pointer event: ${type}`);
        },
        true,
      );
    }
  });
}

test('three claims, a contradiction with a box, an omission, and the next item, by keyboard', async ({
  page,
  context,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await forbidPointers(page);
  await signIn(context, 'annotator');
  await openWork(page, 'photo-captions');

  const claims = page.locator('.claim-item');
  await expect(page.locator('.claim-current')).toBeFocused();
  const firstText = await claims.first().textContent();
  const count = await page.locator('.claim-list').first().locator('.claim-item').count();
  expect(count).toBeGreaterThanOrEqual(3);

  await page.keyboard.press('Digit1');
  await page.keyboard.press('j');
  await contradict(page);
  for (let claim = 3; claim <= count; claim += 1) {
    await page.keyboard.press('j');
    await page.keyboard.press('Digit1');
  }
  await omit(page);
  for (const answer of ['Digit4', 'Digit3']) {
    await page.keyboard.press('j');
    await expect(page.locator('.question-current')).toBeVisible();
    await page.keyboard.press(answer);
  }

  await expect(page.locator('.bottombar-ready')).toBeVisible();
  const sending = page.waitForRequest((request) => request.url().endsWith('/annotations'));
  await page.keyboard.press('Control+Enter');
  const request = await sending;
  const reply = await request.response();
  expect(reply?.status()).toBe(200);
  check(request.postDataJSON().annotation);

  await expect(page.locator('.topbar-progress')).toContainText('1 of');
  await expect(claims.first()).not.toHaveText(firstText ?? '');
  await expect(page.locator('.claim-current')).toBeFocused();
  expect(errors).toEqual([]);
});

/** Contradicted: error type, severity, correction, reason in their order, then a box as evidence. */
async function contradict(page: Page): Promise<void> {
  await page.keyboard.press('Digit2');
  await expect(page.getByRole('combobox', { name: 'error' })).toBeFocused();
  await page.keyboard.type('attr');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Digit3');
  await expect(page.getByRole('textbox', { name: 'should be' })).toBeFocused();
  await page.keyboard.type('something else');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'because' })).toBeFocused();
  await page.keyboard.type('the picture shows something else');
  await page.keyboard.press('Enter');
  await expect(page.locator('.claim-current')).toBeFocused();

  await page.keyboard.press('e');
  await expect(page.locator('.stage-banner')).toContainText('evidence for claim 2');
  await page.keyboard.press('b');
  await page.keyboard.press('Enter');
  for (const key of ['Control+ArrowLeft', 'Control+ArrowUp', 'Enter']) await page.keyboard.press(key);
  for (const key of ['Control+ArrowRight', 'Control+ArrowDown', 'Shift+ArrowRight', 'Enter']) {
    await page.keyboard.press(key);
  }
  await expect(page.locator('.claim-current')).toBeFocused();
  await expect(page.locator('.claim-current .evidence-piece')).toHaveCount(1);
}

/** What the text leaves out, with a severity and no region. */
async function omit(page: Page): Promise<void> {
  await page.keyboard.press('o');
  await page.keyboard.type('the dark background');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Digit1');
  await page.keyboard.press('Digit2');
  await expect(page.locator('.claim-current')).toBeFocused();
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Digit3');
  await expect(page.locator('.claim-current .evidence-absent')).toBeVisible();
}

function check(sent: Sent): void {
  const contradicted = sent.verdicts.find((verdict) => verdict.value === 'contradicted');
  expect(contradicted?.errors[0]).toMatchObject({
    type: 'attribute',
    severity: 3,
    correction: 'something else',
  });
  expect(contradicted?.rationale).toBe('the picture shows something else');
  expect(contradicted?.evidence[0]?.stance).toBe('contradicts');
  const region = sent.regions.find((each) => each.id === contradicted?.evidence[0]?.region);
  expect(region?.selector.type).toBe('box');
  expect(region?.selector.width).toBeGreaterThan(10);
  expect(region?.selector.height).toBeGreaterThan(10);
  expect(sent.omissions).toHaveLength(1);
  expect(sent.omissions[0]?.text).toBe('the dark background');
  expect(sent.omissions[0]?.evidence).toHaveLength(1);
}
