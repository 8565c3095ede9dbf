// Submissions that were made without connection go out from any page, and the page says so.
import { expect, test, type Page } from '@playwright/test';
import { inBrowser } from './support/kept';
import { answer, pressAll } from './support/keyboard';
import { captionProject, join } from './support/project';
import { openWork, saved, signIn } from './work-people';

interface Submission {
  readonly id: string;
}

test('a submission that waits goes out from the list of projects', async ({ page, browser }) => {
  const manager = await browser.newContext();
  await signIn(manager, 'manager');
  const project = await captionProject(manager, 'Sent later', 1);
  await join(page.context(), project, 'Olga');
  await openWork(page, project.slug);
  await judge(page);
  await page.route('**/annotations', (route) => route.abort('internetdisconnected'));
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await inBrowser<Submission>(page, 'submissions')).length).toBe(1);

  await page.goto('/');
  const note = page.locator('.outbox');
  await expect(note).toContainText('1 submission waits for the connection');
  await page.unroute('**/annotations');
  await expect(note).toContainText('1 submission sent', { timeout: 15_000 });
  expect(await inBrowser<Submission>(page, 'submissions')).toEqual([]);
  const mine = await page.request.get(`/api/projects/${project.slug}/my-work`);
  expect((await mine.json()).items).toHaveLength(1);
  await manager.close();
});

/** Finds all three claims right, and answers both questions. */
async function judge(page: Page): Promise<void> {
  await page.locator('.claim-current').waitFor();
  await pressAll(page, 'Digit1', 'j', 'Digit1', 'j', 'Digit1');
  await answer(page, 4, 3);
  await expect(page.locator('.bottombar-ready')).toBeVisible();
  await saved(page);
}
