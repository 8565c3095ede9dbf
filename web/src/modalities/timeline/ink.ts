// The colours of the page for what is painted, read again when the theme changes.
import type { Ink } from './contract';

const FORCED: Ink = {
  surface: 'Canvas',
  band: 'Canvas',
  line: 'GrayText',
  strong: 'CanvasText',
  text: 'CanvasText',
  muted: 'CanvasText',
  accent: 'Highlight',
  forced: true,
};

/** Calls back with the colours, now and whenever they change; returns how to stop it. */
export function watchInk(element: HTMLElement, changed: (ink: Ink) => void): () => void {
  const forced = matchMedia('(forced-colors: active)');
  const read = () => changed(forced.matches ? FORCED : themed(element));
  const theme = new MutationObserver(read);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  forced.addEventListener('change', read);
  read();
  return () => {
    theme.disconnect();
    forced.removeEventListener('change', read);
  };
}

function themed(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const color = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return {
    surface: color('--surface', '#ffffff'),
    band: color('--surface-2', '#f2f2f0'),
    line: color('--line', '#e3e3df'),
    strong: color('--line-strong', '#8b8b86'),
    text: color('--text', '#1b1b1a'),
    muted: color('--text-muted', '#62625d'),
    accent: color('--accent', '#3c4fc4'),
    forced: false,
  };
}
