// A whole caption check with the keyboard alone: any pointer event fails the test.
import { expect, test, type Page } from '@playwright/test';
import { answer, contradict, forbidPointers, omit, pressAll, startBox } from './support/keyboard';
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

test('three claims, a contradiction with a box, an omission, and the next item, by keyboard', async ({
  page,
  context,
}) => {
  const errors = await forbidPointers(page);
  await signIn(context, 'annotator');
  await openWork(page, 'photo-captions');

  const claims = page.locator('.claim-item');
  await expect(page.locator('.claim-current')).toBeFocused();
  const firstText = await claims.first().textContent();
  const count = await page.locator('.claim-list').first().locator('.claim-item').count();
  expect(count).toBeGreaterThanOrEqual(3);

  await page.keyboard.press('Digit1');
  await page.keyboard.press('j');
  await contradict(page, {
    type: 'attr',
    severity: 3,
    correction: 'something else',
    reason: 'the picture shows something else',
  });
  await drawBox(page);
  for (let claim = 3; claim <= count; claim += 1) {
    await page.keyboard.press('j');
    await page.keyboard.press('Digit1');
  }
  await omit(page, 'the dark background');
  await answer(page, 4, 3);

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

/** A box around the middle of the view, a fifth of it wide and high. */
async function drawBox(page: Page): Promise<void> {
  await startBox(page, 2);
  await pressAll(page, 'Enter', 'Control+ArrowLeft', 'Control+ArrowUp', 'Enter');
  await pressAll(page, 'Control+ArrowRight', 'Control+ArrowDown', 'Shift+ArrowRight', 'Enter');
  await expect(page.locator('.claim-current')).toBeFocused();
  await expect(page.locator('.claim-current .evidence-piece')).toHaveCount(1);
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
