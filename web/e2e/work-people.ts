// Signing in as the sample people of the demo, through the API, so that no test needs a pointer for it.
import type { BrowserContext, Page } from '@playwright/test';

export interface DemoPerson {
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

export async function demoPeople(context: BrowserContext): Promise<readonly DemoPerson[]> {
  const me = await context.request.get('/api/me');
  const { demo }: { demo: DemoPerson[] | null } = await me.json();
  return demo ?? [];
}

/** Signs in the `index`-th sample person of a role. */
export async function signIn(context: BrowserContext, role: string, index = 0): Promise<DemoPerson> {
  const people = await demoPeople(context);
  const person = people.filter((each) => each.role === role)[index];
  if (!person) throw new Error(`the demo has no ${role} number ${index}`);
  const reply = await context.request.post('/api/session', {
    data: { email: person.email, password: person.password },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  if (!reply.ok()) throw new Error(`signing in failed: ${reply.status()} ${await reply.text()}`);
  return person;
}

export async function openWork(page: Page, project: string): Promise<void> {
  await page.goto(`/p/${project}/work`);
  await page.locator('.workbench').waitFor();
}

/** Waits until the server has the draft. */
export async function saved(page: Page): Promise<void> {
  await page.locator('.save-mark[data-state=saved]').waitFor();
}
