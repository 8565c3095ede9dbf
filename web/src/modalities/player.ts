// A media element as the master clock wants it: seeks that are asked for in a storm are made one after the other.
import type { FrameTable } from '../model/frames';

/** Enough is loaded to go on. */
const ENOUGH = 3;
/** Times are stored as whole milliseconds, so a frame that begins within half of one belongs to it. */
const ROUNDED_MS = 0.4999;
/** How far into the time of a frame the player is sent: at first to its middle, then to its very beginning. */
const AIMS_MS = [Infinity, 4, 15, 1];
/** As slow as players go. */
const CREEP_RATE = 0.0625;
const CREEP_MS = 500;
/** How much one frame changes the mean of what the way to the screen costs, and what is not believed. */
const WAY_SHARE = 0.06;
const MOST_WAY_MS = 80;
/** After a seek, the frame is on the screen within so many frames of the screen. */
const SHOWN_AFTER = 4;

export interface PlayerEvents {
  /** What is known, loaded or wrong has changed. */
  changed(): void;
  /** A frame is on the screen: its place in the frame table. */
  shown?(index: number): void;
}

export class Player {
  /** Where it stands still: the frame that was asked for, and how often the player was sent there. */
  private standing: { index: number; aim: number } | null = null;
  /** It plays, silently and slowly, until the frame comes. */
  private creeping: { until: number; muted: boolean } | null = null;
  private rate = 1;
  private onScreen: number | null = null;
  /** How far pictures are ahead of what the player says, on their way to the screen; mostly they are late. */
  private wayMs = 0;
  private wanted: number | null = null;
  private table: FrameTable | null = null;
  private failed = false;
  private frameRequest = 0;
  private readonly stop = new AbortController();

  constructor(
    readonly element: HTMLMediaElement,
    /** Without a sound it goes by when its pictures are seen; otherwise by when it is heard. */
    private readonly sounds: boolean,
    private readonly events: PlayerEvents,
  ) {
    const { signal } = this.stop;
    const on = (name: string, then: () => void) => element.addEventListener(name, then, { signal });
    on('loadedmetadata', () => this.arrive());
    on('seeked', () => this.arrive());
    on('canplay', () => this.events.changed());
    on('waiting', () => this.events.changed());
    on('volumechange', () => !this.creeping && this.events.changed());
    on('error', () => this.fail());
    element.preservesPitch = true;
    this.watch();
  }

  get broken(): boolean {
    return this.failed;
  }

  setFrames(table: FrameTable): void {
    this.table = table;
    this.events.changed();
    if (this.element.paused) this.show(this.ownMs());
  }

  frames(): FrameTable | null {
    return this.table;
  }

  ready(): boolean {
    if (this.failed) return true;
    const { element } = this;
    if (element.seeking || this.wanted !== null || this.creeping) return false;
    return element.readyState >= ENOUGH || this.ended();
  }

  ended(): boolean {
    if (this.failed) return true;
    const { duration, currentTime, ended } = this.element;
    return ended || (Number.isFinite(duration) && currentTime >= duration - 0.001);
  }

  ownMs(): number {
    const { element } = this;
    const way = this.sounds || element.paused ? 0 : this.wayMs;
    return this.wanted ?? element.currentTime * 1000 + way;
  }

  play(): void {
    this.stay();
    this.standing = null;
    // It may be refused or cut short by a pause; the clock sees that nothing moves.
    this.element.play().catch(() => undefined);
  }

  pause(): void {
    if (!this.creeping) this.element.pause();
  }

  setRate(rate: number): void {
    this.rate = rate;
    if (!this.creeping) this.element.playbackRate = rate;
  }

  seek(ownMs: number): void {
    this.stay();
    this.standing = null;
    this.send(ownMs);
  }

  /** Shows the frame of this time and stays there. */
  show(ownMs: number): void {
    const { table } = this;
    if (!table) return this.seek(ownMs);
    const index = table.indexAt(ownMs + ROUNDED_MS);
    this.stay();
    this.standing = { index, aim: 0 };
    this.send(table.middleMs(index));
  }

  destroy(): void {
    this.stop.abort();
    if (this.frameRequest !== 0 && this.element instanceof HTMLVideoElement) {
      this.element.cancelVideoFrameCallback(this.frameRequest);
    }
    this.element.pause();
    this.element.removeAttribute('src');
    this.element.load();
  }

