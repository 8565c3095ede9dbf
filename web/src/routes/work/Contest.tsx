// Contesting how an item of one's own is judged, and what was answered. It tells nothing about what the item is.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { MyAppeal } from '../../api/types';
import { ulid } from '../../editor/ulid';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { messages as common } from '../../ui/messages';
import { TextArea } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { asides } from './dialogs/messages';

export interface ContestProps {
  slug: string;
  annotation: string;
  onClose: () => void;
  onSent: () => void;
}

export const Contest: Component<ContestProps> = (props) => {
  // Sending it twice is one appeal.
  const id = ulid();
  const [text, setText] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post(projectPath(props.slug, 'appeals'), { id, annotation: props.annotation, text: text() });
      toast({ text: asides.mine.contested, tone: 'ok' });
      props.onSent();
      props.onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={asides.mine.contestTitle}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{common.common.cancel}</Button>
          <Button look="primary" busy={busy()} disabled={text().trim() === ''} onClick={() => void send()}>
            {asides.mine.send}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Field label={asides.mine.contestText} help={asides.mine.contestWhat}>
          {(control) => <TextArea {...control} rows={4} value={text()} onValue={setText} />}
        </Field>
        <Refusal error={error()} />
      </div>
    </Dialog>
  );
};

/** What became of one's appeals; nothing while there are none. */
export const MyAppeals: Component<{ slug: string; sent: number }> = (props) => {
  const appeals = useQuery(() => ({
    queryKey: keys.below(props.slug, 'my-appeals', String(props.sent)),
    queryFn: ({ signal }) => api.get<MyAppeal[]>(projectPath(props.slug, 'my-appeals'), signal),
  }));
  return (
    <Show when={!appeals.isPending && (appeals.data ?? []).length > 0}>
      <section class="stack">
        <h2>{asides.mine.appeals}</h2>
        <ul class="mine-list">
          <For each={appeals.data ?? []}>
            {(appeal) => (
              <li class="mine-row">
                <Chip tone={appeal.state === 'open' ? 'warn' : 'plain'}>
                  {asides.mine.appealStates[appeal.state]}
                </Chip>
                <span class="mine-text" dir="auto">
                  {appeal.text}
                </span>
                <Show when={appeal.note !== ''}>
                  <span dir="auto">{asides.mine.answered(appeal.note)}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
};
