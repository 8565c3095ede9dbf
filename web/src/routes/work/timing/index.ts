// The master clock of an item on the screen: signals around the core, one beat for each frame of the screen.
import { createSignal, onCleanup } from 'solid-js';
import type { Extent } from '../../../model/clock';
import { ClockCore } from './core';
import { latency } from './latency';
import { frameAt, frameOf, type Frame, type TimedMedium } from './medium';

export type { Frame, TimedMedium, Volume } from './medium';

export interface MasterClock {
  /** Master milliseconds; a signal that changes with every frame of the screen while playing. */
  now(): number;
  /** Master milliseconds at a time of `performance.now()`. */
  at(machineMs: number): number;
  readonly startMs: number;
  readonly endMs: number;
  playing(): boolean;
  /** Playing was asked for, but something has to load first. */
  waiting(): boolean;
  rate(): number;
  loop(): Extent | null;
  play(): void;
  pause(): void;
  toggle(): void;
  /** All panes show exactly this; what plays goes on from there. */
  seek(ms: number): void;
  /** Along the frame table of the active video, else of the first one; by 10 ms where there are no frames. */
  stepFrame(by: number): void;
  stepBy(ms: number): void;
  /** Moves one medium against the others for a trial, as if it came later by so much; by nothing ends it. */
  shift(pane: string, byMs: number): void;
  setRate(rate: number): void;
  setLoop(range: Extent | null): void;
  /** Plays a stretch once and stops at its end. */
  playRange(startMs: number, endMs: number): void;
  /** A pane brings its medium; the result takes it away again. */
  attach(medium: TimedMedium): () => void;
  /** What is attached, as a signal. */
  media(): readonly TimedMedium[];
  /** The frame that a pane shows at a time: its first or last one outside of its stretch. */
  frameAt(pane: string, ms: number): Frame | null;
}

/** Steps where no medium has frames. */
const STEP_MS = 10;

/** Made inside of an owner: it ends with it. */
export function createClock(extent: Extent, activePane: () => string): MasterClock {
  const core = new ClockCore(extent);
  const [now, setNow] = createSignal(extent.startMs);
  const [phase, setPhase] = createSignal(core.phase);
  const [rate, setRate] = createSignal(core.rate);
  const [loop, setLoop] = createSignal(core.loop);
  const [media, setMedia] = createSignal(core.media);
  let beat = 0;
  const tell = () => {
    setPhase(core.phase);
    setNow(core.nowMs(performance.now()));
    if (core.phase === 'paused') {
      cancelAnimationFrame(beat);
      beat = 0;
    } else if (beat === 0) {
      beat = requestAnimationFrame(onBeat);
    }
  };
  const onBeat = () => {
    beat = 0;
    core.latencyMs = latency();
    core.tick(performance.now());
    tell();
  };
  const done = (change: (at: number) => void): void => {
    change(performance.now());
    tell();
  };
  const hide = () => document.visibilityState === 'hidden' && done((at) => core.pause(at));
  document.addEventListener('visibilitychange', hide);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', hide);
    cancelAnimationFrame(beat);
    beat = -1;
    for (const medium of core.media) medium.pause();
  });
  const medium = (pane: string) => core.media.find((each) => each.pane === pane);
  const framed = () => [medium(activePane()), ...core.media].find((each) => each?.frames());
  const clock: MasterClock = {
    now,
    at: (machineMs) => core.nowMs(machineMs),
    startMs: extent.startMs,
    endMs: extent.endMs,
    playing: () => phase() !== 'paused',
    waiting: () => phase() !== 'paused' && phase() !== 'running',
    rate,
    loop,
    media,
    play: () => done((at) => core.play(at)),
    pause: () => done((at) => core.pause(at)),
    toggle: () => (core.phase === 'paused' ? clock.play() : clock.pause()),
    seek: (ms) => done((at) => core.seek(ms, at)),
    stepBy: (ms) => {
      clock.pause();
      clock.seek(Math.round(core.nowMs(performance.now()) + ms));
    },
    stepFrame: (by) => {
      clock.pause();
      const stepping = framed();
      const table = stepping?.frames();
      const shown = stepping && frameAt(stepping, core.nowMs(performance.now()));
      if (!stepping || !table || !shown) return clock.stepBy(by * STEP_MS);
      const index = Math.min(table.count - 1, Math.max(0, shown.index + by));
      clock.seek(frameOf(stepping, table, index).ms);
    },
    shift: (pane, byMs) => done((at) => core.shift(pane, byMs, at)),
    setRate: (next) => {
      done((at) => core.setRate(next, at));
      setRate(core.rate);
    },
    setLoop: (range) => {
      core.setLoop(range);
      setLoop(core.loop);
    },
    playRange: (startMs, endMs) => done((at) => core.playRange({ startMs, endMs }, at)),
    attach: (each) => {
      const detach = core.attach(each, performance.now());
      setMedia(core.media);
      tell();
      return () => {
        detach();
        setMedia(core.media);
      };
    },
    frameAt: (pane, ms) => {
      const found = medium(pane);
      return found ? frameAt(found, ms) : null;
    },
  };
  return clock;
}
