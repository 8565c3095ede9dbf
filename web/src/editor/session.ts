// One item on the desk: its task, the draft being worked on, and how far it is saved.
import { fromAnnotation, toAnnotation } from '../model/annotation';
import { EMPTY_DRAFT, type Draft, type Unfinished } from '../model/draft';
import type { Annotation, Design, Outcome, Problem, StoredDraft, Task, World } from '../model/types';
import { ActiveTime } from './activity';
import { newBody, readBody, type DraftBody } from './body';
import { Document } from './document';
import type { KeptDraft, Outbox } from './outbox';
import { DraftSaver, type SaveState } from './saver';
import type { Service } from './service';

export interface Refusal {
  readonly message: string;
  readonly problems: readonly Problem[];
  /** What was refused, to find the places that the problems name. */
  readonly annotation: Annotation;
}

export interface SessionOptions {
  readonly project: string;
  readonly client: string;
  readonly outbox: Outbox;
  readonly service: Pick<Service, 'saveDraft'>;
  readonly onChange: () => void;
}

export class Session {
  readonly document: Document;
  readonly active: ActiveTime;
  save: SaveState = 'saved';
  /** A draft that somebody saved meanwhile, until it is decided which one stays. */
  conflict: StoredDraft | null = null;
  refusal: Refusal | null = null;
  deadline: number;
  /** A shape that is still being drawn. */
  unfinished: Unfinished | null;
  private readonly annotationId: string;
  private readonly saver: DraftSaver;
  private readonly unsubscribe: () => void;

  private constructor(
    readonly task: Task,
    readonly world: World,
    body: DraftBody,
    revision: number,
    options: SessionOptions,
  ) {
    this.document = new Document(body.draft);
    this.active = new ActiveTime(body.active_ms);
    this.annotationId = body.annotation;
    this.unfinished = body.unfinished ?? null;
    this.deadline = task.assignment.deadline;
    this.saver = new DraftSaver({
      ...options,
      assignment: task.assignment.id,
      revision,
      onState: (state) => {
        this.save = state;
        options.onChange();
      },
      onConflict: (theirs) => {
        this.conflict = theirs;
        options.onChange();
      },
    });
    this.unsubscribe = this.document.subscribe(() => void this.saver.change(this.body()));
  }

  /** Opens a task with the newest draft of it; two that differ become a conflict. */
  static async open(task: Task, design: Design, options: SessionOptions): Promise<Session> {
    const world: World = { design, item: task.item };
    const kept = await options.outbox.draft(task.assignment.id);
    const stored = readBody(task.draft?.body);
    const fresh = newBody(task.previous ? fromAnnotation(task.previous, world) : EMPTY_DRAFT);
    const choice = chosen(kept, task.draft ?? null, stored, fresh);
    const given = { ...choice.body, draft: withFirst(choice.body.draft, task) };
    const session = new Session(task, world, given, choice.revision, options);
    if (choice.conflict) session.conflict = choice.conflict;
    else if (choice.unsent) void session.saver.change(given);
    return session;
  }

  get draft(): Draft {
    return this.document.draft;
  }

  body(): DraftBody {
    const { draft, unfinished } = this;
    return { v: 1, draft, annotation: this.annotationId, active_ms: this.active.ms, unfinished };
  }

  annotation(outcome: Outcome): Annotation {
    return toAnnotation(this.draft, this.world, {
      id: this.annotationId,
      outcome,
      activeMs: this.active.ms,
      supersedes: this.task.assignment.supersedes ?? null,
      firstImpression: this.task.first_impression,
    });
  }

  /** Keeps what is being drawn, so that nothing is lost before it is finished. */
  keepUnfinished(next: Unfinished | null): void {
    if (next === null && this.unfinished === null) return;
    this.unfinished = next;
    void this.saver.change(this.body());
  }

  flush(): Promise<void> {
    return this.saver.flush();
  }

  resume(): void {
    this.saver.resume();
  }

  /** Mine stays; undo brings the other one, which is kept beside on the server too. */
  async keepMine(): Promise<void> {
    const theirs = this.conflict;
    this.conflict = null;
    const body = readBody(theirs?.body);
    if (body) this.document.keepOver(withFirst(body.draft, this.task));
    if (theirs) await this.saver.settle(theirs.revision, this.body());
  }

  /** The other one takes its place; undo brings mine back. */
  async takeTheirs(): Promise<void> {
    const theirs = this.conflict;
    this.conflict = null;
    const body = readBody(theirs?.body);
    if (!theirs) return;
    if (body) this.document.replace(withFirst(body.draft, this.task));
    await this.saver.settle(theirs.revision, this.body());
  }

  /** No more saving; the draft has gone its way. */
  close(): void {
    this.unsubscribe();
    this.saver.stop();
  }
}

/** Answers from before the reveal stand in the draft, so that conditions see them. */
function withFirst(draft: Draft, task: Task): Draft {
  const first = task.first_impression;
  if (first.length === 0) return draft;
  const given = new Set(first.map((answer) => answer.question));
  const others = draft.answers.filter((answer) => answer.target.on !== 'item' || !given.has(answer.question));
  return { ...draft, answers: [...first, ...others] };
}

interface Choice {
  readonly body: DraftBody;
  /** The server's revision that the body is based on. */
  readonly revision: number;
  /** The browser has something that the server has not. */
  readonly unsent: boolean;
  readonly conflict: StoredDraft | null;
}

/** The newest of what the browser kept and what came with the task, which may have been fetched a while ago. */
function chosen(
  kept: KeptDraft | undefined,
  draft: StoredDraft | null,
  stored: DraftBody | null,
  fresh: DraftBody,
): Choice {
  const revision = draft?.revision ?? 0;
  if (kept && kept.revision >= revision) {
    return { body: kept.body, revision: kept.revision, unsent: kept.dirty, conflict: null };
  }
  // What the server has is an earlier state of the same tab, whose answer never came.
  const isOwn = kept?.client !== undefined && kept.client === draft?.client;
  if (kept?.dirty && isOwn) return { body: kept.body, revision, unsent: true, conflict: null };
  if (kept?.dirty) return { body: kept.body, revision: kept.revision, unsent: false, conflict: draft };
  return { body: stored ?? fresh, revision, unsent: false, conflict: null };
}
