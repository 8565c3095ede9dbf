// Paints what is visible: ruler, lanes with their pictures or waves, and marks. What is narrower than a pixel is
// painted once, so that the work depends on the width of the screen and not on the number of marks.
import type { Ink, Stretch, TimelineMark, TimeView } from './contract';
import type { Scale } from './scale';
import type { Row } from './rows';
import { ROW_PX, RULER_PX, type Slot, type Stack } from './stack';
import { ticks, type Ticks } from './ticks';

export interface Scene {
  readonly scale: Scale;
  readonly stack: Stack;
  readonly ink: Ink;
  readonly scrollTop: number;
  readonly height: number;
  readonly selected: ReadonlySet<string>;
  readonly hovered: string | null;
  readonly loop: Stretch | null;
  /** The mark that is being dragged is painted as it will be. */
  readonly dragged: TimelineMark | null;
  readonly hidden: boolean;
}

const FONT = '11px system-ui, sans-serif';
/** Bars leave a line between the rows. */
const BAR_INSET = 2;
/** Titles stand in bars that are at least this wide. */
const TITLE_PX = 26;
/** Marks closer than this are painted as one. */
const MERGE_PX = 1;

type Context = CanvasRenderingContext2D;

export function paint(context: Context, scene: Scene): void {
  const { scale, ink, height } = scene;
  const { width } = scale;
  context.fillStyle = ink.surface;
  context.fillRect(0, 0, width, height);
  context.font = FONT;
  context.textBaseline = 'middle';
  const marks = ticks(scale.view, width);
  context.save();
  context.beginPath();
  context.rect(0, RULER_PX, width, height - RULER_PX);
  context.clip();
  context.translate(0, RULER_PX - scene.scrollTop);
  paintLanes(context, scene, marks);
  context.restore();
  paintRuler(context, scene, marks);
}

function paintLanes(context: Context, scene: Scene, marks: Ticks): void {
  const { scale, stack, ink, scrollTop } = scene;
  const [from, to] = [scrollTop, scrollTop + scene.height - RULER_PX];
  const bands = stack.bands.filter((band) => band.top < to && band.top + band.height > from);
  for (const band of bands) {
    context.fillStyle = ink.band;
    outside(scale, band.lane).forEach(([left, width]) =>
      context.fillRect(left, band.top, width, band.height),
    );
  }
  paintGrid(context, scene, marks, Math.max(to, stack.height));
  for (const band of bands) {
    for (const { is, top, height } of band.backdrops) {
      if (top > to || top + height < from) continue;
      const left = Math.max(0, scale.x(band.lane.startMs));
      const right = Math.min(scale.width, scale.x(band.lane.endMs));
      if (right <= left) continue;
      context.save();
      context.beginPath();
      context.rect(left, top, right - left, height);
      context.clip();
      is.paint(context, { left: 0, top, width: scale.width, height }, scale.view, ink);
      context.restore();
    }
    if (!scene.hidden) {
      for (const row of band.rows) if (row.top < to && row.top + ROW_PX > from) paintRow(context, scene, row);
    }
    context.fillStyle = ink.line;
    context.fillRect(0, band.top + band.height - 1, scale.width, 1);
  }
}

/** The parts of the width that a lane's medium does not fill. */
function outside(scale: Scale, { startMs, endMs }: Stretch): [number, number][] {
  const left = Math.min(scale.width, Math.max(0, scale.x(startMs)));
  const right = Math.min(scale.width, Math.max(0, scale.x(endMs)));
  return [
    [0, left],
    [right, scale.width - right],
  ];
}

function paintGrid(context: Context, { scale, ink, loop }: Scene, { majors }: Ticks, height: number): void {
  context.fillStyle = ink.line;
  for (const ms of majors) context.fillRect(Math.round(scale.x(ms)), 0, 1, height);
  if (!loop) return;
  const [left, right] = [scale.x(loop.startMs), scale.x(loop.endMs)];
  context.globalAlpha = ink.forced ? 1 : 0.14;
  context.fillStyle = ink.accent;
  if (ink.forced) context.strokeRect(left, 0, right - left, height);
  else context.fillRect(left, 0, right - left, height);
  context.globalAlpha = 1;
}

