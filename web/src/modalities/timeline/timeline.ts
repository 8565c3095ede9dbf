// The timeline: everything of an item that has a time, in lanes below each other on one canvas.
import { written } from '../../model/time';
import { Mirror } from '../mirror';
import type {
  Backdrop,
  FrameStats,
  Ink,
  Stretch,
  Timeline,
  TimelineEvents,
  TimelineLane,
  TimelineMark,
  TimeView,
} from './contract';
import { ghostPlace, type Desk } from './gestures';
import { watchInk } from './ink';
import { Keys } from './keys';
import { paint } from './paint';
import { Pointers, type PointerTarget } from './pointers';
import { pressAt, type Press } from './press';
import { Scale } from './scale';
import { Snapping } from './snapping';
import { ROW_PX, RULER_PX, Stack } from './stack';
import { Surface } from './surface';
import './timeline.css';
import { inWords, timelineWords as words } from './words';

/** While playing, the view turns the page when the playhead is this near to its end. */
const TURN_AT = 0.96;

export class CanvasTimeline implements Timeline {
  private readonly surface: Surface;
  private readonly scale = new Scale();
  private readonly stack = new Stack();
  private readonly mirror: Mirror<TimelineMark>;
  private readonly keys: Keys;
  private readonly pointers: Pointers;
  private readonly stops: (() => void)[] = [];
  private ink!: Ink;
  private context: CanvasRenderingContext2D | null = null;
  private extent: Stretch = { startMs: 0, endMs: 1 };
  private selected: readonly string[] = [];
  private hovered: string | null = null;
  private loop: Stretch | null = null;
  private dragged: TimelineMark | null = null;
  private hidden = false;
  private color = '#5b8def';
  private nowMs = 0;
  private begunMs: number | null = null;
  private scrollTop = 0;
  private height = 0;
  private readonly backdrops = new Map<Backdrop, () => void>();
  private frame = 0;
  private work = { frames: 0, totalMs: 0, maxMs: 0 };

  constructor(
    host: HTMLElement,
    private readonly events: TimelineEvents,
    label: string = words.timeline,
  ) {
    this.surface = new Surface(host, label);
    const told = {
      select: (ids: string[]) => events.select(ids),
      focus: (id: string | null) => this.lookAt(id),
    };
    const said = (mark: TimelineMark) =>
      [
        mark.title,
        inWords(mark),
        ...(mark.keyframes ? [words.keyframes(mark.keyframes.length)] : []),
        ...(mark.locked ? [words.locked] : []),
      ].join(', ');
    this.mirror = new Mirror(this.surface.root, `${words.list}, ${label}`, told, said);
    this.keys = new Keys(this.keyTarget());
    this.stops.push(
      watchInk(this.surface.root, (ink) => {
        this.ink = ink;
        this.schedule();
      }),
    );
    const sizes = new ResizeObserver(() => this.measure());
    sizes.observe(this.surface.board);
    this.stops.push(() => sizes.disconnect());
    this.pointers = new Pointers(this.surface, this.pointerTarget());
    this.measure();
  }

  get view(): TimeView {
    return this.scale.view;
  }

  get contentHeight(): number {
    return RULER_PX + this.stack.height;
  }

  setExtent(extent: Stretch): void {
    this.extent = extent;
    this.scale.setExtent(extent);
    this.tell();
  }

  setLanes(lanes: readonly TimelineLane[]): void {
    this.stack.set(lanes);
    this.surface.setTitles(this.stack);
    this.watch(new Set(lanes.flatMap((lane) => lane.backdrops)));
    this.mirrorAll();
    this.tell();
    this.scrollTo(this.scrollTop);
  }

  setSelected(ids: readonly string[]): void {
    if (ids === this.selected) return;
    this.selected = ids;
    this.keys.release();
    this.mirrorAll();
    this.tell();
    this.schedule();
  }

  setHovered(id: string | null): void {
    if (id === this.hovered) return;
    this.hovered = id;
    this.schedule();
  }

  setColor(color: string): void {
    this.color = color;
  }

  setNow(ms: number, playing: boolean): void {
    const before = this.nowMs;
    this.nowMs = ms;
    const seen = before >= this.view.startMs && before <= this.scale.endMs;
    const turn = this.view.startMs + (this.scale.endMs - this.view.startMs) * TURN_AT;
    if (playing && seen && (ms > turn || ms < this.view.startMs) && !this.pointers.busy) {
      this.scale.panBy(this.scale.x(ms) - this.scale.width * (1 - TURN_AT));
      this.schedule();
    }
    this.placePlayhead();
    if (!playing || Math.floor(before / 1000) !== Math.floor(ms / 1000)) this.tell();
  }

