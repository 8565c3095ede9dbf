// What a drag on the timeline does: scrubs, draws, moves an edge, a keyframe or a whole interval, pans, or sets the loop.
import type { Stretch, TimelineEvents, TimelineMark } from './contract';
import { NEAR_PX, type Press } from './press';
import type { Scale } from './scale';
import { Snapping } from './snapping';
import { RULER_PX, type Band } from './stack';
import { inWords } from './words';

/** A drag begins once the pointer has moved this far. */
const SLOP_PX = 3;

export interface Desk {
  readonly scale: Scale;
  readonly events: TimelineEvents;
  readonly extent: Stretch;
  readonly selected: readonly string[];
  now(): number;
  /** Everything that an edge may snap to, but for one mark. */
  snapping(without: string | null): Snapping;
  /** Paints a mark as it will be. */
  drag(mark: TimelineMark | null): void;
  ghost(stretch: Stretch | null, band: Band | null): void;
  guide(ms: number | null): void;
  pan(dx: number, dy: number): void;
}

export interface Gesture {
  move(event: PointerEvent, x: number): void;
  /** The pointer was let go. */
  end(event: PointerEvent, x: number): void;
  cancel(): void;
}

/** The gesture that a press begins; null where it begins none. */
export function begin(desk: Desk, press: Press, event: PointerEvent, x: number): Gesture | null {
  if (event.button === 1) return pan(desk, event);
  if (event.button !== 0) return null;
  switch (press.on) {
    case 'ruler':
      return event.shiftKey ? loop(desk, x) : scrub(desk, x);
    case 'edge':
      choose(desk, press.mark.id, event);
      return resize(desk, press.mark, press.edge);
    case 'keyframe':
      return keyframe(desk, press.mark, press.ms, x);
    case 'mark':
      return mark(desk, press.mark, event, x);
    case 'lane':
      return draw(desk, press.band, press.group, x);
    case 'nothing':
      return scrub(desk, x);
  }
}

function choose({ selected, events }: Desk, id: string, event: PointerEvent): void {
  const add = event.shiftKey || event.ctrlKey || event.metaKey;
  if (!add) return events.select([id]);
  events.select(selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id]);
}

/** The time under the pointer, at an edge where one is near; Alt takes it as it is. */
function snapped(desk: Desk, snapping: Snapping, event: PointerEvent, x: number): number {
  const ms = within(desk.scale.ms(x), desk.extent);
  const near = event.altKey ? null : snapping.near(ms, NEAR_PX * desk.scale.view.msPerPx);
  desk.guide(near);
  return Math.round(near ?? ms);
}

function within(ms: number, { startMs, endMs }: Stretch): number {
  return Math.min(Math.floor(endMs), Math.max(Math.ceil(startMs), ms));
}

function scrub(desk: Desk, from: number): Gesture {
  const seek = (x: number) => desk.events.seek(Math.round(within(desk.scale.ms(x), desk.extent)));
  seek(from);
  return { move: (_, x) => seek(x), end: () => undefined, cancel: () => undefined };
}

function loop(desk: Desk, from: number): Gesture {
  const snapping = desk.snapping(null);
  let start: number | null = null;
  let stretch: Stretch | null = null;
  return {
    move(event, x) {
      if (start === null && Math.abs(x - from) < SLOP_PX) return;
      start ??= snapped(desk, snapping, event, from);
      const end = snapped(desk, snapping, event, x);
      stretch = { startMs: Math.min(start, end), endMs: Math.max(start, end) };
      desk.events.loop(stretch.endMs > stretch.startMs ? stretch : null);
    },
    end() {
      desk.guide(null);
      if (stretch === null) desk.events.loop(null);
    },
    cancel: () => desk.guide(null),
  };
}

function pan(desk: Desk, event: PointerEvent): Gesture {
  let [x, y] = [event.clientX, event.clientY];
  return {
    move(next) {
      desk.pan(x - next.clientX, y - next.clientY);
      [x, y] = [next.clientX, next.clientY];
    },
    end: () => undefined,
    cancel: () => undefined,
  };
}

