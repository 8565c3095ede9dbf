// What folds out or interrupts is fetched while nothing else happens, so that it is there without connection too.
import { createSignal, onCleanup, onMount, useContext, type Component } from 'solid-js';
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
