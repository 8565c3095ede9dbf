// One tab holds the stream: what it tells the others, and what happens when it goes.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect, listen, Newest, subject, type LiveEvent } from './live';

const project = (seq: number): LiveEvent => ({ type: 'project', project: 'scenes', seq, role: 'manager' });

describe('what is new', () => {
  it('is told once', () => {
    const newest = new Newest();
    expect(newest.add(project(1))).toBe(true);
    expect(newest.add(project(1))).toBe(false);
    expect(newest.add(project(2))).toBe(true);
    expect(newest.all()).toEqual([project(2)]);
    expect(subject(project(1))).not.toBe(subject({ type: 'offers', project: 'scenes', offered: 1 }));
  });
});

class Source {
  static readonly CLOSED = 2;
  static opened: Source[] = [];
  onmessage: ((message: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 1;
  constructor(readonly url: string) {
    Source.opened.push(this);
  }
  close(): void {
    this.readyState = Source.CLOSED;
  }
  tell(event: LiveEvent): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }
}

/** Locks that are given at once; the browser's own are not in the test's page. */
const locks = {
  request: (_name: string, _options: unknown, work: () => Promise<void>) => work(),
};

describe('the tab that holds the stream', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
    Source.opened = [];
  });

  it('hears, tells, comes back after a refusal, and ends', () => {
    vi.useFakeTimers();
    const told: unknown[] = [];
    vi.stubGlobal('EventSource', Source);
    vi.stubGlobal('navigator', { locks });
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        addEventListener(): void {}
        close(): void {}
        postMessage(message: unknown): void {
          told.push(message);
        }
      },
    );
    const heard: LiveEvent[] = [];
    const stop = listen((event) => heard.push(event));
    const end = connect();
    expect(Source.opened.map((source) => source.url)).toEqual(['/api/events']);
    Source.opened[0]?.tell(project(5));
    Source.opened[0]?.tell(project(5));
    expect(heard).toEqual([project(5)]);
    expect(told).toEqual(['ask', project(5), project(5)]);
    const first = Source.opened[0];
    first?.close();
    first?.onerror?.();
    vi.advanceTimersByTime(60_000);
    expect(Source.opened).toHaveLength(2);
    end();
    expect(Source.opened[1]?.readyState).toBe(Source.CLOSED);
    vi.advanceTimersByTime(60_000);
    expect(Source.opened).toHaveLength(2);
    stop();
  });

  it('is not there without locks', () => {
    vi.stubGlobal('EventSource', Source);
    vi.stubGlobal('navigator', {});
    connect()();
    expect(Source.opened).toEqual([]);
  });
});
