// The elements of a timeline: titles on the left, a canvas, and what moves over it with every frame.
import type { Ink, Stretch, TimelineMark } from './contract';
import type { Scale } from './scale';
import { RULER_PX, type Band, type Stack } from './stack';
import { timelineWords as words } from './words';

export class Surface {
  readonly root = element('div', 'timeline');
  /** What takes the keys and the pointer. */
  readonly board = element('div', 'timeline-board');
  readonly canvas = document.createElement('canvas');
  private readonly titles = element('div', 'timeline-titles');
  private readonly list = element('div', 'timeline-title-list');
  private readonly playhead = element('div', 'timeline-playhead');
  private readonly guide = element('div', 'timeline-guide');
  private readonly ghost = element('div', 'timeline-ghost');
  private readonly begun = element('div', 'timeline-begun');
  private bands: readonly Band[] | null = null;

  constructor(host: HTMLElement, label: string) {
    const { board, root } = this;
    const help = element('span', 'visually-hidden');
    help.id = `timeline-help-${(made += 1)}`;
    help.textContent = words.help;
    board.tabIndex = 0;
    board.setAttribute('role', 'slider');
    board.setAttribute('aria-label', label);
    board.setAttribute('aria-roledescription', words.role);
    board.setAttribute('aria-describedby', help.id);
    this.titles.setAttribute('aria-hidden', 'true');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.titles.append(this.list);
    for (const each of [this.guide, this.ghost, this.begun]) each.hidden = true;
    board.append(this.canvas, this.begun, this.ghost, this.guide, this.playhead);
    root.append(this.titles, board, help);
    host.append(root);
  }

  /** The canvas in the pixels of the screen; its context counts CSS pixels. */
  resize(width: number, height: number): CanvasRenderingContext2D | null {
    const dpr = window.devicePixelRatio;
    this.canvas.width = Math.round(width * dpr);
    this.canvas.height = Math.round(height * dpr);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    const context = this.canvas.getContext('2d', { alpha: false });
    context?.setTransform(dpr, 0, 0, dpr, 0, 0);
    return context;
  }

  /** Names of lanes and groups, beside them. */
  setTitles(stack: Stack): void {
    if (stack.bands === this.bands) return;
    this.bands = stack.bands;
    const lanes = stack.bands.map((band) => {
      const lane = element('div', 'timeline-lane-title');
      lane.classList.toggle('timeline-lane-active', band.lane.active ?? false);
      lane.style.transform = `translateY(${band.top}px)`;
      lane.style.height = `${band.height}px`;
      const name = element('span', 'timeline-lane-name');
      name.textContent = band.lane.title;
      name.title = band.lane.title;
      lane.append(name);
      lane.append(...groupTitles(band));
      return lane;
    });
    this.list.replaceChildren(...lanes);
  }

  scroll(top: number): void {
    this.list.style.transform = `translateY(${-top}px)`;
  }

  setPlayhead(x: number, width: number): void {
    this.playhead.hidden = x < -1 || x > width + 1;
    this.playhead.style.transform = `translateX(${x}px)`;
  }

  setValue(ms: number, extent: Stretch, text: string): void {
    const { board } = this;
    board.setAttribute('aria-valuemin', `${Math.round(extent.startMs)}`);
    board.setAttribute('aria-valuemax', `${Math.round(extent.endMs)}`);
    board.setAttribute('aria-valuenow', `${Math.round(ms)}`);
    board.setAttribute('aria-valuetext', text);
  }

  /** A line where something snapped; nothing hides it. */
  setGuide(x: number | null): void {
    this.guide.hidden = x === null;
    if (x !== null) this.guide.style.transform = `translateX(${x}px)`;
  }

  /** What is being drawn. */
  setGhost(place: { left: number; width: number; top: number; height: number; color: string } | null): void {
    this.ghost.hidden = place === null;
    if (place) put(this.ghost, place);
  }

  setBegun(scale: Scale, from: number | null, now: number, color: string): void {
    this.begun.hidden = from === null;
    if (from === null) return;
    const [left, right] = [from, now].map((ms) => scale.x(ms)).sort((a, b) => a - b) as [number, number];
    const top = RULER_PX;
    put(this.begun, {
      left,
      width: Math.max(2, right - left),
      top,
      height: this.board.clientHeight - top,
      color,
    });
  }

  setCursor(cursor: string): void {
    this.board.style.cursor = cursor;
  }

  rect(left: number, top: number, width: number, height: number): DOMRect {
    const outer = this.board.getBoundingClientRect();
    return new DOMRect(outer.left + left, outer.top + top, width, height);
  }

  destroy(): void {
    this.root.remove();
  }
}

let made = 0;

function element(tag: 'div' | 'span', className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function put(
  box: HTMLElement,
  place: { left: number; width: number; top: number; height: number; color: string },
): void {
  box.style.transform = `translate(${place.left}px, ${place.top}px)`;
  box.style.width = `${place.width}px`;
  box.style.height = `${place.height}px`;
  box.style.setProperty('--mark', place.color);
}

/** The name of a group beside its first row. */
function groupTitles(band: Band): HTMLElement[] {
  const shown = new Set<string>();
  return band.rows.flatMap(({ is, top, height }) => {
    const title = band.lane.groups.get(is.group);
    if (!title || shown.has(is.group)) return [];
    shown.add(is.group);
    const name = element('span', 'timeline-group-name');
    name.style.top = `${top - band.top}px`;
    name.style.height = `${height}px`;
    // Beside the name of the lane there is less room.
    name.classList.toggle('timeline-group-beside', top - band.top < height);
    name.textContent = title;
    name.title = title;
    return [name];
  });
}

export type { Ink, TimelineMark };
