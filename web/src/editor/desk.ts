// The annotator's desk: brings one item after the other, sends what is done, and loses nothing on the way.
import { ApiError } from '../api/client';
import type { Design, Outcome, Progress, Submitted, Task } from '../model/types';
import { extended, hasEnded, isLost, withDeadline } from './leases';
import { openOutbox, type KeptSubmission, type Outbox } from './outbox';
import { Sender, type SendState } from './sender';
import type { Service } from './service';
import { Session, type SessionOptions } from './session';
import { TabGuard } from './tabs';
import { ulid } from './ulid';

export type DeskState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: ApiError }
  /** Another tab works on this project. */
  | { readonly phase: 'elsewhere' }
  /** The item is sent as soon as the connection is back, and then the next one comes. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'done' }
  | { readonly phase: 'working'; readonly session: Session };

export interface CaughtUp {
  readonly count: number;
  readonly at: number;
}

export interface DeskOptions {
  readonly project: string;
  readonly user: string;
  readonly service: Service;
  /** Opens this assignment first instead of whatever comes next. */
  readonly assignment: string | null;
  /** Called with a task that will probably come next, to load its pictures. */
  readonly preload: (task: Task) => void;
  readonly onChange: () => void;
}

const EXTEND_EVERY_MS = 60_000;

export class Desk {
  state: DeskState = { phase: 'loading' };
  progress: Progress | null = null;
  sending: SendState = { waiting: 0, offline: false, signedOut: false };
  /** The submissions that went out after a time without connection, and when. */
  caughtUp: CaughtUp | null = null;
  /** A submission that the server refused while another item is on the desk, or one of another project. */
  refused: KeptSubmission | null = null;
  /** How the last submission was kept, where that is more than simply accepted. */
  kept: 'late' | 'surplus' | null = null;

