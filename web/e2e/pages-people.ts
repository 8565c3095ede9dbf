// Signs in as one of the demo's people.
import { expect, type Page } from '@playwright/test';

/** `role` as the demo names it: `manager` or `annotator`. */
export async function signIn(page: Page, role: string): Promise<void> {
  const reply = await page.request.get('/api/me');
  const me: { demo: { email: string; password: string; role: string }[] } = await reply.json();
  const person = me.demo.find((one) => one.role === role);
  if (!person) throw new Error(`the demo has no ${role}`);
  const session = await page.request.post('/api/session', {
    data: { email: person.email, password: person.password },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(session.ok()).toBe(true);
}
