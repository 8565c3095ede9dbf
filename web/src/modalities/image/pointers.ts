// Turns mouse, pen, touch and wheel into presses for the tool, and into panning and zooming.
import type { Point } from '../../model/geometry/types';
import { distance } from '../../model/geometry/vec';

export interface PointerTarget {
  press(event: PointerEvent | MouseEvent, touch: boolean): void;
  move(event: PointerEvent, pressed: boolean, touch: boolean): void;
  release(event: PointerEvent, touch: boolean): void;
  double(event: MouseEvent): void;
  leave(): void;
  /** What was begun by a press is given up, because it became a pinch. */
  abandon(): void;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, at: Point): void;
  cursor(name: string | null): void;
}

const WHEEL_STEP = 0.0016;
const PINCH_STEP = 0.01;
const LINE_PX = 16;

export class Pointers {
  /** Space is held: the next drag pans. */
  space = false;
  private readonly down = new Map<number, Point>();
  private panning: { id: number; last: Point } | null = null;
  private pinch: { middle: Point; spread: number } | null = null;
  private pressed: number | null = null;
  private readonly stop = new AbortController();

  constructor(
    private readonly surface: HTMLElement,
    private readonly target: PointerTarget,
  ) {
    const { signal } = this.stop;
    surface.addEventListener('pointerdown', (event) => this.onDown(event), { signal });
    surface.addEventListener('pointermove', (event) => this.onMove(event), { signal });
    surface.addEventListener('pointerup', (event) => this.onUp(event), { signal });
    surface.addEventListener('pointercancel', (event) => this.onCancel(event), { signal });
    surface.addEventListener('pointerleave', () => this.pressed === null && this.target.leave(), { signal });
    surface.addEventListener('dblclick', (event) => this.target.double(event), { signal });
    surface.addEventListener('wheel', (event) => this.onWheel(event), { signal, passive: false });
    window.addEventListener('keyup', (event) => event.code === 'Space' && this.setSpace(false), { signal });
    window.addEventListener('blur', () => this.setSpace(false), { signal });
  }

  setSpace(held: boolean): void {
    if (held === this.space) return;
    this.space = held;
    if (!this.panning) this.target.cursor(held ? 'grab' : null);
  }

  destroy(): void {
    this.stop.abort();
  }

  private onDown(event: PointerEvent): void {
    const at = this.place(event);
    const touch = event.pointerType === 'touch';
    if (this.panning || (event.button !== 0 && event.button !== 1)) return;
    this.surface.setPointerCapture(event.pointerId);
    this.down.set(event.pointerId, at);
    if (touch && this.down.size === 2) return this.startPinch();
    if (event.button === 1 || this.space) {
      event.preventDefault();
      this.panning = { id: event.pointerId, last: at };
      return this.target.cursor('grabbing');
    }
    if (this.down.size > 1) return;
    this.pressed = event.pointerId;
    this.target.press(event, touch);
  }

  private onMove(event: PointerEvent): void {
    const at = this.place(event);
    if (this.down.has(event.pointerId)) this.down.set(event.pointerId, at);
    if (this.pinch) return this.movePinch();
    if (this.panning) {
      if (event.pointerId !== this.panning.id) return;
      this.target.panBy(at[0] - this.panning.last[0], at[1] - this.panning.last[1]);
      this.panning.last = at;
      return;
    }
    if (this.pressed !== null && event.pointerId !== this.pressed) return;
    this.target.move(event, this.pressed !== null, event.pointerType === 'touch');
  }

  private onUp(event: PointerEvent): void {
    this.down.delete(event.pointerId);
    if (this.panning?.id === event.pointerId) {
      this.panning = null;
      return this.target.cursor(this.space ? 'grab' : null);
    }
    if (this.pinch) {
      if (this.down.size < 2) this.pinch = null;
      return;
    }
    if (this.pressed !== event.pointerId) return;
    this.pressed = null;
    this.target.release(event, event.pointerType === 'touch');
  }

  private onCancel(event: PointerEvent): void {
    this.down.delete(event.pointerId);
    if (this.down.size < 2) this.pinch = null;
    if (this.panning?.id === event.pointerId) this.panning = null;
    if (this.pressed !== event.pointerId) return;
    this.pressed = null;
    this.target.abandon();
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    if (event.shiftKey && !event.ctrlKey) {
      const along = event.deltaX !== 0 ? event.deltaX : event.deltaY;
      return this.target.panBy(-along * unit, 0);
    }
    // A pinch on a touchpad comes as a wheel with Ctrl and small steps.
    const step = event.ctrlKey && Math.abs(event.deltaY) < 40 ? PINCH_STEP : WHEEL_STEP;
    const turn = Math.max(-400, Math.min(400, event.deltaY * unit));
    this.target.zoomBy(Math.exp(-turn * step), this.place(event));
  }

  private startPinch(): void {
    if (this.pressed !== null) this.target.abandon();
    this.pressed = null;
    this.pinch = this.measure();
  }

  private movePinch(): void {
    const now = this.measure();
    const before = this.pinch;
    if (!now || !before) return;
    this.target.panBy(now.middle[0] - before.middle[0], now.middle[1] - before.middle[1]);
    if (before.spread > 0) this.target.zoomBy(now.spread / before.spread, now.middle);
    this.pinch = now;
  }

  private measure(): { middle: Point; spread: number } | null {
    const [a, b] = [...this.down.values()];
    if (!a || !b) return null;
    return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], spread: distance(a, b) };
  }

  private place(event: MouseEvent): Point {
    const { left, top } = this.surface.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }
}
