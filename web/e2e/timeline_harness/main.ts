// A timeline with any number of regions that are the same every time, for measurements.
import '../../src/ui/base.css';
import '../../src/ui/tokens.css';
import {
  CanvasTimeline,
  type TimelineEvents,
  type TimelineLane,
  type TimelineMark,
} from '../../src/modalities/timeline';

declare global {
  interface Window {
    timeline: CanvasTimeline;
    /** Replaces one region, as an edit does. */
    edit(at: number): void;
  }
}

const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9'];
const LABELS = ['speech', 'music', 'siren', 'car', 'dog', 'crowd'];
const HOUR_MS = 3_600_000;
const LANES = 4;

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const n = Number(query.get('regions') ?? 20_000);
const extent = { startMs: 0, endMs: 2 * HOUR_MS };

let seed = 42;
const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

const regions = Array.from({ length: n }, (_, at) => region(at));

function region(at: number): TimelineMark {
  const label = Math.floor(random() * LABELS.length);
  const startMs = Math.round(random() * (extent.endMs - 20_000));
  const length = at % 50 === 0 ? 0 : Math.round(200 + random() ** 3 * 15_000);
  const isTrack = at % 10 === 1;
  const endMs = startMs + length;
  const keyframes = [0, 0.3, 0.5, 1].map((share) => startMs + Math.round(share * length));
  return {
    id: `r${at}`,
    startMs,
    endMs,
    title: LABELS[label] ?? '',
    badge: String(at),
    color: COLORS[label] ?? '#000000',
    line: 'solid',
    emphasis: 'none',
    group: String(label),
    ...(isTrack ? { keyframes, gaps: [], veiled: [{ startMs: keyframes[1]!, endMs: keyframes[2]! }] } : {}),
  };
}

const groups = new Map(LABELS.map((label, at) => [String(at), label]));

function lanes(): TimelineLane[] {
  return Array.from({ length: LANES }, (_, lane) => ({
    key: `lane/${lane}`,
    title: `Camera ${lane + 1}`,
    ...extent,
    backdrops: [],
    marks: regions.filter((_region, at) => at % LANES === lane),
    groups,
    draws: true,
    active: lane === 0,
  }));
}

const nothing = () => undefined;
const events: TimelineEvents = {
  seek: nothing,
  draw: nothing,
  change: nothing,
  keyframe: nothing,
  select: (ids) => window.timeline.setSelected(ids),
  hover: nothing,
  lane: nothing,
  loop: nothing,
  frame: (ms, by) => ms + by * 40,
  say: nothing,
};

const host = document.querySelector<HTMLElement>('#timeline')!;
window.timeline = new CanvasTimeline(host, events);
window.timeline.setExtent(extent);
window.timeline.setLanes(lanes());
window.edit = (at) => {
  const before = regions[at]!;
  regions[at] = { ...before, endMs: before.endMs + 10 };
  window.timeline.setLanes(lanes());
};
