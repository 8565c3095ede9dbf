// Media on the master clock, without a server of ours: for the tests of frames and of keeping together.
import { createRoot } from 'solid-js';
import { FrameTable } from '../../src/model/frames';
import { masterMs } from '../../src/model/clock';
import { Player } from '../../src/modalities/player';
import { createClock, type MasterClock, type TimedMedium } from '../../src/routes/work/timing';

/** How far a medium was from the master clock, at one moment. */
export interface Sample {
  readonly pane: string;
  /** Master time. */
  readonly ms: number;
  /** Master milliseconds; positive where the medium is ahead. */
  readonly aheadMs: number;
  /** Milliseconds since playing began or a seek was over. */
  readonly sinceMs: number;
}

export interface TimeHarness {
  readonly clock: MasterClock;
  readonly ready: Promise<void>;
  readonly samples: Sample[];
  /** Resolves when every film shows the frame that it was sent to. */
  settled(): Promise<void>;
  /** The number that a film carries in its picture now. */
  numberOf(pane: string): number;
  /** The same as the frame table names it. */
  named(pane: string): number;
}

declare global {
  interface Window {
    timing: TimeHarness;
  }
}

const SQUARE = 16;
const BITS = 10;

const query = new URLSearchParams(location.search);
const samples: Sample[] = [];
const offset = Number(query.get('offset') ?? 0);
const endMs = Number(query.get('end') ?? 60_000);
const films = query.getAll('film');
const sounds = query.getAll('sound');
const elements = new Map<string, HTMLMediaElement>();
const players = new Map<string, Player>();
const shown = new Map<string, number>();
const media = new Map<string, TimedMedium>();
let beganAt = 0;

const clock = createRoot(() => createClock({ startMs: 0, endMs: endMs + offset }, () => films[0] ?? ''));

async function add(name: string, kind: 'video' | 'audio'): Promise<void> {
  const element = document.createElement(kind);
  element.preload = 'auto';
  element.src = `/media/${name}`;
  document.body.append(element);
  const player = new Player(element, kind === 'audio', {
    changed: () => undefined,
    shown: (index) => shown.set(name, index),
  });
  let durationMs = endMs;
  if (kind === 'video') {
    const times: unknown = await (await fetch(`/media/${name}.json`)).json();
    const { startsMs, endMs: last } = times as { startsMs: number[]; endMs: number };
    player.setFrames(FrameTable.of(startsMs, last));
    durationMs = last;
  }
  const medium: TimedMedium = {
    pane: name,
    clock: { offset_ms: kind === 'audio' ? offset : 0 },
    durationMs,
    sounds: kind === 'audio',
    volume: null,
    frames: () => player.frames(),
    ready: () => player.ready(),
    ended: () => player.ended(),
    ownMs: () => player.ownMs(),
    play: () => player.play(),
    pause: () => player.pause(),
    seek: (ms) => player.seek(ms),
    show: (ms) => player.show(ms),
    setRate: (rate) => player.setRate(rate),
  };
  elements.set(name, element);
  players.set(name, player);
  media.set(name, medium);
  clock.attach(medium);
  if (element instanceof HTMLVideoElement) log(element, medium);
}

/** Notes each frame as it comes on the screen. */
function log(element: HTMLVideoElement, medium: TimedMedium): void {
  element.requestVideoFrameCallback((_now, { mediaTime, expectedDisplayTime }) => {
    log(element, medium);
    note(medium, mediaTime * 1000, expectedDisplayTime);
  });
}

function note(medium: TimedMedium, ownMs: number, at: number): void {
  const running = clock.playing() && !clock.waiting();
  if (!running) {
    beganAt = performance.now();
    return;
  }
  const ms = clock.at(at);
  samples.push({
    pane: medium.pane,
    ms,
    aheadMs: masterMs(medium.clock, ownMs) - ms,
    sinceMs: performance.now() - beganAt,
  });
}

/** Sounds are asked in every frame of the screen, as they have no frames of their own. */
function listen(): void {
  requestAnimationFrame(listen);
  if (!clock.playing() || clock.waiting()) beganAt = performance.now();
  for (const name of sounds) {
    const [element, medium] = [elements.get(name), media.get(name)];
    if (element && medium && !element.paused) note(medium, element.currentTime * 1000, performance.now());
  }
}

const canvas = document.createElement('canvas');
const context = canvas.getContext('2d', { willReadFrequently: true })!;

window.timing = {
  clock,
  samples,
  ready: Promise.all([
    ...films.map((name) => add(name, 'video')),
    ...sounds.map((name) => add(name, 'audio')),
  ])
    .then(() => waitFor(() => [...players.values()].every((player) => player.ready())))
    .then(() => requestAnimationFrame(listen))
    .then(() => undefined),
  settled: () =>
    waitFor(() =>
      films.every(
        (name) => players.get(name)?.ready() && shown.get(name) === clock.frameAt(name, clock.now())?.index,
      ),
    ),
  numberOf(pane) {
    const element = elements.get(pane);
    if (!(element instanceof HTMLVideoElement)) throw new Error(`${pane} is no film`);
    const [width, height] = [element.videoWidth, element.videoHeight];
    canvas.width = width;
    canvas.height = height;
    context.drawImage(element, 0, 0, width, height);
    let number = 0;
    for (let bit = 0; bit < BITS; bit++) {
      const [value = 0] = context.getImageData(bit * SQUARE + SQUARE / 2, height / 2, 1, 1).data;
      if (value > 127) number |= 1 << bit;
    }
    return number;
  },
  named: (pane) => clock.frameAt(pane, clock.now())?.index ?? -1,
};

/** A condition that is looked at in every frame of the screen, for two seconds at most. */
function waitFor(condition: () => boolean): Promise<void> {
  const until = performance.now() + 2000;
  return new Promise((resolve) => {
    const look = () => {
      if (condition() || performance.now() > until) resolve();
      else requestAnimationFrame(look);
    };
    look();
  });
}
