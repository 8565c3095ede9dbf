// Sends the submissions of the outbox, oldest first, until each has arrived or was refused.
import { ApiError } from '../api/client';
import type { Submitted } from '../model/types';
import { Backoff } from './backoff';
import type { KeptSubmission, Outbox } from './outbox';
import type { Service } from './service';

export interface SenderOptions {
  readonly outbox: Outbox;
  readonly service: Pick<Service, 'submit'>;
  /** One tab at a time sends for one person. */
  readonly lockName: string;
  /** What to ask for along with a submission: the next task, or nothing. */
  readonly wants: (kept: KeptSubmission) => {
    next: boolean;
    after: string | null;
    designVersion: number | null;
  };
  readonly onSent: (kept: KeptSubmission, reply: Submitted) => void;
  readonly onRefused: (kept: KeptSubmission) => void;
  readonly onState: (state: SendState) => void;
}

export interface SendState {
  /** Submissions that wait for the connection. */
  readonly waiting: number;
  readonly offline: boolean;
  readonly signedOut: boolean;
}

export class Sender {
  private running: Promise<void> | null = null;
  private again = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private readonly backoff = new Backoff();

  constructor(private readonly options: SenderOptions) {}

  /** Tries now; resolves when everything was tried once. */
  kick(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.rounds().finally(() => (this.running = null));
    return this.running;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      await alone(this.options.lockName, () => this.round());
    } while (this.again && !this.stopped);
  }

  private async round(): Promise<void> {
    const all = await this.options.outbox.submissions();
    const waiting = all.filter((kept) => kept.refused === null);
    let left = waiting.length;
    for (const kept of waiting) {
      if (this.stopped) return;
      const failure = await this.send(kept);
      if (failure) {
        const signedOut = failure === 'signed_out';
        this.options.onState({ waiting: left, offline: !signedOut, signedOut });
        if (!signedOut) this.timer = setTimeout(() => void this.kick(), this.backoff.next());
        return;
      }
      left -= 1;
    }
    this.backoff.reset();
    this.options.onState({ waiting: 0, offline: false, signedOut: false });
  }

  /** Nothing when it arrived or was refused; otherwise why it has to wait. */
  private async send(kept: KeptSubmission): Promise<'offline' | 'signed_out' | null> {
    const { outbox, service, wants } = this.options;
    const { next, after, designVersion } = wants(kept);
    const { assignment, annotation } = kept;
    try {
      const submission = { assignment, annotation, next, after, design_version: designVersion };
      const reply = await service.submit(kept.project, submission);
      await outbox.forgetSubmission(kept.id);
      await outbox.forgetDraft(assignment);
      this.options.onSent(kept, reply);
      return null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) return 'signed_out';
      if (error.status < 400 || error.status >= 500 || error.status === 429) return 'offline';
      const refused = { ...kept, refused: { message: error.message, problems: error.problems } };
      await outbox.keepSubmission(refused);
      this.options.onRefused(refused);
      return null;
    }
  }
}

/** Runs while no other tab does; at once where the browser has no locks (repeating a submission is harmless). */
async function alone(name: string, run: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return run();
  await navigator.locks.request(name, run);
}
