// What is saved, as a word with a mark.
import { createEffect, createMemo, createSignal, onCleanup, Show, type Component } from 'solid-js';
import type { CaughtUp } from '../../../editor/desk';
import type { SaveState } from '../../../editor/saver';
import type { SendState } from '../../../editor/sender';
import { work as words } from '../messages';

export interface SaveMarkProps {
  save: SaveState;
  sending: SendState;
  /** Submissions that went out after a time without connection. */
  caughtUp: CaughtUp | null;
}

const MARKS: Readonly<Record<SaveState, string>> = {
  saved: '✓',
  saving: '',
  offline: '⚡',
  conflict: '!',
  signed_out: '!',
  lost: '!',
};

const NEWS_MS = 6000;

export const SaveMark: Component<SaveMarkProps> = (props) => {
  const [news, setNews] = createSignal(0);
  const caughtUp = createMemo(() => props.caughtUp);
  createEffect(() => {
    const found = caughtUp();
    // Other items come meanwhile, each with a bar of its own, and it is news only once.
    const left = found ? found.at + NEWS_MS - Date.now() : 0;
    setNews(left > 0 ? (found?.count ?? 0) : 0);
    const timer = setTimeout(() => setNews(0), left);
    onCleanup(() => clearTimeout(timer));
  });
  const state = (): SaveState => {
    if (props.sending.signedOut) return 'signed_out';
    return props.sending.offline && props.save !== 'conflict' ? 'offline' : props.save;
  };
  const text = () =>
    state() === 'offline' && props.sending.waiting > 0
      ? words.save.waiting(props.sending.waiting)
      : words.save[state()];
  return (
    <span
      class="save-mark"
      role="status"
      data-state={state()}
      data-tip={state() === 'lost' ? words.save.lostTip : undefined}
    >
      <Show when={news() > 0 && state() === 'saved'} fallback={text()}>
        {words.save.sent(news())}
      </Show>
      <span aria-hidden="true"> {MARKS[state()]}</span>
    </span>
  );
};
