// A caption check without a pointer: the steps that the tests of the keyboard share.
import { expect, type Page } from '@playwright/test';

/** Makes every pointer event an error of the page. The list that comes back fills as errors happen. */
export async function forbidPointers(page: Page): Promise<readonly string[]> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    const refuse = (event: Event) => {
      const byKey = event instanceof MouseEvent && event.type === 'click' && event.detail === 0;
      if (!byKey) throw new Error(`a pointer event: ${event.type}`);
    };
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel', 'click', 'dblclick']) {
      addEventListener(type, refuse, true);
    }
  });
  return errors;
}

export async function pressAll(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

export interface Contradiction {
  /** What is typed to find the error type. */
  readonly type: string;
  readonly severity: number;
  readonly correction: string;
  readonly reason: string;
}

/** The claim in focus is contradicted: error type, severity, correction and reason, in their order. */
export async function contradict(page: Page, words: Contradiction): Promise<void> {
  await page.keyboard.press('Digit2');
  await expect(page.getByRole('combobox', { name: 'error' })).toBeFocused();
  await page.keyboard.type(words.type);
  await pressAll(page, 'Enter', `Digit${words.severity}`);
  await expect(page.getByRole('textbox', { name: 'should be' })).toBeFocused();
  await page.keyboard.type(words.correction);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'because' })).toBeFocused();
  await page.keyboard.type(words.reason);
  await page.keyboard.press('Enter');
  await expect(page.locator('.claim-current')).toBeFocused();
}

/** To the picture with the box tool, for evidence of the claim in focus. */
export async function startBox(page: Page, claim: number): Promise<void> {
  await page.keyboard.press('e');
  await expect(page.locator('.stage-banner')).toContainText(`evidence for claim ${claim}`);
  await page.keyboard.press('b');
}

/** What the text leaves out: a kind, a severity, and no region. */
export async function omit(page: Page, text: string): Promise<void> {
  await page.keyboard.press('o');
  await page.keyboard.type(text);
  await pressAll(page, 'Enter', 'Digit1', 'Digit2');
  await expect(page.locator('.claim-current')).toBeFocused();
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Digit3');
  await expect(page.locator('.claim-current .evidence-absent')).toBeVisible();
}

/** Answers the questions of the item, one digit each, after the last claim or omission. */
export async function answer(page: Page, ...digits: readonly number[]): Promise<void> {
  for (const digit of digits) {
    await page.keyboard.press('j');
    await expect(page.locator('.question-current')).toBeVisible();
    await page.keyboard.press(`Digit${digit}`);
  }
}