/** Draws an interval, or goes to the time that was pressed. */
function draw(desk: Desk, band: Band, group: string | null, from: number): Gesture {
  const snapping = desk.snapping(null);
  let start: number | null = null;
  let stretch: Stretch | null = null;
  const stop = () => {
    desk.ghost(null, null);
    desk.guide(null);
  };
  return {
    move(event, x) {
      if (!band.lane.draws || (start === null && Math.abs(x - from) < SLOP_PX)) return;
      start ??= snapped(desk, snapping, event, from);
      const end = snapped(desk, snapping, event, x);
      const [startMs, endMs] = [Math.min(start, end), Math.max(start, end)];
      stretch = { startMs: within(startMs, band.lane), endMs: within(endMs, band.lane) };
      desk.ghost(stretch, band);
    },
    end() {
      stop();
      desk.events.lane(band.lane.key);
      if (stretch && stretch.endMs > stretch.startMs) return desk.events.draw(band.lane.key, stretch, group);
      if (stretch) return;
      desk.events.select([]);
      desk.events.seek(Math.round(within(desk.scale.ms(from), desk.extent)));
    },
    cancel: stop,
  };
}

/** Shows a changed mark while it is dragged, and tells it once when it is let go. */
function change(desk: Desk, mark: TimelineMark, next: (event: PointerEvent, x: number) => Stretch): Gesture {
  let stretch: Stretch | null = null;
  const stop = () => {
    desk.drag(null);
    desk.guide(null);
  };
  return {
    move(event, x) {
      stretch = next(event, x);
      desk.drag({ ...mark, ...stretch });
    },
    end() {
      stop();
      if (!stretch || (stretch.startMs === mark.startMs && stretch.endMs === mark.endMs)) return;
      desk.events.change(mark.id, stretch, `drag:${mark.id}:${performance.now()}`);
      desk.events.say(inWords(stretch));
    },
    cancel: stop,
  };
}

function resize(desk: Desk, mark: TimelineMark, edge: 'start' | 'end'): Gesture {
  const snapping = desk.snapping(mark.id);
  const other = edge === 'start' ? mark.endMs : mark.startMs;
  return change(desk, mark, (event, x) => {
    const ms = snapped(desk, snapping, event, x);
    return { startMs: Math.min(ms, other), endMs: Math.max(ms, other) };
  });
}

/** Chooses a mark; one that was chosen already moves along. */
function mark(desk: Desk, pressed: TimelineMark, event: PointerEvent, from: number): Gesture {
  const known = desk.selected.includes(pressed.id);
  choose(desk, pressed.id, event);
  if (!known || pressed.locked || pressed.keyframes || event.shiftKey || event.ctrlKey) {
    return { move: () => undefined, end: () => undefined, cancel: () => undefined };
  }
  const snapping = desk.snapping(pressed.id);
  const length = pressed.endMs - pressed.startMs;
  let moves = false;
  const moving = change(desk, pressed, (moved, x) => {
    const by = (x - from) * desk.scale.view.msPerPx;
    const room = { startMs: desk.extent.startMs, endMs: desk.extent.endMs - length };
    const start = within(pressed.startMs + by, room);
    const tolerance = NEAR_PX * desk.scale.view.msPerPx;
    const near = moved.altKey ? null : snapping.shift(start, start + length, tolerance);
    desk.guide(near?.atMs ?? null);
    const startMs = Math.round(within(start + (near?.byMs ?? 0), room));
    return { startMs, endMs: startMs + length };
  });
  return {
    ...moving,
    move(next, x) {
      moves ||= Math.abs(x - from) >= SLOP_PX;
      if (moves) moving.move(next, x);
    },
  };
}

/** Moves one keyframe of a track in time. */
function keyframe(desk: Desk, pressed: TimelineMark, fromMs: number, from: number): Gesture {
  const snapping = desk.snapping(pressed.id);
  let to: number | null = null;
  const stop = () => {
    desk.drag(null);
    desk.guide(null);
  };
  return {
    move(event, x) {
      if (to === null && Math.abs(x - from) < SLOP_PX) return;
      to = snapped(desk, snapping, event, x);
      const keyframes = (pressed.keyframes ?? [])
        .map((ms) => (ms === fromMs ? (to ?? ms) : ms))
        .sort((a, b) => a - b);
      const [startMs, endMs] = [keyframes[0] ?? to, keyframes.at(-1) ?? to];
      desk.drag({ ...pressed, keyframes, startMs, endMs });
    },
    end() {
      stop();
      if (to !== null && to !== fromMs) desk.events.keyframe(pressed.id, fromMs, to);
      else desk.events.seek(fromMs);
    },
    cancel: stop,
  };
}

/** Where a ghost stands on the board. */
export function ghostPlace(scale: Scale, stretch: Stretch, band: Band, scrollTop: number) {
  const left = scale.x(stretch.startMs);
  const width = Math.max(1, scale.x(stretch.endMs) - left);
  return { left, width, top: RULER_PX + band.top - scrollTop, height: band.height };
}
