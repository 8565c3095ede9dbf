// The regions as a list for assistive technology: a canvas says nothing, so this list says what is on it.
import './mirror.css';

/** More regions than this are not all in the page at once. */
const ALL = 300;
const WINDOW = 60;

/** What stands on the canvas. */
export interface Mirrored {
  readonly id: string;
}

/** Asked for the list only when the page is changed. */
export interface MirrorSource<R extends Mirrored> {
  readonly list: readonly R[];
}

export interface MirrorEvents {
  select(ids: string[]): void;
  /** The option that has the focus, or null when the list loses it. */
  focus(id: string | null): void;
}

export class Mirror<R extends Mirrored> {
  readonly element = document.createElement('ul');
  private regions: readonly R[] = [];
  private source: MirrorSource<R> = { list: [] };
  private selected: readonly string[] = [];
  private active = 0;
  private timer = 0;

  constructor(
    host: HTMLElement,
    label: string,
    private readonly events: MirrorEvents,
    /** What the list says of a region. */
    private readonly inWords: (region: R) => string,
  ) {
    this.element.className = 'stage-mirror';
    this.element.setAttribute('role', 'listbox');
    this.element.setAttribute('aria-multiselectable', 'true');
    this.element.setAttribute('aria-label', label);
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    this.element.addEventListener('click', (event) => this.onClick(event));
    this.element.addEventListener('focusin', (event) => this.onFocus(event));
    this.element.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.element.contains(event.relatedTarget)))
        events.focus(null);
    });
    host.append(this.element);
  }

  /** Takes note; the page is changed when nothing has moved for a moment, never during a drag. */
  set(regions: MirrorSource<R>, selected: readonly string[]): void {
    this.source = regions;
    this.selected = selected;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.build(), 80);
  }

  destroy(): void {
    window.clearTimeout(this.timer);
    this.element.remove();
  }

  private build(): void {
    this.timer = 0;
    this.regions = this.source.list;
    const n = this.regions.length;
    const chosen = this.regions.findIndex((region) => region.id === this.selected[0]);
    const held = this.element.contains(document.activeElement);
    if (chosen >= 0 && !held) this.active = chosen;
    this.active = Math.max(0, Math.min(n - 1, this.active));
    const [from, to] =
      n <= ALL ? [0, n] : [Math.max(0, this.active - WINDOW), Math.min(n, this.active + WINDOW)];
    const options = this.regions.slice(from, to).map((region, i) => this.option(region, from + i));
    this.element.replaceChildren(...options);
    // An empty list box is not a list box.
    this.element.hidden = n === 0;
    if (held) this.focusActive();
  }

  private option(region: R, index: number): HTMLLIElement {
    const option = document.createElement('li');
    const chosen = this.selected.includes(region.id);
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', `${chosen}`);
    option.setAttribute('aria-posinset', `${index + 1}`);
    option.setAttribute('aria-setsize', `${this.regions.length}`);
    option.tabIndex = index === this.active ? 0 : -1;
    option.dataset.index = `${index}`;
    option.textContent = this.inWords(region);
    return option;
  }

  private onKey(event: KeyboardEvent): void {
    const last = this.regions.length - 1;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== undefined) this.active = Math.max(0, Math.min(last, this.active + step));
    else if (event.key === 'Home') this.active = 0;
    else if (event.key === 'End') this.active = last;
    else if (event.key === 'Enter' || event.key === ' ') this.choose(this.active, event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.build();
    this.focusActive();
  }

  private onClick(event: MouseEvent): void {
    const index = indexOf(event.target);
    if (index !== null) this.choose(index, event.shiftKey);
  }

  private onFocus(event: FocusEvent): void {
    const index = indexOf(event.target);
    if (index === null) return;
    this.active = index;
    this.events.focus(this.regions[index]?.id ?? null);
  }

  private choose(index: number, add: boolean): void {
    const id = this.regions[index]?.id;
    if (id === undefined) return;
    const others = add ? this.selected.filter((other) => other !== id) : [];
    const off = add && this.selected.includes(id);
    this.events.select(off ? others : [...others, id]);
  }

  private focusActive(): void {
    const option = this.element.querySelector<HTMLElement>(`[data-index="${this.active}"]`);
    if (option && option !== document.activeElement) option.focus({ preventScroll: true });
  }
}

function indexOf(target: EventTarget | null): number | null {
  const option = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-index]') : null;
  return option?.dataset.index === undefined ? null : Number(option.dataset.index);
}
