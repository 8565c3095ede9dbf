// What folds out or interrupts is fetched while nothing else happens, so that it is there without connection too.
import { onCleanup, onMount } from 'solid-js';

const AFTER_MS = 1_500;

/** Fetches files a while after the component is on the screen. What fails is fetched when it is needed. */
export function fetchesLater(files: () => readonly (() => Promise<unknown>)[]): void {
  onMount(() => {
    const fetch = () => void Promise.allSettled(files().map((file) => file()));
    const timer = setTimeout(fetch, AFTER_MS);
    onCleanup(() => clearTimeout(timer));
  });
}
