// What folds out or interrupts is fetched while nothing else happens, so that it is there without connection too.
import { createComponent, createSignal, onCleanup, onMount, useContext, type Component } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { toast } from '../../ui/Toast';
import { work as words } from './messages';
import { WorkContext } from './work';

const AFTER_MS = 1_500;

/**
 * Fetches files a while after the component is on the screen, and not without connection: browsers remember that a
 * file of code failed until the page is loaded again.
 */
export function fetchesLater(files: () => readonly (() => Promise<unknown>)[]): void {
  onMount(() => {
    const fetch = () => void Promise.allSettled(files().map((file) => file()));
    const timer = setTimeout(() => {
      if (navigator.onLine) fetch();
      else window.addEventListener('online', fetch, { once: true });
    }, AFTER_MS);
    onCleanup(() => {
      clearTimeout(timer);
      window.removeEventListener('online', fetch);
    });
  });
}

/**
 * Until the result is called, keys wait; then they go to whatever has the focus. Escape gives up.
 * Without this, the keys of somebody who is quicker than a dialog would mean something else behind it.
 */
export function keysWait(giveUp: () => void): () => void {
  const waiting: KeyboardEvent[] = [];
  const keydown = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key !== 'Escape') return void waiting.push(event);
    waiting.length = 0;
    giveUp();
  };
  window.addEventListener('keydown', keydown, { capture: true });
  return () => {
    window.removeEventListener('keydown', keydown, { capture: true });
    for (const event of waiting.splice(0)) {
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', event));
    }
  };
}

/** A dialog of another file, which has the keys from the moment that it was asked for; opened again, it stands at once. */
export function foldedDialog<Props extends object>(fetch: () => Promise<Component<Props>>): Component<Props> {
  let known: Component<Props> | undefined;
  return (props) => {
    if (known) return createComponent(known, props);
    const work = useContext(WorkContext);
    const release = keysWait(() => work?.setOverlay(null));
    onCleanup(release);
    // One promise for both: of two fetches of a file, the second may end first, as it does not wait for the styles.
    const file = fetch();
    void file.then(
      (component) => (known = component),
      () => undefined,
    );
    const dialog = createComponent(
      folded(() => file),
      props,
    );
    // The dialog stands, and has the focus, once what was fetched has been taken in.
    void file.then(() => queueMicrotask(release), release);
    return dialog;
  };
}

/** A component of another file. If that cannot be fetched the page stands, and says so. */
export function folded<Props extends object>(
  fetch: () => Promise<Component<Props>>,
  failed: () => void = () => undefined,
): Component<Props> {
  let known: Component<Props> | undefined;
  return (props) => {
    const work = useContext(WorkContext);
    const [found, setFound] = createSignal(known);
    const arrived = (component: Component<Props>) => {
      known = component;
      setFound(() => component);
    };
    if (!known) {
      fetch().then(arrived, () => {
        toast({ text: words.notFetched, tone: 'danger' });
        work?.setOverlay(null);
        failed();
      });
    }
    return <Dynamic component={found()} {...props} />;
  };
}
