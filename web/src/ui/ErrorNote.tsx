// A failure in words: what happened, what is kept, what to do.
import { Show, type Component } from 'solid-js';
import { ApiError } from '../api/client';
import { Button } from './Button';
import { Icon } from './Icon';
import { messages } from './messages';
import './error-note.css';

export interface ErrorNoteProps {
  error: unknown;
  onRetry?: () => void;
}

interface Words {
  title: string;
  what: string;
}

/** Server messages are lower case without a full stop; on the screen they are sentences. */
export function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** The message of any failure as a sentence. */
export function words(error: unknown): string {
  return sentence(error instanceof Error ? error.message : String(error));
}

function described(error: unknown): Words {
  if (!(error instanceof ApiError)) return { title: messages.error.title, what: words(error) };
  if (error.offline) return { title: messages.error.offline, what: messages.error.offlineKept };
  if (error.status === 403) return { title: messages.error.forbidden, what: messages.error.forbiddenWhat };
  if (error.status === 404) return { title: messages.error.missing, what: messages.error.missingWhat };
  return { title: messages.error.title, what: words(error) };
}

export const ErrorNote: Component<ErrorNoteProps> = (props) => (
  <div class="error-note" role="alert">
    <Icon name="warning" />
    <div class="stack grow" style={{ '--gap': '2px' }}>
      <strong>{described(props.error).title}</strong>
      <span>{described(props.error).what}</span>
    </div>
    <Show when={props.onRetry}>
      <Button small onClick={() => props.onRetry?.()}>
        {messages.common.retry}
      </Button>
    </Show>
  </div>
);

/** The same for something that was refused: the message of the server is the best one. */
export const Refusal: Component<{ error: unknown }> = (props) => (
  <Show when={props.error}>
    <div class="error-note" role="alert">
      <Icon name="warning" />
      <span class="grow">{words(props.error)}</span>
    </div>
  </Show>
);