function paintRuler(context: Context, { scale, ink, loop }: Scene, marks: Ticks): void {
  context.fillStyle = ink.surface;
  context.fillRect(0, 0, scale.width, RULER_PX);
  context.fillStyle = ink.line;
  context.fillRect(0, RULER_PX - 1, scale.width, 1);
  context.fillStyle = ink.strong;
  for (const ms of marks.minors) context.fillRect(Math.round(scale.x(ms)), RULER_PX - 5, 1, 4);
  for (const ms of marks.majors) context.fillRect(Math.round(scale.x(ms)), RULER_PX - 9, 1, 8);
  context.fillStyle = ink.muted;
  for (const ms of marks.majors) context.fillText(marks.label(ms), Math.round(scale.x(ms)) + 4, 9);
  if (!loop) return;
  context.fillStyle = ink.accent;
  const left = scale.x(loop.startMs);
  context.fillRect(left, RULER_PX - 4, Math.max(2, scale.x(loop.endMs) - left), 3);
}

/** Plain marks of a row as few paths, then those that stand out. */
function paintRow(context: Context, scene: Scene, { is: row, top }: Slot<Row>): void {
  const { scale, selected, hovered, dragged } = scene;
  const view = { startMs: scale.view.startMs - 8 * scale.view.msPerPx, endMs: scale.endMs };
  const [from, to] = row.within(view);
  const late: TimelineMark[] = [];
  for (let at = from; at < to;) {
    const mark = row.marks[at]!;
    if (mark.endMs < view.startMs) at += 1;
    else if (mark.id === dragged?.id) at += 1;
    else if (selected.has(mark.id) || hovered === mark.id) {
      late.push(mark);
      at += 1;
    } else {
      const next = paintRun(context, scene, row, at, to, top);
      at = Math.max(at + 1, next);
    }
  }
  for (const mark of late) paintMark(context, scene, mark, top);
  if (dragged && row.marks.some((mark) => mark.id === dragged.id)) paintMark(context, scene, dragged, top);
}

/** A mark with everything that begins within its last pixel; the index of what comes after. */
function paintRun(context: Context, scene: Scene, row: Row, at: number, to: number, top: number): number {
  const { scale } = scene;
  const mark = row.marks[at]!;
  const left = scale.x(mark.startMs);
  const right = scale.x(mark.endMs);
  if (right - left >= 3 || scene.scale.view.msPerPx < 1) {
    paintMark(context, scene, mark, top);
    return at + 1;
  }
  const behind = scale.ms(Math.max(right, left + 2) + MERGE_PX);
  let next = at + 1;
  if (next < to && row.marks[next]!.startMs < behind) {
    next = Math.min(to, Math.max(next, row.reaching(behind, next)));
    while (next < to && row.marks[next]!.startMs < behind) next += 1;
  }
  if (next === at + 1 && mark.startMs === mark.endMs) {
    paintMark(context, scene, mark, top);
    return next;
  }
  context.globalAlpha = mark.emphasis === 'dim' ? 0.4 : 1;
  context.fillStyle = scene.ink.forced ? scene.ink.strong : mark.color;
  context.fillRect(left, top + BAR_INSET, Math.max(2, right - left), ROW_PX - 2 * BAR_INSET);
  context.globalAlpha = 1;
  return next;
}

function paintMark(context: Context, scene: Scene, mark: TimelineMark, top: number): void {
  const { scale, ink } = scene;
  const left = scale.x(mark.startMs);
  const right = scale.x(mark.endMs);
  if (right < -12 || left > scale.width + 12) return;
  const chosen = scene.selected.has(mark.id);
  context.globalAlpha = mark.emphasis === 'dim' && !chosen ? 0.4 : 1;
  if (mark.startMs === mark.endMs && !mark.keyframes) paintPin(context, scene, mark, top, chosen);
  else paintBar(context, scene, mark, top, chosen);
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.fillStyle = ink.text;
}

