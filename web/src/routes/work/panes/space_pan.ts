// Space moves the picture under the pointer, wherever the focus is, unless Space means something there.
import { onCleanup, onMount, type Accessor } from 'solid-js';
import { takesText } from '../../../editor/keys';
import type { Stage } from '../../../modalities/image/contract';

/** What Space presses. On the timeline it plays, as everywhere, however one came there. */
const PRESSED = 'button, a, input, select, summary, [role="option"], [role="slider"]:not(.timeline-board)';

interface Panning {
  readonly host: () => HTMLElement;
  readonly stage: Accessor<Stage | undefined>;
}

export function panBySpace({ host, stage }: Panning): void {
  const down = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.code !== 'Space' || !isPlain || !host().matches(':hover')) return;
    if (document.querySelector('dialog[open]') || isMeant(event.target)) return;
    stage()?.holdSpace();
    event.preventDefault();
  };
  onMount(() => window.addEventListener('keydown', down, true));
  onCleanup(() => window.removeEventListener('keydown', down, true));
}

/** Whoever came to a control by keys wants to press it; whoever clicked it has gone on to the picture. */
export function isMeant(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return takesText(target) || (target.matches(':focus-visible') && target.closest(PRESSED) !== null);
}
