// Gives answers back to those who made them, with a comment about a claim, a region, or the whole item.
import { createEffect, createSignal, For, on, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Check, TextArea } from '../../ui/TextInput';
import { AboutField } from '../item/AboutField';
import { anchorsOf, ITEM, type CommentAnchor } from '../item/anchors';
import type { Reader } from '../item/readers';
import { messages } from './messages';
import type { DecisionTask, Row } from './rows';
import { anchorOf } from './WriteComment';

export interface SendBackProps {
  open: boolean;
  task: DecisionTask;
  readers: readonly Reader[];
  /** What is in focus: the comment is about it, unless something else is chosen. */
  row: Row | undefined;
  onClose: () => void;
  onSent: () => void;
}

export const SendBack: Component<SendBackProps> = (props) => {
  const [to, setTo] = createSignal<readonly string[]>([]);
  const [comment, setComment] = createSignal('');
  const [about, setAbout] = createSignal<CommentAnchor>(ITEM);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setTo(props.task.readers.map((reader) => reader.name));
        setAbout(anchorOf(props.task, props.row));
        setError(null);
      },
    ),
  );
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { to: to(), comment: comment(), anchors: anchorsOf(about()) };
      await api.post(path('/api/assignments', props.task.assignment.id, 'send-back'), body);
      setComment('');
      props.onSent();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={messages.sendBackTitle}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{messages.cancel}</Button>
          <Button
            look="primary"
            busy={busy()}
            disabled={to().length === 0 || comment().trim() === ''}
            onClick={() => void send()}
          >
            {messages.sendBack}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p class="muted">{messages.sendBackWhat}</p>
        <fieldset class="stack send-back-to" style={{ '--gap': '4px' }}>
          <legend class="field-label">{messages.sendBackTo}</legend>
          <For each={props.task.readers}>
            {(reader) => (
              <Check
                checked={to().includes(reader.name)}
                onChange={(on) =>
                  setTo(on ? [...to(), reader.name] : to().filter((name) => name !== reader.name))
                }
              >
                {reader.name}
              </Check>
            )}
          </For>
        </fieldset>
        <AboutField
          view={{ design: props.task.design, item: props.task.item, readers: props.readers }}
          about={about()}
          onAbout={setAbout}
        />
        <Field label={messages.comment}>
          {(control) => <TextArea {...control} rows={4} value={comment()} onValue={setComment} />}
        </Field>
        <Refusal error={error()} />
      </div>
    </Dialog>
  );
};
