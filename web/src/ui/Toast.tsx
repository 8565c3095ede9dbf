// Short news at the edge of the screen, with at most one thing to do about it (mostly: undo).
import { createSignal, For, Show, type Component } from 'solid-js';
import { Button } from './Button';
import { IconButton } from './IconButton';
import { messages } from './messages';
import './toast.css';

export interface Toast {
  text: string;
  tone?: 'plain' | 'ok' | 'danger';
  action?: { title: string; onSelect: () => void };
  /** How long it stays; 6 seconds where absent, and a failure stays until it is closed. */
  ms?: number;
}

interface Shown extends Toast {
  id: number;
}

const [toasts, setToasts] = createSignal<readonly Shown[]>([]);
let last = 0;

function close(id: number): void {
  setToasts((list) => list.filter((toast) => toast.id !== id));
}

/** Shows a toast and returns how to take it away. */
export function toast(news: Toast): () => void {
  const id = ++last;
  setToasts((list) => [...list.slice(-3), { ...news, id }]);
  if (news.tone !== 'danger' || news.ms !== undefined) setTimeout(() => close(id), news.ms ?? 6000);
  return () => close(id);
}

/** Stands once in the application. */
export const ToastLayer: Component = () => (
  <div class="toasts" role="status" aria-live="polite">
    <For each={toasts()}>
      {(shown) => (
        <div class="toast" classList={{ [`toast-${shown.tone ?? 'plain'}`]: true }}>
          <span class="grow">{shown.text}</span>
          <Show when={shown.action} keyed>
            {(action) => (
              <Button
                small
                onClick={() => {
                  close(shown.id);
                  action.onSelect();
                }}
              >
                {action.title}
              </Button>
            )}
          </Show>
          <IconButton icon="close" small label={messages.common.close} onClick={() => close(shown.id)} />
        </div>
      )}
    </For>
  </div>
);
