// The annotator's requests, by name.
import { api, path } from '../api/client';
import type { Annotation, Answer, MyWork, StoredDraft, Submitted, Task } from '../model/types';
import type { DraftBody } from './body';

export interface DraftSaved {
  readonly revision: number;
  readonly saved_at: number;
}

/** What the workbench asks of the server; tests and the preview put other things in its place. */
export interface Service {
  next(project: string, after: string | null, designVersion: number | null): Promise<Task | null>;
  task(assignment: string): Promise<Task>;
  extend(assignment: string): Promise<{ deadline: number }>;
  reveal(assignment: string, answers: readonly Answer[]): Promise<Task>;
  saveDraft(assignment: string, revision: number, update: DraftUpdate): Promise<DraftSaved>;
  submit(project: string, submission: Submission): Promise<Submitted>;
}

export interface DraftUpdate {
  readonly body: DraftBody;
  readonly client: string;
  readonly force: boolean;
}

export interface Submission {
  readonly assignment: string;
  readonly annotation: Annotation;
  readonly next: boolean;
  readonly after: string | null;
  readonly design_version: number | null;
}

export interface WorkPage {
  readonly items: readonly MyWork[];
  readonly next: string | null;
}

const project = (slug: string, ...rest: string[]) => path('/api/projects', slug, ...rest);
const assignment = (id: string, ...rest: string[]) => path('/api/assignments', id, ...rest);

export const service: Service = {
  next: (slug, after, design_version) =>
    api.post<Task | null>(project(slug, 'assignments', 'next'), { after, design_version }),
  task: (id) => api.get<Task>(assignment(id)),
  extend: (id) => api.post<{ deadline: number }>(assignment(id, 'extend'), {}),
  reveal: (id, answers) => api.post<Task>(assignment(id, 'reveal'), { answers }),
  saveDraft: (id, revision, update) =>
    api.put<DraftSaved>(assignment(id, 'draft'), update, { headers: { 'If-Match': `"${revision}"` } }),
  submit: (slug, submission) => api.post<Submitted>(project(slug, 'annotations'), submission),
};

export function myWork(slug: string, after: string | null): Promise<WorkPage> {
  const query = after === null ? '' : `?after=${encodeURIComponent(after)}`;
  return api.get<WorkPage>(project(slug, 'my-work') + query);
}

export function reopen(annotation: string): Promise<Task> {
  return api.post<Task>(path('/api/annotations', annotation, 'reopen'), {});
}

/** The draft that another tab saved, out of a refused save. */
export function conflictingDraft(body: unknown): StoredDraft | null {
  const draft: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'draft') : null;
  return isStoredDraft(draft) ? draft : null;
}

function isStoredDraft(value: unknown): value is StoredDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'revision') === 'number' &&
    Reflect.has(value, 'body')
  );
}