  private readonly tab = ulid();
  private readonly guard: TabGuard;
  private readonly designs = new Map<number, Design>();
  private readonly finished = new Set<string>();
  private outbox: Outbox | null = null;
  private sender: Sender | null = null;
  private prefetched: Task | null = null;
  private prefetching: Promise<void> | null = null;
  private backlog = 0;
  private closed = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: DeskOptions) {
    const name = `crosscheck-work-${options.user}-${options.project}`;
    this.guard = new TabGuard(name, this.tab, { onHandOver: () => this.handOver() });
  }

  get session(): Session | null {
    return this.state.phase === 'working' ? this.state.session : null;
  }

  async start(): Promise<void> {
    this.outbox = await openOutbox(this.options.user);
    if (this.closed) return this.outbox.close();
    if (!(await this.guard.claim())) return this.show({ phase: 'elsewhere' });
    await this.work();
  }

  /** Goes on here instead of in the other tab. */
  async takeOver(): Promise<void> {
    this.show({ phase: 'loading' });
    await this.guard.takeOver();
    await this.work();
  }

  /** Tries again after a failure. */
  async retry(): Promise<void> {
    this.show({ phase: 'loading' });
    await this.work();
  }

  /** Submits, shows the next item at once if it is there, and sends in the background. */
  async submit(outcome: Outcome): Promise<void> {
    const { session, outbox } = this;
    if (!session || !outbox) return;
    const annotation = session.annotation(outcome);
    const { project } = this.options;
    const assignment = session.task.assignment.id;
    const [task, body] = [session.task, session.body()];
    const kept = { id: annotation.id, project, assignment, annotation, task, body };
    await outbox.keepSubmission({ ...kept, queuedAt: Date.now(), refused: null });
    session.close();
    this.finished.add(assignment);
    if (this.isOwn(this.refused)) this.refused = null;
    const next = await this.takeNext(assignment);
    if (next) await this.open(next);
    else this.show({ phase: 'waiting' });
    void this.sender?.kick();
  }

  /** Brings a refused submission back to the desk; the item that was there comes again afterwards. */
  async bringBack(): Promise<void> {
    const kept = this.refused;
    if (!kept || !this.isOwn(kept) || !this.outbox) return;
    this.refused = null;
    const current = this.session;
    await current?.flush();
    current?.close();
    if (current) this.prefetched = withDeadline(current.task, current.deadline);
    this.finished.delete(kept.assignment);
    const { id: assignment } = kept.task.assignment;
    const fresh = await this.options.service.task(assignment).catch(() => kept.task);
    const draft = { revision: fresh.draft?.revision ?? 0, project: kept.project, assignment };
    await this.outbox.keepDraft({ ...draft, body: kept.body, dirty: true, savedAt: Date.now() });
    await this.outbox.forgetSubmission(kept.id);
    const options = this.sessionOptions(assignment);
    const session = await Session.open(fresh, this.design(fresh), options);
    const { message, problems } = kept.refused ?? { message: '', problems: [] };
    session.refusal = { message, problems, annotation: kept.annotation };
    this.show({ phase: 'working', session });
  }

  /** Answers the questions that open further slots, and shows them. */
  async reveal(): Promise<void> {
    const session = this.session;
    if (!session) return;
    const hidden = new Set(session.task.hidden_slots);
    const slots = session.world.design.slots.filter((slot) => hidden.has(slot.id));
    const wanted = new Set(slots.flatMap((slot) => slot.reveal_after ?? []));
    const answers = session.draft.answers.filter(
      (answer) => answer.target.on === 'item' && wanted.has(answer.question),
    );
    await session.flush();
    const task = await this.options.service.reveal(session.task.assignment.id, answers);
    session.close();
    await this.open(task);
  }

  /** The connection or the session is back. */
  resume(): void {
    this.session?.resume();
    void this.sender?.kick();
    if (this.state.phase === 'failed') void this.retry();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.session?.flush();
    this.session?.close();
    this.sender?.stop();
    this.guard.close();
    this.outbox?.close();
  }

  private async work(): Promise<void> {
    const { outbox } = this;
    if (!outbox) return;
    this.sender ??= this.newSender(outbox);
    this.timer ??= setInterval(() => void this.extend(), EXTEND_EVERY_MS);
    try {
      const before = await outbox.submissions();
      this.backlog = before.length;
      for (const kept of before) this.finished.add(kept.assignment);
      const refused = before.filter((kept) => kept.refused !== null);
      this.refused = refused.find((kept) => this.isOwn(kept)) ?? refused[0] ?? null;
      await this.sender.kick();
      const task = (await this.askedFor()) ?? (await this.nextTask(null));
      if (task) await this.open(task);
      else this.finish();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The assignment that the address names; nothing when it is gone, because it was submitted or given back. */
  private async askedFor(): Promise<Task | null> {
    const { assignment, service } = this.options;
    if (assignment === null || this.finished.has(assignment)) return null;
    try {
      return await service.task(assignment);
    } catch (error) {
      if (isLost(error)) return null;
      throw error;
    }
  }

  private newSender(outbox: Outbox): Sender {
    return new Sender({
      outbox,
      service: this.options.service,
      lockName: `crosscheck-outbox-${this.options.user}`,
      wants: (kept) => ({
        next: kept.project === this.options.project && this.prefetched === null && this.backlog === 0,
        after: this.session?.task.assignment.id ?? null,
        designVersion: this.newestVersion(),
      }),
      onSent: (kept, reply) => void this.sent(kept, reply),
      onRefused: (kept) => void this.wasRefused(kept),
      onState: (state) => {
        const count = this.sending.offline && !state.offline ? this.sending.waiting - state.waiting : 0;
        if (count > 0) this.caughtUp = { count, at: Date.now() };
        this.sending = state;
        this.changed();
      },
    });
  }

  private async sent(kept: KeptSubmission, reply: Submitted): Promise<void> {
    this.backlog = Math.max(0, this.backlog - 1);
    if (!this.isOwn(kept)) return;
    this.progress = reply.progress;
    const { late, surplus } = reply.annotation;
    this.kept = surplus ? 'surplus' : late ? 'late' : null;
    const next = reply.next && !this.finished.has(reply.next.assignment.id) ? reply.next : null;
    if (this.state.phase === 'waiting') {
      const task = next ?? (await this.nextTask(null).catch((error: unknown) => this.fail(error)));
      if (task) await this.open(task);
      else if (this.state.phase === 'waiting') this.finish();
    } else if (next && next.assignment.id !== this.session?.task.assignment.id) {
      this.keepNext(next);
    }
    this.changed();
  }

  /** Comes back at once where nothing else was begun; otherwise it waits to be called. */
  private async wasRefused(kept: KeptSubmission): Promise<void> {
    if (this.isOwn(kept) || !this.isOwn(this.refused)) this.refused = kept;
    if (!this.isOwn(kept)) return this.changed();
    if (!this.session || !this.session.document.canUndo) await this.bringBack();
    this.changed();
  }

  /** Of this project; what belongs to another one is only told of. */
  private isOwn(kept: KeptSubmission | null): boolean {
    return kept?.project === this.options.project;
  }

  private async open(task: Task): Promise<void> {
    this.progress = newer(task.progress, this.progress);
    const options = this.sessionOptions(task.assignment.id);
    const session = await Session.open(task, this.design(task), options);
    if (this.closed) return;
    this.show({ phase: 'working', session });
    void this.prefetch();
  }

  private sessionOptions(assignment: string): SessionOptions {
    const { project, service } = this.options;
    const { outbox, tab } = this;
    if (!outbox) throw new Error('the outbox is opened before the first task');
    const onChange = () => {
      if (this.session === null || this.session.task.assignment.id === assignment) this.changed();
    };
    return { project, client: tab, outbox, service, onChange };
  }

  private prefetch(): Promise<void> {
    const current = this.session?.task.assignment.id;
    if (current === undefined || this.prefetched !== null) return Promise.resolve();
    this.prefetching ??= this.nextTask(current)
      .then((task) => {
        if (task && task.assignment.id !== this.session?.task.assignment.id) this.keepNext(task);
      })
      .catch(() => undefined)
      .finally(() => (this.prefetching = null));
    return this.prefetching;
  }

  private keepNext(task: Task): void {
    if (this.finished.has(task.assignment.id)) return;
    if (this.state.phase === 'waiting') return void this.open(task);
    this.prefetched = task;
    this.remember(task);
    this.options.preload(task);
  }

  private async nextTask(after: string | null): Promise<Task | null> {
    const { project, service } = this.options;
    const task = await service.next(project, after, this.newestVersion());
    if (!task) return null;
    this.remember(task);
    const { id } = task.assignment;
    return this.finished.has(id) ? service.next(project, id, this.newestVersion()) : task;
  }

  private remember(task: Task): void {
    if (task.design) this.designs.set(task.assignment.design_version, task.design);
  }

  private design(task: Task): Design {
    this.remember(task);
    const design = this.designs.get(task.assignment.design_version);
    if (!design)
      throw new ApiError(0, 'design_missing', 'the design of this item did not arrive; reload the page');
    return design;
  }

  private newestVersion(): number | null {
    return this.designs.size > 0 ? Math.max(...this.designs.keys()) : null;
  }

  private async extend(): Promise<void> {
    const { session, prefetched: next } = this;
    const { service } = this.options;
    if (!session?.active.recent) return;
    // A submission without a lease is still accepted, as a late one.
    session.deadline =
      (await extended(service, session.task.assignment.id, session.deadline)) ?? session.deadline;
    if (!next) return;
    const deadline = await extended(service, next.assignment.id, next.assignment.deadline);
    if (this.prefetched !== next) return;
    this.prefetched = deadline === null ? null : withDeadline(next, deadline);
    void this.prefetch();
  }

  /** What was fetched ahead. If its time ran out meanwhile it is fetched anew, as far as there is a connection. */
  private async takeNext(after: string): Promise<Task | null> {
    const next = this.prefetched;
    this.prefetched = null;
    if (!next || !hasEnded(next)) return next;
    this.show({ phase: 'waiting' });
    return this.nextTask(after).catch(() => next);
  }

  private async handOver(): Promise<void> {
    await this.session?.flush();
    this.session?.close();
    this.prefetched = null;
    this.show({ phase: 'elsewhere' });
  }

  private finish(): void {
    this.show({ phase: 'done' });
  }

  private fail(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) this.sending = { ...this.sending, signedOut: true };
    this.show({ phase: 'failed', error });
  }

  private show(state: DeskState): void {
    this.state = state;
    this.changed();
  }

  private changed(): void {
    if (!this.closed) this.options.onChange();
  }
}

/** Counts only grow; a prefetched task carries those of when it was fetched. */
function newer(progress: Progress, known: Progress | null): Progress {
  return known && known.submitted > progress.submitted ? known : progress;
}
