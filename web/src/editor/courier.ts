// Sends what waits in the outbox while no workbench is open: on the list of projects, or after the browser came back.
import { Backoff } from './backoff';
import { openOutbox, type KeptSubmission, type Outbox } from './outbox';
import { Sender, type SendState } from './sender';
import type { Service } from './service';

export interface Waiting {
  readonly waiting: number;
  /** Why they wait; nothing while they are on their way. */
  readonly why: 'offline' | 'signed_out' | 'workbench' | null;
  /** How many this page has sent. */
  readonly sent: number;
  /** The oldest one that the server refused; a person has to look at it. */
  readonly refused: KeptSubmission | null;
}

export interface CourierOptions {
  readonly user: string;
  readonly service: Pick<Service, 'submit'>;
  readonly onChange: (now: Waiting) => void;
  readonly onSent: (kept: KeptSubmission) => void;
}

/** How often to look whether the workbench of another tab has sent them, or is closed. */
const LOOK_AGAIN_MS = 3_000;

export class Courier {
  private outbox: Outbox | null = null;
  private sender: Sender | null = null;
  private looking: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private sent = 0;
  private readonly backoff = new Backoff();

  constructor(private readonly options: CourierOptions) {}

  /** Looks into the outbox now, and sends what is there. */
  look(): Promise<void> {
    clearTimeout(this.timer);
    this.looking ??= this.round().finally(() => (this.looking = null));
    return this.looking;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.sender?.stop();
    if (!this.looking) this.outbox?.close();
    else void this.looking.finally(() => this.outbox?.close());
  }

  private async round(): Promise<void> {
    this.outbox ??= await openOutbox(this.options.user);
    const { waiting } = await this.show(null);
    if (waiting === 0 || this.closed) return this.backoff.reset();
    if (await isAtWork(this.options.user)) {
      await this.show('workbench');
      return this.again(LOOK_AGAIN_MS);
    }
    const state = await this.send(this.outbox);
    const { waiting: left } = await this.show(reason(state));
    if (left === 0) return this.backoff.reset();
    if (!state.signedOut) this.again(this.backoff.next());
  }

  /** Every submission once. */
  private async send(outbox: Outbox): Promise<SendState> {
    let state: SendState = { waiting: 0, offline: false, signedOut: false };
    const sender = new Sender({
      outbox,
      service: this.options.service,
      lockName: `crosscheck-outbox-${this.options.user}`,
      wants: () => ({ next: false, after: null, designVersion: null }),
      onSent: (kept) => {
        this.sent += 1;
        this.options.onSent(kept);
      },
      onRefused: () => undefined,
      onState: (now) => (state = now),
    });
    this.sender = sender;
    await sender.kick();
    // When to try again is decided here, because a workbench may have been opened by then.
    sender.stop();
    return state;
  }

  private async show(why: Waiting['why']): Promise<Waiting> {
    const all = (await this.outbox?.submissions()) ?? [];
    const refused = all.find((kept) => kept.refused !== null) ?? null;
    const waiting = all.filter((kept) => kept.refused === null).length;
    const now = { waiting, why, sent: this.sent, refused };
    if (!this.closed) this.options.onChange(now);
    return now;
  }

  private again(ms: number): void {
    if (!this.closed) this.timer = setTimeout(() => void this.look(), ms);
  }
}

function reason(state: SendState): Waiting['why'] {
  if (state.signedOut) return 'signed_out';
  return state.offline ? 'offline' : null;
}

/** Whether the person works in some tab, which sends by itself and waits for the answer: its lock tells (`desk.ts`). */
async function isAtWork(user: string): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held } = await navigator.locks.query();
  return held?.some((lock) => lock.name?.startsWith(`crosscheck-work-${user}-`)) ?? false;
}
