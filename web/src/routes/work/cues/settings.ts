// What a person set up for cues, kept in this browser.
import { createSignal } from 'solid-js';

const KEY = 'crosscheck-follow-cues';

const [follows, setFollowsSignal] = createSignal(localStorage.getItem(KEY) === 'yes');

/** Whether the claim in focus follows the playback. */
export { follows };

export function setFollows(next: boolean): void {
  localStorage.setItem(KEY, next ? 'yes' : 'no');
  setFollowsSignal(next);
}
