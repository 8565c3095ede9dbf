// Light, dark or as the system: the choice of the person, kept in this browser.
import { createSignal } from 'solid-js';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'crosscheck.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === value) ?? 'system';
}

const [theme, choose] = createSignal<Theme>(stored());
export { theme };

function show(chosen: Theme): void {
  const shown = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset.theme = shown;
}

/** Sets and keeps the theme. */
export function setTheme(next: Theme): void {
  if (next === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
  choose(next);
  show(next);
}

dark.addEventListener('change', () => show(theme()));
show(stored());
