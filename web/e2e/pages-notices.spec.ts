// What a manager tells an annotator, what annotators answer, and what people talk about: two people on two pages.
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { ulid } from '../src/editor/ulid';
import { serious } from './support/axe';
import { annotateNext, captionProject, join } from './support/project';
import { signIn } from './work-people';

/** A project in which two people differ about the second claim of an item; the second one's page. */
async function differing(browser: Browser, manager: BrowserContext, title: string) {
  const project = await captionProject(manager, title, 2);
  const people: BrowserContext[] = [];
  for (const [name, value] of [
    ['Nia', 'supported'],
    ['Omar', 'contradicted'],
  ] as const) {
    const context = await browser.newContext();
    await join(context, project, name);
    await annotateNext(context, project.slug, ulid(), value);
    people.push(context);
  }
  const [nia, omar] = people;
  if (!nia || !omar) throw new Error('two people joined');
  await nia.close();
  return { slug: project.slug, page: await omar.newPage() };
}

async function write(page: Page, words: string, button: string): Promise<void> {
  const proposals = page.getByRole('region', { name: 'Proposals' });
  await proposals.getByLabel('What the annotator reads').fill(words);
  await proposals.getByRole('button', { name: button, exact: true }).click();
  await expect(proposals.locator('.proposal-line').first()).toContainText(words);
}

test('a notice and a pause are read on My work and answered there; the manager lets them go on', async ({
  page,
  context,
  browser,
}) => {
  await signIn(context, 'manager');
  const { slug, page: theirs } = await differing(browser, context, 'Notices');
  await page.goto(`/p/${slug}/quality`);
  const proposals = page.getByRole('region', { name: 'Proposals' });
  await proposals.getByText('Write to somebody').click();
  await proposals.getByLabel('To').selectOption('Omar');
  await write(page, 'Compare with the colour card.', 'Send a notice');

  await theirs.goto(`/p/${slug}/mine`);
  const notices = theirs.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('Compare with the colour card.');
  await expect(notices).toContainText('Morgan Manager');
  await notices.getByRole('button', { name: 'Answer' }).press('Enter');
  await expect(notices.getByLabel('Your answer')).toBeFocused();
  await theirs.keyboard.type('Where is it?');
  await notices.getByRole('button', { name: 'Send' }).press('Enter');
  await expect(notices).toContainText('You answered: Where is it?');
  await expect(notices.getByRole('button', { name: 'Answer again' })).toBeFocused();
  expect(await serious(theirs)).toEqual([]);

  await page.reload();
  await expect(proposals.locator('.proposal-line')).toContainText('Answer: Where is it?');
  await proposals.getByText('Write to somebody').click();
  await proposals.getByLabel('To').selectOption('Omar');
  await write(page, 'Let us talk first.', 'Pause');
  expect(await serious(page)).toEqual([]);

  // Whoever is paused is told so where the work would be, and led to where an answer can be given.
  await theirs.goto(`/p/${slug}/work`);
  await expect(theirs.getByText('You are paused in this project')).toBeVisible();
  await expect(theirs.getByText('Let us talk first.')).toBeVisible();
  await theirs.getByRole('link', { name: 'Answer' }).click();
  await expect(notices.locator('.mine-notice').first()).toContainText('paused');

  const paused = proposals.locator('.proposal').filter({ hasText: 'Resume' }).first();
  await paused.getByLabel('What the annotator reads').fill('All is clear now.');
  await paused.getByRole('button', { name: 'Resume' }).click();
  await expect(proposals).not.toContainText('Who is paused');
  await theirs.goto(`/p/${slug}/work`);
  await theirs.locator('.workbench').waitFor();
  await theirs.context().close();
});

test('what people talk about comes to who has judged it, without names, and tells what came of it', async ({
  page,
  context,
  browser,
}) => {
  await signIn(context, 'manager');
  const { slug, page: theirs } = await differing(browser, context, 'Talks');
  await page.goto(`/p/${slug}/quality`);
  const labels = page.getByRole('region', { name: /^People disagree most about/ });
  await labels.getByRole('button', { name: /^Contradicted \(Verdict\): show the/ }).click();
  await page.locator('#split-places').getByRole('button', { name: 'Discuss' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What should people talk about?').fill('Is a cup with a blue rim blue?');
  await dialog.getByRole('button', { name: 'Put on the list' }).click();
  const list = page.getByRole('region', { name: 'To talk about' });
  await expect(list.locator('.votes')).toContainText('Omar');

  await theirs.goto(`/p/${slug}/mine`);
  const talks = theirs.getByRole('region', { name: 'What people talk about' });
  await expect(talks).not.toContainText('blue rim');
  await talks.getByRole('button', { name: 'Show it' }).press('Enter');
  await expect(talks).toContainText('Is a cup with a blue rim blue?');
  await expect(talks).toContainText('The cup is blue.');
  await expect(talks.locator('.votes')).toHaveText(/Contradicted\s*1.*Supported\s*1/);
  for (const name of ['Nia', 'Omar']) await expect(talks).not.toContainText(name);
  await expect(talks.getByRole('link')).toHaveCount(0);
  expect(await serious(theirs)).toEqual([]);

  await list.getByRole('button', { name: 'Close with an outcome' }).click();
  await dialog.getByLabel('Outcome').fill('The rim does not count.');
  await dialog.getByRole('button', { name: 'Close with an outcome' }).click();
  await expect(list).toContainText('1 closed');
  await theirs.reload();
  await talks.getByRole('button', { name: 'Show it' }).click();
  await expect(talks).toContainText('Closed: The rim does not count.');
  await theirs.context().close();
});
