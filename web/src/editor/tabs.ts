// One project is worked on in one tab at a time; another tab says so and can take over.
export interface TabEvents {
  /** Another tab wants the work: save everything; it is handed over when the promise is fulfilled. */
  readonly onHandOver: () => Promise<void>;
}

type Message = { readonly type: 'ask' | 'here' | 'take' | 'given'; readonly tab: string };

const ANSWER_MS = 250;
const HAND_OVER_MS = 3_000;

/** Talks over a channel that all tabs of one person and project share. */
export class TabGuard {
  private readonly channel: BroadcastChannel;
  private holds = false;
  private release: (() => void) | null = null;
  private answered: ((type: Message['type']) => void) | null = null;

  constructor(
    private readonly name: string,
    private readonly tab: string,
    private readonly events: TabEvents,
  ) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = (event: MessageEvent<Message>) => void this.heard(event.data);
  }

  /** True when no other tab works here. */
  async claim(): Promise<boolean> {
    const answer = await this.ask('ask', ANSWER_MS, ['here']);
    this.holds = answer === null && (await this.lock({ ifAvailable: true }));
    return this.holds;
  }

  /** Takes the work from the other tab, which saves first if it is still alive. */
  async takeOver(): Promise<void> {
    await this.ask('take', HAND_OVER_MS, ['given']);
    this.holds = await this.lock({ steal: true });
  }

  close(): void {
    this.holds = false;
    this.release?.();
    this.channel.close();
  }

  /** Two tabs that open in the same moment do not hear each other; the browser's lock decides. */
  private async lock(options: LockOptions): Promise<boolean> {
    if (!('locks' in navigator)) return true;
    return new Promise((resolve) => {
      const held = (lock: Lock | null) => {
        resolve(lock !== null);
        return lock ? new Promise<void>((release) => (this.release = release)) : undefined;
      };
      navigator.locks.request(this.name, options, held).catch(() => this.lose());
    });
  }

  /** The lock was taken from here without asking. */
  private lose(): void {
    if (!this.holds) return;
    this.holds = false;
    void this.events.onHandOver();
  }

  private ask(type: 'ask' | 'take', withinMs: number, wanted: readonly Message['type'][]) {
    return new Promise<Message['type'] | null>((resolve) => {
      const timer = setTimeout(() => done(null), withinMs);
      const done = (answer: Message['type'] | null) => {
        clearTimeout(timer);
        this.answered = null;
        resolve(answer);
      };
      this.answered = (answer) => wanted.includes(answer) && done(answer);
      this.channel.postMessage({ type, tab: this.tab } satisfies Message);
    });
  }

  private async heard(message: Message): Promise<void> {
    if (message.tab === this.tab) return;
    switch (message.type) {
      case 'ask':
        if (this.holds) this.channel.postMessage({ type: 'here', tab: this.tab } satisfies Message);
        return;
      case 'take':
        if (!this.holds) return;
        this.holds = false;
        await this.events.onHandOver();
        this.release?.();
        this.channel.postMessage({ type: 'given', tab: this.tab } satisfies Message);
        return;
      default:
        this.answered?.(message.type);
    }
  }
}
