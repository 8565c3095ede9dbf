// Saves a draft while it is worked on: at once in the browser, shortly after on the server.
import { ApiError } from '../api/client';
import type { StoredDraft } from '../model/types';
import { Backoff } from './backoff';
import type { DraftBody } from './body';
import type { Outbox } from './outbox';
import { conflictingDraft, type Service } from './service';

export type SaveState =
  | 'saved'
  | 'saving'
  /** The server cannot be reached; the browser has it. */
  | 'offline'
  | 'conflict'
  | 'signed_out'
  /** The lease has ended; drafts are kept here alone, and a submission is still accepted. */
  | 'lost';

export interface SaverOptions {
  readonly project: string;
  readonly assignment: string;
  readonly revision: number;
  readonly client: string;
  readonly outbox: Outbox;
  readonly service: Pick<Service, 'saveDraft'>;
  readonly onState: (state: SaveState) => void;
  readonly onConflict: (theirs: StoredDraft) => void;
  /** How long after the last change it is sent. */
  readonly delayMs?: number;
}

const DELAY_MS = 800;

export class DraftSaver {
  private revision: number;
  private pending: DraftBody | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private state: SaveState = 'saved';
  private stopped = false;
  private readonly backoff = new Backoff();

  constructor(private readonly options: SaverOptions) {
    this.revision = options.revision;
  }

  /** Keeps a new body. It is safe in the browser when the promise is fulfilled. */
  async change(body: DraftBody): Promise<void> {
    if (this.stopped) return;
    this.pending = body;
    if (this.state === 'saved') this.tell('saving');
    const kept = this.keep(body, true);
    if (this.state === 'saving' || this.state === 'offline') this.plan(this.options.delayMs ?? DELAY_MS);
    await kept;
  }

  /** Sends now what is not sent yet. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (!this.stopped && (this.running || (this.pending && this.canSend()))) {
      await (this.running ?? this.send());
      if (this.state === 'offline') return;
    }
  }

  /** Tries again after the connection or the session came back. */
  resume(): void {
    if (this.state === 'signed_out') this.tell('offline');
    this.backoff.reset();
    if (this.pending) this.plan(0);
  }

  /** Ends a conflict: `revision` is that of the draft that gives way, `body` the one that stays. */
  async settle(revision: number, body: DraftBody): Promise<void> {
    this.revision = revision;
    this.pending = body;
    this.tell('saving');
    await this.keep(body, true);
    await this.send(true);
  }

  /** No more saving: the draft was submitted or given up. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private canSend(): boolean {
    return this.state === 'saving' || this.state === 'offline' || this.state === 'saved';
  }

  private plan(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void (this.running ?? this.send()), delay);
  }

  private send(force = false): Promise<void> {
    this.running = this.attempt(force).finally(() => {
      this.running = null;
      if (this.pending && this.state === 'saving' && !this.stopped)
        this.plan(this.options.delayMs ?? DELAY_MS);
    });
    return this.running;
  }

  private async attempt(force: boolean): Promise<void> {
    const { service, assignment, client } = this.options;
    const body = this.pending;
    if (!body || this.stopped) return;
    try {
      const saved = await service.saveDraft(assignment, this.revision, { body, client, force });
      this.revision = saved.revision;
      this.backoff.reset();
      if (this.pending !== body) return this.tell('saving');
      this.pending = null;
      await this.keep(body, false);
      this.tell('saved');
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (this.stopped) return;
    const refused = error instanceof ApiError ? error : null;
    const theirs = refused?.status === 409 ? conflictingDraft(refused.body) : null;
    if (theirs && theirs.client === this.options.client) {
      // An earlier save arrived, and only its answer was lost: what stands there is from here.
      this.revision = theirs.revision;
      this.tell('saving');
    } else if (theirs) {
      this.tell('conflict');
      this.options.onConflict(theirs);
    } else if (refused?.status === 401) {
      this.tell('signed_out');
    } else if (refused && refused.status >= 400 && refused.status < 500 && refused.status !== 429) {
      this.tell('lost');
    } else {
      this.tell('offline');
      this.plan(this.backoff.next());
    }
  }

  private async keep(body: DraftBody, dirty: boolean): Promise<void> {
    if (this.stopped) return;
    const { outbox, project, assignment, client } = this.options;
    const savedAt = Date.now();
    await outbox.keepDraft({ project, assignment, client, body, revision: this.revision, dirty, savedAt });
  }

  private tell(state: SaveState): void {
    this.state = state;
    if (!this.stopped) this.options.onState(state);
  }
}
