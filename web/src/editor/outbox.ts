// What has not reached the server yet, kept in the browser's database: drafts and submissions, each of one person.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Annotation, Problem, Task } from '../model/types';
import type { DraftBody } from './body';

export interface KeptDraft {
  readonly user: string;
  readonly project: string;
  readonly assignment: string;
  /** The tab that wrote it; nothing for one that was brought back. */
  readonly client?: string;
  readonly body: DraftBody;
  /** The server's revision that it is based on. */
  readonly revision: number;
  /** The server does not have it yet. */
  readonly dirty: boolean;
  readonly savedAt: number;
}

export interface KeptSubmission {
  /** The annotation's id. */
  readonly id: string;
  readonly user: string;
  readonly project: string;
  readonly assignment: string;
  readonly annotation: Annotation;
  /** To bring it back, should the server refuse it. */
  readonly task: Task;
  readonly body: DraftBody;
  readonly queuedAt: number;
  /** Why the server refused it; such a submission waits for a person. */
  readonly refused: { readonly message: string; readonly problems: readonly Problem[] } | null;
}

/** The outbox of one person. Nobody else's can be read through it. */
export interface Outbox {
  draft(assignment: string): Promise<KeptDraft | undefined>;
  keepDraft(draft: Omit<KeptDraft, 'user'>): Promise<void>;
  forgetDraft(assignment: string): Promise<void>;
  submissions(): Promise<KeptSubmission[]>;
  keepSubmission(submission: Omit<KeptSubmission, 'user'>): Promise<void>;
  forgetSubmission(id: string): Promise<void>;
  /** Lets go of the database. */
  close(): void;
}

interface Schema extends DBSchema {
  drafts: { key: [user: string, assignment: string]; value: KeptDraft };
  submissions: { key: string; value: KeptSubmission; indexes: { user: string } };
}

const NAME = 'crosscheck-outbox';

/** Opens the outbox of a person. Where the browser keeps no database, it lives as long as the page. */
export async function openOutbox(user: string): Promise<Outbox> {
  try {
    const db = await openDB<Schema>(NAME, 1, {
      upgrade(database) {
        database.createObjectStore('drafts', { keyPath: ['user', 'assignment'] });
        const submissions = database.createObjectStore('submissions', { keyPath: 'id' });
        submissions.createIndex('user', 'user');
      },
      blocking(_current, _blocked, event) {
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    });
    return kept(stored(db, user), fleeting(user));
  } catch {
    return fleeting(user);
  }
}

function stored(db: IDBPDatabase<Schema>, user: string): Outbox {
  return {
    draft: (assignment) => db.get('drafts', [user, assignment]),
    keepDraft: async (draft) => void (await db.put('drafts', { ...draft, user })),
    forgetDraft: (assignment) => db.delete('drafts', [user, assignment]),
    submissions: async () => inOrder(await db.getAllFromIndex('submissions', 'user', user)),
    keepSubmission: async (submission) => void (await db.put('submissions', { ...submission, user })),
    forgetSubmission: (id) => db.delete('submissions', id),
    close: () => db.close(),
  };
}

/** What the browser's database refuses (it is full, or was taken away) lives as long as the page, and is sent from there. */
function kept(database: Outbox, page: Outbox): Outbox {
  return {
    draft: async (assignment) =>
      (await page.draft(assignment)) ?? (await database.draft(assignment).catch(() => undefined)),
    async keepDraft(draft) {
      await database.keepDraft(draft).then(
        () => page.forgetDraft(draft.assignment),
        () => page.keepDraft(draft),
      );
    },
    async forgetDraft(assignment) {
      await page.forgetDraft(assignment);
      await database.forgetDraft(assignment).catch(() => undefined);
    },
    submissions: async () =>
      inOrder([...(await database.submissions().catch(() => [])), ...(await page.submissions())]),
    async keepSubmission(submission) {
      await database.keepSubmission(submission).then(
        () => page.forgetSubmission(submission.id),
        () => page.keepSubmission(submission),
      );
    },
    async forgetSubmission(id) {
      await page.forgetSubmission(id);
      await database.forgetSubmission(id).catch(() => undefined);
    },
    close: () => database.close(),
  };
}

function fleeting(user: string): Outbox {
  const drafts = new Map<string, KeptDraft>();
  const submissions = new Map<string, KeptSubmission>();
  return {
    draft: (assignment) => Promise.resolve(drafts.get(assignment)),
    keepDraft: (draft) => Promise.resolve(void drafts.set(draft.assignment, { ...draft, user })),
    forgetDraft: (assignment) => Promise.resolve(void drafts.delete(assignment)),
    submissions: () => Promise.resolve(inOrder([...submissions.values()])),
    keepSubmission: (kept) => Promise.resolve(void submissions.set(kept.id, { ...kept, user })),
    forgetSubmission: (id) => Promise.resolve(void submissions.delete(id)),
    close: () => undefined,
  };
}

function inOrder(submissions: KeptSubmission[]): KeptSubmission[] {
  return submissions.sort((a, b) => a.queuedAt - b.queuedAt);
}
