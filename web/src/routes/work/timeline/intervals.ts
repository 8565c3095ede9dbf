// What is done with intervals: begun and ended at the playhead, events, tags of frames and scenes, played, stepped through.
import { selectorsFor } from '../../../model/design';
import { evidenceTarget } from '../regions';
import { extent, written } from '../../../model/time';
import type { IntervalPlace, Region } from '../../../model/types';
import { drawn } from '../regions';
import type { Pane, Work } from '../work';
import { keepInterval, paneOf } from './begun';
import { timelineMessages as words } from './messages';
import { momentOf } from './tracks';

/** Two presses within this time mean an event. */
const TWICE_MS = 350;
/** An event is heard with this much around it. */
const AROUND_MS = 500;

/** A medium in which intervals may be drawn. */
export function takesIntervals(work: Work, pane: Pane): boolean {
  const slot = work.world.design.slots.find((each) => each.id === pane.slot);
  const isTimed = 'duration_ms' in (work.media[pane.key] ?? {});
  return isTimed && slot !== undefined && selectorsFor(work.world.design, slot).has('interval');
}

/** The medium at hand, else the first where what is in focus may have its evidence, else the first at all. */
export function intervalPane(work: Work): Pane | undefined {
  const active = work.pane();
  if (active && takesIntervals(work, active)) return active;
  const possible = work.panes.filter((pane) => takesIntervals(work, pane));
  return possible.find((pane) => evidenceTarget(work, pane.slot) !== null) ?? possible[0];
}

let lastPress = -Infinity;

/** Begins an interval at the playhead, or ends it there; pressed twice at once it is an event. */
export function interval(work: Work, event: Pick<Event, 'timeStamp'>): void {
  const { time } = work;
  if (!time) return;
  const now = Math.round(time.now());
  const begun = work.begunInterval();
  const twice = event.timeStamp - lastPress < TWICE_MS;
  lastPress = event.timeStamp;
  if (begun) {
    setBegun(work, null);
    const pane = paneOf(work, begun.pane);
    const [start_ms, end_ms] = [Math.min(begun.ms, now), Math.max(begun.ms, now)];
    if (pane) place(work, pane, twice ? { start_ms: begun.ms, end_ms: begun.ms } : { start_ms, end_ms });
    return;
  }
  const pane = intervalPane(work);
  if (!pane) return work.say(words.say.noPlace);
  setBegun(work, { pane: pane.key, ms: now });
  work.say(words.say.begun(written(now)));
}

export function giveUpInterval(work: Work): void {
  setBegun(work, null);
  work.say(words.say.given);
}

function setBegun(work: Work, begun: { pane: string; ms: number } | null): void {
  work.setBegunInterval(begun);
  keepInterval(work, begun);
}

export function pointEvent(work: Work): void {
  const pane = intervalPane(work);
  if (!pane || !work.time) return work.say(words.say.noPlace);
  const now = Math.round(work.time.now());
  place(work, pane, { start_ms: now, end_ms: now });
}

function place(work: Work, pane: Pane, stretch: Pick<IntervalPlace, 'start_ms' | 'end_ms'>): void {
  drawn(work, pane, { type: 'interval', ...stretch });
}

/** An interval that covers the frame that is shown, and nothing else. */
export function tagFrame(work: Work): void {
  const pane = framedPane(work);
  const moment = pane && momentOf(work, pane);
  if (!pane || !moment) return work.say(words.say.noFrame);
  place(work, pane, { start_ms: moment.time_ms, end_ms: moment.endMs });
}

/** From cut to cut: between the nearest edges and events on the video, else to its ends. */
export function tagScene(work: Work): void {
  const pane = framedPane(work);
  const { time } = work;
  if (!pane || !time) return work.say(words.say.noFrame);
  const now = time.now();
  const cuts = onPane(work, pane).flatMap(({ selector }) => {
    const found = selector.type === 'interval' ? extent(selector) : null;
    return found ? [found.start_ms, found.end_ms] : [];
  });
  const medium = time.media().find((each) => each.pane === pane.key);
  const first = time.frameAt(pane.key, time.startMs)?.ms ?? time.startMs;
  const last = medium ? endOf(work, pane) : time.endMs;
  const start_ms = Math.max(first, ...cuts.filter((ms) => ms <= now));
  const end_ms = Math.min(last, ...cuts.filter((ms) => ms > now));
  place(work, pane, { start_ms, end_ms });
}

function endOf(work: Work, pane: Pane): number {
  return work.time?.frameAt(pane.key, Infinity)?.endMs ?? work.time?.endMs ?? 0;
}

function framedPane(work: Work): Pane | undefined {
  const { time } = work;
  const framed = (pane: Pane | undefined) =>
    pane && takesIntervals(work, pane) && time?.frameAt(pane.key, time.now()) ? pane : undefined;
  return framed(work.pane()) ?? work.panes.find(framed);
}

function onPane(work: Work, pane: Pane): Region[] {
  return work.draft().regions.filter((region) => region.slot === pane.slot && region.part === pane.part);
}

/** From where to where the selected regions reach together. */
export function selectedStretch(work: Work): { startMs: number; endMs: number } | null {
  const found = work.selected().flatMap((id) => {
    const region = work.region(id);
    return (region && extent(region.selector)) ?? [];
  });
  if (found.length === 0) return null;
  return {
    startMs: Math.min(...found.map((each) => each.start_ms)),
    endMs: Math.max(...found.map((each) => each.end_ms)),
  };
}

/** Plays what is selected again and again; or stops that. */
export function playSelection(work: Work): void {
  const { time } = work;
  const stretch = selectedStretch(work);
  if (!time || !stretch) return work.say(words.say.chooseTimed);
  const isPoint = stretch.endMs - stretch.startMs < 1;
  const around = isPoint ? AROUND_MS : 0;
  const startMs = Math.max(time.startMs, stretch.startMs - around);
  const endMs = Math.min(time.endMs, stretch.endMs + around);
  const loop = time.loop();
  if (loop && loop.startMs === startMs && loop.endMs === endMs && time.playing()) {
    time.setLoop(null);
    time.pause();
    return work.say(words.say.stopped);
  }
  time.setLoop({ startMs, endMs });
  time.seek(startMs);
  time.play();
  work.say(words.say.playing);
}

/** To the next keyframe or edge of what is selected, else of everything on the medium at hand. */
export function stepMarks(work: Work, by: 1 | -1): void {
  const { time } = work;
  if (!time) return;
  const chosen = work.selected().flatMap((id) => work.region(id) ?? []);
  const pane = work.pane();
  const regions = chosen.length > 0 ? chosen : pane ? onPane(work, pane) : [];
  const now = time.now();
  const ahead = regions.flatMap(timesOf).filter((ms) => (by > 0 ? ms > now + 0.5 : ms < now - 0.5));
  if (ahead.length === 0) return work.say(words.say.noMore);
  const to = ahead.reduce((a, b) => ((by > 0 ? b < a : b > a) ? b : a));
  time.pause();
  time.seek(to);
}

function timesOf({ selector }: Region): number[] {
  if (selector.type === 'track') return selector.keyframes.map((each) => each.time_ms);
  const found = extent(selector);
  return found ? [found.start_ms, found.end_ms] : [];
}
