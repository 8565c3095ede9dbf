// Space plays when it is tapped; held while the pointer drags it moves the picture, and where it presses a button it does that.
import { onCleanup, onMount } from 'solid-js';
import { commandOf } from '../../../editor/keymap';
import { bindings } from '../bench';
import { isMeant } from '../panes/space_pan';

/** A longer press was meant for something else. */
const TAP_MS = 600;

/** `isOurs` tells whether a key pressed there is for this workbench. */
export function onSpaceTap(isOurs: (target: EventTarget | null) => boolean, tapped: () => void): void {
  let downAt: number | null = null;
  const down = (event: KeyboardEvent) => {
    if (event.code !== 'Space') return void (downAt = null);
    if (event.repeat) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const free = plain && !event.isComposing && !document.querySelector('dialog[open]');
    const plays = free && isOurs(event.target) && !isMeant(event.target);
    downAt = plays && commandOf('Space', bindings()) === 'play_pause' ? event.timeStamp : null;
    // A button that was clicked must not be pressed again.
    if (downAt !== null) event.preventDefault();
  };
  const up = (event: KeyboardEvent) => {
    if (event.code !== 'Space' || downAt === null) return;
    const held = event.timeStamp - downAt;
    downAt = null;
    event.preventDefault();
    if (held < TAP_MS) tapped();
  };
  const drag = () => (downAt = null);
  onMount(() => {
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    window.addEventListener('pointerdown', drag, true);
    window.addEventListener('blur', drag);
  });
  onCleanup(() => {
    window.removeEventListener('keydown', down, true);
    window.removeEventListener('keyup', up, true);
    window.removeEventListener('pointerdown', drag, true);
    window.removeEventListener('blur', drag);
  });
}
