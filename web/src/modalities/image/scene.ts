// The elements of the stage, and what the page around it changes: its size, the density of pixels, forced colours.
import type { Size } from '../../model/geometry/types';
import type { ForcedColors } from './paint/protocol';
import { words } from './words';

export interface SceneEvents {
  resized(size: Size, dpr: number): void;
  colors(forced: ForcedColors | null): void;
}

let scenes = 0;

export class Scene {
  readonly root = element('div', 'stage');
  /** Takes the focus, the pointer and all layers. */
  readonly surface = element('div', 'stage-surface');
  private readonly problem = element('div', 'stage-problem');
  private readonly problemText = element('span', '');

  constructor(host: HTMLElement, label: string, retry: () => void) {
    const help = element('p', 'stage-help');
    help.id = `stage-help-${++scenes}`;
    help.textContent = words.help;
    const { surface } = this;
    surface.tabIndex = 0;
    surface.setAttribute('role', 'application');
    surface.setAttribute('aria-roledescription', words.role);
    surface.setAttribute('aria-label', label);
    surface.setAttribute('aria-describedby', help.id);
    const again = element('button', 'stage-retry');
    again.type = 'button';
    again.textContent = words.retry;
    again.addEventListener('click', retry);
    this.problem.hidden = true;
    this.problem.append(this.problemText, again);
    this.root.append(surface, help, this.problem);
    host.append(this.root);
  }

  watch(signal: AbortSignal, events: SceneEvents): void {
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = this.root;
      events.resized({ width, height }, window.devicePixelRatio || 1);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(this.root);
    signal.addEventListener('abort', () => observer.disconnect());
    window.addEventListener('resize', measure, { signal });
    const forced = matchMedia('(forced-colors: active)');
    const colors = () => events.colors(forced.matches ? this.systemColors() : null);
    forced.addEventListener('change', colors, { signal });
    measure();
    colors();
  }

  showProblem(text: string): void {
    this.problemText.textContent = text;
    this.problem.hidden = false;
  }

  hideProblem(): void {
    this.problem.hidden = true;
  }

  /** A canvas does not know the system's colours, so they are read from an element. */
  private systemColors(): ForcedColors {
    const probe = element('span', '');
    this.root.append(probe);
    const read = (color: string) => {
      probe.style.color = color;
      return getComputedStyle(probe).color;
    };
    const found = { text: read('CanvasText'), canvas: read('Canvas'), highlight: read('Highlight') };
    probe.remove();
    return found;
  }
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  return made;
}
