// What keys do while the timeline has the focus: they move the playhead, or what is taken hold of in the selected interval.
import type { Stretch, TimelineEvents, TimelineMark } from './contract';
import { inWords, timelineWords as words } from './words';

/** What the arrows move. */
export type Grip = 'playhead' | 'start' | 'end' | 'both';

const GRIPS: readonly Grip[] = ['playhead', 'start', 'end', 'both'];
const STEP_MS = 10;
const ZOOM = 1.5;

export interface KeyTarget {
  readonly events: TimelineEvents;
  readonly extent: Stretch;
  now(): number;
  /** The one selected mark whose ends can be moved. */
  movable(): TimelineMark | null;
  /** All that is selected. */
  chosen(): Stretch | null;
  zoomBy(factor: number): void;
  pageBy(pages: number): void;
  scrollBy(px: number): void;
  fit(): void;
  show(stretch: Stretch): void;
  reveal(ms: number): void;
  regrip(): void;
}

export class Keys {
  grip: Grip = 'playhead';
  private run = 0;
  private held: string | null = null;

  constructor(private readonly target: KeyTarget) {}

  /** Something else is selected: the arrows move the playhead until told otherwise. */
  release(): void {
    this.grip = 'playhead';
    this.run += 1;
  }

  handle(event: KeyboardEvent): boolean {
    const { target } = this;
    const { key } = event;
    if (event.metaKey) return false;
    if (key === 'ArrowLeft' || key === 'ArrowRight')
      return !event.altKey && this.move(event, key === 'ArrowLeft' ? -1 : 1);
    if (event.ctrlKey || event.altKey) return false;
    const table: Record<string, () => void> = {
      ArrowUp: () => this.turn(-1),
      ArrowDown: () => this.turn(1),
      Home: () => this.seek(target.extent.startMs),
      End: () => this.seek(target.extent.endMs),
      PageUp: () => target.pageBy(-0.8),
      PageDown: () => target.pageBy(0.8),
      '+': () => target.zoomBy(ZOOM),
      '=': () => target.zoomBy(ZOOM),
      '-': () => target.zoomBy(1 / ZOOM),
      Enter: () => this.goTo(),
    };
    const act = table[key];
    act?.();
    return act !== undefined;
  }

  /** To the start of what is selected, from there to its end, and so on. */
  private goTo(): void {
    const chosen = this.target.chosen();
    if (!chosen) return;
    this.seek(Math.abs(this.target.now() - chosen.startMs) < 1 ? chosen.endMs : chosen.startMs);
  }

  private seek(ms: number): void {
    this.target.events.seek(Math.round(ms));
    this.target.reveal(ms);
  }

  private turn(by: 1 | -1): void {
    const mark = this.target.movable();
    if (!mark) return this.target.scrollBy(by * 22);
    const at = (GRIPS.indexOf(this.grip) + by + GRIPS.length) % GRIPS.length;
    this.grip = GRIPS[at] ?? 'playhead';
    this.run += 1;
    this.target.regrip();
    this.target.events.say(`${words.grips[this.grip]}, ${inWords(mark)}`);
  }

  private move(event: KeyboardEvent, by: 1 | -1): boolean {
    const { target } = this;
    const mark = this.grip === 'playhead' ? null : target.movable();
    const step = (ms: number) => {
      if (event.ctrlKey) return target.events.frame(ms, by);
      return Math.round(ms) + by * (event.shiftKey ? 1 : STEP_MS);
    };
    if (!mark) {
      this.seek(inside(step(target.now()), target.extent));
      return true;
    }
    if (this.held !== mark.id) this.run += 1;
    this.held = mark.id;
    const next = moved(mark, this.grip, step, target.extent);
    target.events.change(mark.id, next, `nudge:${mark.id}:${this.run}`);
    target.reveal(this.grip === 'end' ? next.endMs : next.startMs);
    target.events.say(inWords(next));
    return true;
  }
}

function inside(ms: number, { startMs, endMs }: Stretch): number {
  return Math.min(Math.floor(endMs), Math.max(Math.ceil(startMs), ms));
}

/** Ends do not cross; as a whole an interval keeps its length. */
function moved(mark: TimelineMark, grip: Grip, step: (ms: number) => number, extent: Stretch): Stretch {
  const { startMs, endMs } = mark;
  if (grip === 'start') return { startMs: Math.min(endMs, inside(step(startMs), extent)), endMs };
  if (grip === 'end') return { startMs, endMs: Math.max(startMs, inside(step(endMs), extent)) };
  const start = inside(step(startMs), { startMs: extent.startMs, endMs: extent.endMs - (endMs - startMs) });
  return { startMs: start, endMs: start + endMs - startMs };
}
