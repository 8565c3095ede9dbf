// Where the focus goes when what has it goes away: never to the page itself, from where the keys begin anew.
import { onCleanup } from 'solid-js';

/** For what folds out: gives the focus to what opened it. */
export function givesFocusBack(panel: () => HTMLElement, to: string): void {
  onCleanup(() => {
    if (!panel().contains(document.activeElement)) return;
    const back = document.querySelector<HTMLElement>(to);
    queueMicrotask(() => back?.isConnected && back.focus());
  });
}

/** Removes an entry of a list; the focus goes to the one that takes its place, else the last one, else `otherwise`. */
export function removed(entry: Element | null, remove: () => void, button: string, otherwise: string): void {
  const list = entry?.parentElement;
  const at = entry && list ? [...list.children].indexOf(entry) : -1;
  remove();
  queueMicrotask(() => {
    const left = list?.isConnected ? [...list.children] : [];
    const next = left[Math.min(at, left.length - 1)]?.querySelector<HTMLElement>(button);
    (next ?? document.querySelector<HTMLElement>(otherwise))?.focus();
  });
}