  setLoop(range: Stretch | null): void {
    this.loop = range;
    this.schedule();
  }

  setBegun(ms: number | null): void {
    this.begunMs = ms;
    this.placePlayhead();
    this.tell();
  }

  setHidden(hidden: boolean): void {
    this.hidden = hidden;
    this.mirrorAll();
    this.schedule();
  }

  fit(): void {
    this.scale.fit();
    this.schedule();
  }

  show(stretch: Stretch): void {
    this.scale.show(stretch, 0.1);
    this.schedule();
  }

  zoomBy(factor: number, atX = this.middle()): void {
    this.scale.zoomBy(factor, atX);
    this.schedule();
  }

  panBy(px: number): void {
    this.scale.panBy(px);
    this.schedule();
  }

  scrollBy(px: number): void {
    this.scrollTo(this.scrollTop + px);
  }

  reveal(stretch: Stretch, id?: string): void {
    this.scale.reveal(stretch);
    const row = id === undefined ? undefined : this.stack.place(id)?.row;
    if (row) {
      const room = this.height - RULER_PX;
      if (row.top < this.scrollTop) this.scrollTo(row.top - ROW_PX);
      else if (row.top + ROW_PX > this.scrollTop + room) this.scrollTo(row.top + 2 * ROW_PX - room);
    }
    this.schedule();
  }

  anchor(id: string): DOMRect | null {
    const place = this.hidden ? undefined : this.stack.place(id);
    if (!place) return null;
    const { mark, row } = place;
    const top = RULER_PX + row.top - this.scrollTop;
    const [left, right] = [this.scale.x(mark.startMs), this.scale.x(mark.endMs)];
    if (top < RULER_PX || top + ROW_PX > this.height || right < 0 || left > this.scale.width) return null;
    const from = Math.max(0, left);
    return this.surface.rect(from, top, Math.min(this.scale.width, right) - from, ROW_PX);
  }

  at(clientX: number, clientY: number): string | null {
    const outer = this.surface.board.getBoundingClientRect();
    const [x, y] = [clientX - outer.left, clientY - outer.top];
    if (this.hidden || x < 0 || y < RULER_PX || x > outer.width || y > outer.height) return null;
    const press = this.pressAt(x, y);
    return 'mark' in press ? press.mark.id : null;
  }

  handleKey(event: KeyboardEvent): boolean {
    if (event.target !== this.surface.board) return false;
    return (event.key === 'Escape' && this.pointers.drop()) || this.keys.handle(event);
  }

  stats(): FrameStats {
    const { work } = this;
    this.work = { frames: 0, totalMs: 0, maxMs: 0 };
    return work;
  }

  focus(): void {
    this.surface.board.focus({ preventScroll: true });
  }

  destroy(): void {
    this.pointers.destroy();
    cancelAnimationFrame(this.frame);
    for (const stop of [...this.stops, ...this.backdrops.values()]) stop();
    this.mirror.destroy();
    this.surface.destroy();
  }

  /** Backdrops load on for as long as they are shown. */
  private watch(shown: ReadonlySet<Backdrop>): void {
    for (const [backdrop, stop] of this.backdrops) {
      if (shown.has(backdrop)) continue;
      stop();
      this.backdrops.delete(backdrop);
    }
    for (const backdrop of shown) {
      if (this.backdrops.has(backdrop)) continue;
      this.backdrops.set(backdrop, backdrop.subscribe?.(() => this.schedule()) ?? (() => undefined));
    }
  }

  private middle(): number {
    const x = this.scale.x(this.nowMs);
    return x >= 0 && x <= this.scale.width ? x : this.scale.width / 2;
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this.surface.board;
    if (width === 0 || height === 0) return;
    this.height = height;
    this.context = this.surface.resize(width, height);
    this.scale.setWidth(width);
    this.scrollTo(this.scrollTop);
    this.paintNow();
  }

  private scrollTo(top: number): void {
    const most = Math.max(0, this.stack.height - (this.height - RULER_PX));
    this.scrollTop = Math.min(most, Math.max(0, top));
    this.surface.scroll(this.scrollTop);
    this.schedule();
  }

