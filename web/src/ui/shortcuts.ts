// Whether single letters are commands. People who speak to their computer or use a switch can turn them off.
import { createSignal } from 'solid-js';

const KEY = 'crosscheck.singleKeys';

const [singleKeys, choose] = createSignal(localStorage.getItem(KEY) !== 'off');
export { singleKeys };

export function setSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, 'off');
  choose(on);
}
