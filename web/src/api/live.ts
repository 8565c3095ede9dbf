// Live updates: one tab holds the server's stream and shares it with the others.
import type { components } from './schema';

export type LiveEvent = components['schemas']['Event'];

type Listener = (event: LiveEvent) => void;

/** The name of the lock and of the channel. */
const NAME = 'crosscheck-live';
/** A stream that the server refused is asked for again after this long. */
const AGAIN_MS = 30_000;
/** What a tab says that has just come: tell me how everything stands. */
const ASK = 'ask';

/** Which events replace each other. */
export function subject(event: LiveEvent): string {
  if (event.type === 'job') return `job ${event.id}`;
  return event.type === 'notifications' ? event.type : `${event.type} ${event.project}`;
}

/** Keeps the newest event of each subject, and passes on what is new. */
export class Newest {
  private readonly known = new Map<string, LiveEvent>();

  /** Whether the event says something that was not known. */
  add(event: LiveEvent): boolean {
    const key = subject(event);
    const before = this.known.get(key);
    if (before && JSON.stringify(before) === JSON.stringify(event)) return false;
    this.known.set(key, event);
    return true;
  }

  all(): readonly LiveEvent[] {
    return [...this.known.values()];
  }
}

let live = false;

/** Whether events arrive. Until the first one pages ask by themselves. */
export function isLive(): boolean {
  return live;
}

const listeners = new Set<Listener>();
const newest = new Newest();

function deliver(event: LiveEvent): void {
  live = true;
  if (newest.add(event)) listeners.forEach((listener) => listener(event));
}

/** Hears every event from now on; the returned function ends that. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Holds the stream until the signal comes, and tells the channel everything. */
function hold(channel: BroadcastChannel, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource('/api/events');
      source.onmessage = (message: MessageEvent<string>) => {
        const event: LiveEvent = JSON.parse(message.data);
        deliver(event);
        channel.postMessage(event);
      };
      source.onerror = () => {
        // The browser tries again by itself, unless it was refused.
        live = false;
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      };
    };
    channel.addEventListener('message', (message: MessageEvent<LiveEvent | typeof ASK>) => {
      if (message.data === ASK) newest.all().forEach((event) => channel.postMessage(event));
    });
    signal.addEventListener('abort', () => {
      source?.close();
      clearTimeout(again);
      resolve();
    });
    open();
  });
}

/** Listens as long as the page is there. Without locks (plain HTTP) there is no stream, and pages ask now and then. */
export function connect(): () => void {
  if (!('locks' in navigator) || typeof EventSource === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(NAME);
  const ended = new AbortController();
  channel.addEventListener('message', (message: MessageEvent<LiveEvent | typeof ASK>) => {
    if (message.data !== ASK) deliver(message.data);
  });
  channel.postMessage(ASK);
  // The lock passes to another tab when this one is closed.
  navigator.locks
    .request(NAME, { signal: ended.signal }, () => hold(channel, ended.signal))
    .catch(() => undefined);
  return () => {
    ended.abort();
    channel.close();
  };
}
