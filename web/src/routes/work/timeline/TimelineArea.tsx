// The timeline of the workbench: the canvas with the lanes of this item, and buttons for what its keys do.
import {
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  onMount,
  Show,
  type Component,
} from 'solid-js';
import { CanvasTimeline, type Stretch, type TimelineEvents } from '../../../modalities/timeline';
import { extent } from '../../../model/time';
import type { IntervalPlace } from '../../../model/types';
import { focusElement } from '../focus';
import { nextColor } from '../looks';
import { drawn, TIMELINE } from '../regions';
import type { PaneHandle } from '../panes/types';
import type { MasterClock } from '../timing';
import { useWork, type Work } from '../work';
import { keptInterval, paneOf } from './begun';
import { intervalPane, selectedStretch } from './intervals';
import { lanesOf } from './lanes';
import { claimOfMark, isRegion, placeOfGroup } from './marks';
import { timelineMessages as words } from './messages';
import { moveKeyframe } from './tracks';
import { TimelineTools } from './TimelineTools';
import './timeline.css';

/** Rows that are seen at once without pulling the timeline higher. */
const MOST_PX = 236;
const LEAST_PX = 96;
const STEP_PX = 24;
const FRAME_MS = 40;

/** Null until somebody has pulled; kept for the next item. */
const [pulled, setPulled] = createSignal<number | null>(null);

export const TimelineArea: Component = () => {
  const work = useWork();
  return <Show when={work.time}>{(time) => <Area time={time()} />}</Show>;
};

const Area: Component<{ time: MasterClock }> = (props) => {
  const work = useWork();
  let host!: HTMLDivElement;
  const [timeline, setTimeline] = createSignal<CanvasTimeline>();
  const [content, setContent] = createSignal(LEAST_PX);
  const height = () => pulled() ?? Math.max(LEAST_PX, Math.min(MOST_PX, content()));
  onMount(() => {
    const color = (name: string) => getComputedStyle(host).getPropertyValue(name).trim();
    const lanes = lanesOf(work, color);
    // The clock is the item's own; another item makes another timeline.
    // eslint-disable-next-line solid/reactivity
    const { time } = props;
    const made = new CanvasTimeline(host, eventsOf(work, time), words.title);
    made.setExtent(time);
    setTimeline(made);
    work.setBegunInterval(keptInterval(work));
    work.handles.set(TIMELINE, handleOf(work, made));
    createEffect(() => {
      made.setLanes(lanes());
      setContent(made.contentHeight);
    });
    createEffect(() => made.setSelected(work.selected()));
    createEffect(() => made.setHovered(work.hovered()));
    createEffect(() => made.setHidden(work.allHidden()));
    createEffect(() => made.setNow(time.now(), time.playing()));
    createEffect(() => made.setLoop(time.loop()));
    createEffect(() => made.setBegun(work.begunInterval()?.ms ?? null));
    createEffect(() => made.setColor(nextColor(work, intervalPane(work)?.slot ?? '')));
    goesToSelection(work, time, made);
    onCleanup(() => {
      work.handles.delete(TIMELINE);
      made.destroy();
    });
  });
  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !timeline()?.handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section class="timeline-area" aria-label={words.title} style={{ '--height': `${height()}px` }}>
      <Sash height={height()} />
      <Show when={timeline()}>{(made) => <TimelineTools timeline={made()} />}</Show>
      <div ref={host} class="timeline-host" onKeyDown={keydown} />
    </section>
  );
};

