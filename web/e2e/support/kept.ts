// What the browser keeps of unfinished work, and what the server has of it.
import type { BrowserContext, Page } from '@playwright/test';

export interface Kept {
  readonly dirty: boolean;
  readonly body: { draft: Draft };
}

interface Draft {
  readonly regions: readonly { id: string; selector: { type: string } }[];
  readonly verdicts: readonly { claim: string; value: string | null }[];
  readonly note: string;
}

/** The rows of one table of the browser's own database. */
export function inBrowser<T>(page: Page, table: 'drafts' | 'submissions'): Promise<T[]> {
  return page.evaluate(
    (name) =>
      new Promise<T[]>((resolve, reject) => {
        const opening = indexedDB.open('crosscheck-outbox');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction(name).objectStore(name).getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result);
          };
        };
      }),
    table,
  );
}

export async function draftOnServer(context: BrowserContext, assignment: string): Promise<Draft | null> {
  const reply = await context.request.get(`/api/assignments/${assignment}`);
  const task: { draft: { body: { draft: Draft } } | null } = await reply.json();
  return task.draft?.body.draft ?? null;
}