  private schedule(): void {
    this.frame ||= requestAnimationFrame(() => this.paintNow());
  }

  private paintNow(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.context) return;
    const started = performance.now();
    const { scale, stack, ink, scrollTop, height, loop, dragged, hidden } = this;
    const hovered = this.hovered;
    const selected = new Set(this.selected);
    paint(this.context, { scale, stack, ink, scrollTop, height, selected, hovered, loop, dragged, hidden });
    this.placePlayhead();
    const took = performance.now() - started;
    this.work = {
      frames: this.work.frames + 1,
      totalMs: this.work.totalMs + took,
      maxMs: Math.max(this.work.maxMs, took),
    };
  }

  private placePlayhead(): void {
    this.surface.setPlayhead(this.scale.x(this.nowMs), this.scale.width);
    this.surface.setBegun(this.scale, this.begunMs, this.nowMs, this.color);
  }

  /** The value of the slider: the playhead, or what is taken hold of. */
  private tell(): void {
    const mark = this.keys.grip === 'playhead' ? null : this.movable();
    const begun = this.begunMs === null ? '' : `, ${words.begun(written(this.begunMs))}`;
    const text = mark ? `${words.grips[this.keys.grip]}, ${inWords(mark)}` : written(this.nowMs) + begun;
    this.surface.setValue(this.nowMs, this.extent, text);
  }

  private mirrorAll(): void {
    const { stack, hidden } = this;
    this.mirror.set({ get list() { return hidden ? [] : stack.marks; } }, this.selected); // prettier-ignore
  }

  /** What the list beside it has in focus is brought into sight. */
  private lookAt(id: string | null): void {
    this.events.hover(id);
    const place = id === null ? undefined : this.stack.place(id);
    if (place) this.reveal(place.mark, place.mark.id);
  }

  private movable(): TimelineMark | null {
    const [id, other] = this.selected;
    const mark = id === undefined || other !== undefined ? undefined : this.stack.place(id)?.mark;
    return mark && !mark.locked && !mark.keyframes ? mark : null;
  }

  private keyTarget() {
    const get = () => this.extent;
    return {
      events: this.events,
      get extent() {
        return get();
      },
      now: () => this.nowMs,
      movable: () => this.movable(),
      chosen: () => this.stack.place(this.selected[0] ?? '')?.mark ?? null,
      zoomBy: (factor: number) => this.zoomBy(factor),
      pageBy: (pages: number) => this.panBy(pages * this.scale.width),
      scrollBy: (px: number) => this.scrollBy(px),
      fit: () => this.fit(),
      show: (stretch: Stretch) => this.show(stretch),
      reveal: (ms: number) => this.reveal({ startMs: ms, endMs: ms }),
      regrip: () => {
        this.tell();
        this.schedule();
      },
    };
  }

  private pointerTarget(): PointerTarget {
    return {
      desk: () => this.desk(),
      pressAt: (x, y) => this.pressAt(x, y),
      focus: () => this.focus(),
      hover: (id) => this.hover(this.hidden ? null : id),
      zoomBy: (factor, x) => this.zoomBy(factor, x),
      panBy: (px) => this.panBy(px),
      scrollBy: (px) => this.scrollBy(px),
      scrolls: () => this.stack.height > this.height - RULER_PX,
    };
  }

  private desk(): Desk {
    return {
      scale: this.scale,
      events: this.events,
      extent: this.extent,
      selected: this.selected,
      now: () => this.nowMs,
      snapping: (without) =>
        new Snapping(this.stack.marks, [this.nowMs, this.extent.startMs, this.extent.endMs], without),
      drag: (mark) => {
        this.dragged = mark;
        this.schedule();
      },
      ghost: (stretch, band) =>
        this.surface.setGhost(
          stretch && band && { ...ghostPlace(this.scale, stretch, band, this.scrollTop), color: this.color },
        ),
      guide: (ms) => this.surface.setGuide(ms === null ? null : this.scale.x(ms)),
      pan: (dx, dy) => {
        this.panBy(dx);
        this.scrollBy(dy);
      },
    };
  }

  private pressAt(x: number, y: number): Press {
    return pressAt(this.scale, this.stack, new Set(this.selected), x, y, this.scrollTop);
  }

  private hover(id: string | null): void {
    if (id === this.hovered) return;
    this.setHovered(id);
    this.events.hover(id);
  }
}
