// Writing a comment: text, and names to put into it.
import { createSignal, For, type Component } from 'solid-js';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { TextArea } from '../../ui/TextInput';
import { commentMessages as messages } from './comment_messages';
import './truth.css';

export interface WritingProps {
  /** The names that may stand behind an `@`. */
  members: readonly string[];
  label: string;
  onWrite: (body: string) => Promise<void>;
  ref?: (area: HTMLTextAreaElement) => void;
}

export const Writing: Component<WritingProps> = (props) => {
  const [body, setBody] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  let area!: HTMLTextAreaElement;
  const send = async () => {
    if (busy() || body().trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      await props.onWrite(body());
      setBody('');
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const name = (member: string) => {
    setBody(`${body()}${body() && !body().endsWith(' ') ? ' ' : ''}@${member} `);
    area.focus();
  };
  return (
    <div class="stack" style={{ '--gap': 'var(--space-2)' }}>
      <TextArea
        ref={(element: HTMLTextAreaElement) => {
          area = element;
          props.ref?.(element);
        }}
        rows={2}
        aria-label={props.label}
        placeholder={messages.placeholder}
        value={body()}
        onValue={setBody}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          void send();
        }}
      />
      <div class="comment-names" role="group" aria-label={messages.mention}>
        <For each={props.members}>
          {(member) => (
            <button type="button" class="comment-name" onClick={() => name(member)}>
              @{member}
            </button>
          )}
        </For>
      </div>
      <Refusal error={error()} />
      <div>
        <Button small busy={busy()} disabled={body().trim() === ''} onClick={() => void send()}>
          {props.label}
        </Button>
      </div>
    </div>
  );
};
