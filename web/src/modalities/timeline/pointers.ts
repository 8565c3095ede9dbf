// Mouse, pen, finger and wheel on the timeline.
import { begin, type Desk, type Gesture } from './gestures';
import type { Press } from './press';
import { RULER_PX } from './stack';
import type { Surface } from './surface';

const WHEEL_ZOOM = 1.0016;
const LINE_PX = 16;

const CURSORS: Readonly<Record<Press['on'], string>> = {
  ruler: 'pointer',
  edge: 'ew-resize',
  keyframe: 'ew-resize',
  mark: 'pointer',
  lane: 'crosshair',
  nothing: 'default',
};

export interface PointerTarget {
  desk(): Desk;
  pressAt(x: number, y: number): Press;
  focus(): void;
  hover(id: string | null): void;
  zoomBy(factor: number, atX: number): void;
  panBy(px: number): void;
  scrollBy(px: number): void;
  /** There is more than fits from top to bottom. */
  scrolls(): boolean;
}

export class Pointers {
  private readonly stop = new AbortController();
  private gesture: Gesture | null = null;

  constructor(
    private readonly surface: Surface,
    private readonly target: PointerTarget,
  ) {
    const { board, root } = surface;
    const { signal } = this.stop;
    board.addEventListener('pointerdown', (event) => this.down(event), { signal });
    board.addEventListener('pointermove', (event) => this.move(event), { signal });
    board.addEventListener('pointerup', (event) => this.up(event), { signal });
    board.addEventListener('pointercancel', () => this.drop(), { signal });
    board.addEventListener('pointerleave', () => this.busy || target.hover(null), { signal });
    root.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
  }

  get busy(): boolean {
    return this.gesture !== null;
  }

  /** Gives up what is being dragged; false where nothing is. */
  drop(): boolean {
    const { gesture } = this;
    this.gesture = null;
    gesture?.cancel();
    return gesture !== null;
  }

  destroy(): void {
    this.stop.abort();
  }

  private place(event: MouseEvent): [x: number, y: number] {
    const outer = this.surface.board.getBoundingClientRect();
    return [event.clientX - outer.left, event.clientY - outer.top];
  }

  private down(event: PointerEvent): void {
    const [x, y] = this.place(event);
    this.drop();
    this.target.focus();
    this.gesture = begin(this.target.desk(), this.target.pressAt(x, y), event, x);
    if (!this.gesture) return;
    event.preventDefault();
    this.surface.board.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    const [x, y] = this.place(event);
    if (this.gesture) return this.gesture.move(event, x);
    const press = this.target.pressAt(x, y);
    const open = press.on !== 'lane' || press.band.lane.draws;
    this.surface.setCursor(open ? CURSORS[press.on] : 'default');
    this.target.hover('mark' in press ? press.mark.id : null);
  }

  private up(event: PointerEvent): void {
    const { gesture } = this;
    this.gesture = null;
    gesture?.end(event, this.place(event)[0]);
  }

  /** Control (or a pinch) zooms, Shift pans, else the lanes scroll where there are more; without, the wheel zooms. */
  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const [x, y] = this.place(event);
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    const scrolls = this.target.scrolls() && y > RULER_PX;
    if (event.shiftKey) this.target.panBy(dx || dy);
    else if (Math.abs(dx) > Math.abs(dy)) this.target.panBy(dx);
    else if (event.ctrlKey || !scrolls) this.target.zoomBy(WHEEL_ZOOM ** -dy, Math.max(0, x));
    else this.target.scrollBy(dy);
  }
}