function paintBar(context: Context, scene: Scene, mark: TimelineMark, top: number, chosen: boolean): void {
  const { scale, ink } = scene;
  const left = Math.max(-4, scale.x(mark.startMs));
  const right = Math.min(scale.width + 4, Math.max(scale.x(mark.endMs), left + 2));
  const [y, height] = [top + BAR_INSET, ROW_PX - 2 * BAR_INSET];
  const strong = ink.forced ? (chosen ? ink.accent : ink.strong) : mark.color;
  const lit = chosen || mark.emphasis === 'lit' || scene.hovered === mark.id;
  const before = context.globalAlpha;
  if (!ink.forced) {
    context.fillStyle = mark.color;
    context.globalAlpha = before * (lit ? 0.5 : 0.28);
    context.fillRect(left, y, right - left, height);
    context.globalAlpha = before;
  }
  if (mark.gaps || mark.veiled) paintStretches(context, scene, mark, y, height);
  context.strokeStyle = strong;
  context.lineWidth = chosen ? 2 : 1;
  if (mark.line !== 'solid') context.setLineDash(mark.line === 'dashed' ? [5, 3] : [2, 2]);
  context.strokeRect(left + 0.5, y + 0.5, Math.max(1, right - left - 1), height - 1);
  context.setLineDash([]);
  if (chosen && !ink.forced) {
    context.strokeStyle = ink.text;
    context.lineWidth = 1;
    context.strokeRect(left - 1.5, y - 1.5, right - left + 3, height + 3);
  }
  if (mark.keyframes) paintKeyframes(context, scene, mark, y + height / 2, strong);
  else if (right - left >= TITLE_PX) paintTitle(context, mark, left, right, y + height / 2, ink);
}

/** Where a track is out of sight its bar is empty; where something hides it, it is hatched. */
function paintStretches(context: Context, scene: Scene, mark: TimelineMark, y: number, height: number): void {
  const { scale, ink } = scene;
  for (const { startMs, endMs } of mark.gaps ?? []) {
    const [left, right] = [scale.x(startMs), scale.x(endMs)];
    context.fillStyle = ink.surface;
    context.fillRect(left, y + 1, right - left, height - 2);
  }
  context.strokeStyle = ink.forced ? ink.strong : mark.color;
  context.lineWidth = 1;
  context.beginPath();
  for (const { startMs, endMs } of mark.veiled ?? []) {
    const left = Math.max(0, scale.x(startMs));
    const right = Math.min(scale.width, scale.x(endMs));
    for (let x = left - (left % 6); x < right; x += 6) {
      context.moveTo(Math.max(left, x), y + height);
      context.lineTo(Math.min(right, x + 6), y);
    }
  }
  context.stroke();
}

function paintKeyframes(context: Context, scene: Scene, mark: TimelineMark, y: number, color: string): void {
  const { scale, ink } = scene;
  context.beginPath();
  let last = -Infinity;
  for (const ms of mark.keyframes ?? []) {
    const x = scale.x(ms);
    if (x < -6 || x > scale.width + 6 || x - last < 4) continue;
    last = x;
    context.moveTo(x, y - 5);
    context.lineTo(x + 5, y);
    context.lineTo(x, y + 5);
    context.lineTo(x - 5, y);
    context.closePath();
  }
  context.fillStyle = color;
  context.fill();
  context.strokeStyle = ink.surface;
  context.lineWidth = 1;
  context.stroke();
}

/** A point event: a pin on its time, with its title beside it where it is chosen. */
function paintPin(context: Context, scene: Scene, mark: TimelineMark, top: number, chosen: boolean): void {
  const { scale, ink } = scene;
  const x = Math.round(scale.x(mark.startMs)) + 0.5;
  const radius = chosen || scene.hovered === mark.id ? 6 : 5;
  const y = top + 8;
  context.strokeStyle = context.fillStyle = ink.forced ? (chosen ? ink.accent : ink.strong) : mark.color;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, top + ROW_PX - 1);
  context.stroke();
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = chosen ? ink.text : ink.surface;
  context.lineWidth = chosen ? 2 : 1;
  context.stroke();
}

/** `3 siren`, cut to the width that the bar has on the screen. */
function paintTitle(
  context: Context,
  mark: TimelineMark,
  left: number,
  right: number,
  y: number,
  ink: Ink,
): void {
  const from = Math.max(left, 0) + 5;
  const room = Math.min(right, 1e5) - from - 4;
  const words = [mark.badge, mark.title].filter(Boolean).join(' ');
  // Letters are about six pixels wide; measuring each title would take longer than painting it.
  const fits = Math.floor(room / 6.2);
  if (fits < 1) return;
  const text = words.length <= fits ? words : `${words.slice(0, Math.max(1, fits - 1))}…`;
  context.fillStyle = ink.text;
  context.fillText(text, from, y, room);
}

export type { TimeView };