  private send(ownMs: number): void {
    const { element } = this;
    this.wanted = ownMs;
    if (element.seeking || element.readyState === 0 || this.failed) return;
    this.leave();
  }

  private leave(): void {
    if (this.wanted === null) return;
    const seconds = this.wanted / 1000;
    this.wanted = null;
    this.element.currentTime = seconds;
  }

  private arrive(): void {
    if (!this.element.seeking) this.leave();
    this.events.changed();
    const { standing } = this;
    if (!standing || this.wanted !== null || this.element.seeking) return;
    // The frame may have come before the player said that it has arrived.
    let frames = 0;
    const look = () => {
      const { table, onScreen } = this;
      if (this.standing !== standing || this.creeping || !this.settled()) return;
      if (++frames < SHOWN_AFTER) requestAnimationFrame(look);
      else if (table && onScreen !== null) this.check(table, onScreen, standing);
    };
    requestAnimationFrame(look);
  }

  private settled(): boolean {
    return !this.element.seeking && this.wanted === null && (this.element.paused || this.creeping !== null);
  }

  /** Looks at each frame that is shown, and corrects one that is not what was asked for. */
  private watch(): void {
    const { element } = this;
    if (!(element instanceof HTMLVideoElement) || !('requestVideoFrameCallback' in element)) return;
    this.frameRequest = element.requestVideoFrameCallback((now, { mediaTime, expectedDisplayTime }) => {
      this.watch();
      this.measureWay(mediaTime, expectedDisplayTime - now);
      const { table, standing } = this;
      if (!table) return;
      const index = table.nearest(mediaTime * 1000);
      this.onScreen = index;
      this.events.shown?.(index);
      if (standing && this.settled()) this.check(table, index, standing);
    });
  }

  /** Each frame comes with when it will be seen: the mean of how late that is tells what the way costs. */
  private measureWay(mediaTime: number, untilSeenMs: number): void {
    const { element } = this;
    if (element.paused || element.seeking || this.creeping) return;
    const due = element.currentTime * 1000 + untilSeenMs * element.playbackRate;
    const ahead = Math.min(MOST_WAY_MS, Math.max(-MOST_WAY_MS, mediaTime * 1000 - due));
    this.wayMs += (ahead - this.wayMs) * WAY_SHARE;
  }

  /**
   * Players find the frame of a time by how long the file says that each one lasts, and files are often wrong about
   * that where frames come unevenly. While playing they go by when the next one is due: so let it play until it shows.
   */
  private check(table: FrameTable, index: number, standing: { index: number; aim: number }): void {
    if (index === standing.index) return this.stay();
    if (index < standing.index) {
      if (!this.creeping) return this.creep();
      if (performance.now() < this.creeping.until) return;
    }
    this.stay();
    const aim = AIMS_MS[++standing.aim];
    if (aim === undefined) return;
    this.send(Math.min(table.startMs(standing.index) + aim, table.middleMs(standing.index)));
  }

  private creep(): void {
    const { element } = this;
    const creeping = { until: performance.now() + CREEP_MS, muted: element.muted };
    this.creeping = creeping;
    window.setTimeout(() => this.creeping === creeping && this.stay(), 2 * CREEP_MS);
    element.muted = true;
    element.playbackRate = CREEP_RATE;
    element.play().catch(() => this.stay());
  }

  private stay(): void {
    const { element, creeping } = this;
    if (!creeping) return;
    this.creeping = null;
    element.pause();
    element.muted = creeping.muted;
    element.playbackRate = this.rate;
    this.events.changed();
  }

  private fail(): void {
    this.failed = true;
    this.wanted = null;
    this.events.changed();
  }
}

/** What is missing where a player shows nothing: the server's own words, or that this browser cannot. */
export async function whyNot(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { headers: { range: 'bytes=0-0' }, credentials: 'same-origin' });
    if (answer.ok) return null;
    const body: unknown = await answer.json();
    if (typeof body !== 'object' || body === null || !('error' in body)) return null;
    const { error } = body;
    if (typeof error !== 'object' || error === null || !('message' in error)) return null;
    return typeof error.message === 'string' ? error.message : null;
  } catch {
    return null;
  }
}