/** Pulled to make the timeline higher. */
const Sash: Component<{ height: number }> = (props) => {
  const most = () => Math.max(LEAST_PX, window.innerHeight * 0.7);
  const set = (height: number) => setPulled(Math.round(Math.min(most(), Math.max(LEAST_PX, height))));
  const down = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const [from, height] = [event.clientY, props.height];
    const { currentTarget: sash } = event;
    sash.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => set(height + from - moved.clientY);
    sash.addEventListener('pointermove', move);
    sash.addEventListener('lostpointercapture', () => sash.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const keydown = (event: KeyboardEvent) => {
    const by = { ArrowUp: STEP_PX, ArrowDown: -STEP_PX }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(props.height + by);
  };
  return (
    <div
      class="timeline-sash"
      role="separator"
      tabindex={0}
      aria-orientation="horizontal"
      aria-label={words.resize}
      aria-valuenow={props.height}
      aria-valuemin={LEAST_PX}
      aria-valuemax={Math.round(most())}
      onPointerDown={down}
      onDblClick={() => setPulled(null)}
      onKeyDown={keydown}
    />
  );
};

function eventsOf(work: Work, time: MasterClock): TimelineEvents {
  return {
    seek: (ms) => time.seek(ms),
    draw: (lane, { startMs, endMs }, group) => {
      const pane = paneOf(work, lane);
      const row = placeOfGroup(group);
      const channel = row.channel === null ? {} : { channel: row.channel };
      const place: IntervalPlace = { type: 'interval', start_ms: startMs, end_ms: endMs, ...channel };
      if (pane) drawn(work, pane, place, work.label() ?? row.label);
    },
    change: (id, { startMs, endMs }, gesture) => {
      const region = work.region(id);
      if (region?.selector.type !== 'interval') return;
      const selector = { ...region.selector, start_ms: startMs, end_ms: endMs };
      work.edit({ kind: 'move_region', id, selector }, gesture);
    },
    keyframe: (id, fromMs, toMs) => moveKeyframe(work, id, fromMs, toMs),
    select: (ids) => select(work, time, ids),
    hover: (id) => work.setHovered(id !== null && !isRegion(id) ? null : id),
    lane: (key) => work.panes.some((pane) => pane.key === key) && work.setActivePane(key),
    loop: (range) => time.setLoop(range),
    frame: (ms, by) => neighbour(work, time, ms, by),
    say: (text) => work.say(text),
  };
}

/** Regions are selected; a cue or a claim is gone to, in the text and in time. */
function select(work: Work, time: MasterClock, ids: readonly string[]): void {
  const regions = ids.filter(isRegion);
  const last = ids.at(-1);
  const region = regions.length > 0 ? work.region(regions.at(-1) ?? '') : undefined;
  if (region) work.setActivePane(`${region.slot}/${region.part}`);
  work.setSelected(regions);
  if (last === undefined || isRegion(last)) return;
  const claim = claimOfMark(work, last);
  const row = claim === null ? undefined : work.row(claim);
  if (row?.claim.time) time.seek(row.claim.time.start_ms);
  if (!row) return;
  const focus = { on: 'claim', id: row.claim.id, aspect: 'default' } as const;
  const known = work.order().find((each) => each.on === 'claim' && each.id === row.claim.id) ?? focus;
  work.setFocus(known);
  queueMicrotask(() => focusElement(known));
}

/** The beginning of the frame before or after, on the video at hand; 40 ms where there are no frames. */
function neighbour(work: Work, time: MasterClock, ms: number, by: 1 | -1): number {
  const keys = [work.activePane(), ...work.panes.map((pane) => pane.key)];
  const key = keys.find((each) => time.frameAt(each, ms) !== null);
  const frame = key === undefined ? null : time.frameAt(key, ms);
  if (!frame || key === undefined) return ms + by * FRAME_MS;
  if (by > 0) return frame.endMs;
  return frame.ms < ms ? frame.ms : (time.frameAt(key, frame.ms - 1)?.ms ?? frame.ms);
}

function handleOf(work: Work, timeline: CanvasTimeline): PaneHandle {
  return {
    focus: () => timeline.focus(),
    reveal: (place) => {
      const found = extent(place);
      if (found) timeline.reveal({ startMs: found.start_ms, endMs: found.end_ms });
    },
    anchor: (region) => timeline.anchor(region),
    at: (x, y) => {
      const id = timeline.at(x, y);
      return id !== null && isRegion(id) ? id : null;
    },
    complete: () => work.begunInterval() === null,
  };
}

/** What is selected is gone to in time where the playhead is outside of it, and shown on the timeline. */
function goesToSelection(work: Work, time: MasterClock, timeline: CanvasTimeline): void {
  const chosen = createMemo(() => work.selected().join(' '));
  createEffect(
    on(
      chosen,
      () => {
        const stretch: Stretch | null = selectedStretch(work);
        if (!stretch) return;
        timeline.reveal(stretch, work.selected()[0]);
        const [only, other] = work.selected();
        if (only === undefined || other !== undefined || time.playing()) return;
        const now = Math.round(time.now());
        if (now < stretch.startMs || now > stretch.endMs) time.seek(stretch.startMs);
      },
      { defer: true },
    ),
  );
}
