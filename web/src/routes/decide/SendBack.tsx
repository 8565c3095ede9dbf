// Gives answers back to those who made them, with a comment about a claim, a region, or the whole item.
import { createEffect, createSignal, For, on, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import type { components } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { Check, TextArea } from '../../ui/TextInput';
import { messages } from './messages';
import type { DecisionTask, Row } from './rows';

type CommentAnchor = components['schemas']['CommentAnchor'];

export interface SendBackProps {
  open: boolean;
  task: DecisionTask;
  /** What is in focus: the comment is about it, unless something else is chosen. */
  row: Row | undefined;
  onClose: () => void;
  onSent: () => void;
}

export const SendBack: Component<SendBackProps> = (props) => {
  const [to, setTo] = createSignal<readonly string[]>([]);
  const [comment, setComment] = createSignal('');
  const [about, setAbout] = createSignal('item');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setTo(props.task.readers.map((reader) => reader.name));
        setAbout(props.row?.kind === 'verdict' ? `claim:${props.row.claim.id}` : 'item');
        setError(null);
      },
    ),
  );
  const options = () => [
    { value: 'item', title: messages.theItem },
    ...(props.task.item.claim_sets ?? [])
      .flatMap((set) => set.claims)
      .map((claim) => ({ value: `claim:${claim.id}`, title: claim.text })),
    ...props.task.readers.flatMap((reader) =>
      (reader.body.regions ?? []).map((region) => ({
        value: `region:${region.id}:${reader.name}`,
        title: `${reader.name}: ${messages.row.region.toLowerCase()} ${region.label ?? region.id}`,
      })),
    ),
  ];
  const anchors = (): CommentAnchor[] => {
    const [on = 'item', id = '', annotation] = about().split(':');
    if (on === 'claim') return [{ on, id }];
    if (on === 'region') return [{ on, id, annotation }];
    return [];
  };
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { to: to(), comment: comment(), anchors: anchors() };
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
        <Field label={messages.sendBackAbout}>
          {(control) => <Select {...control} value={about()} onValue={setAbout} options={options()} />}
        </Field>
        <Field label={messages.comment}>
          {(control) => <TextArea {...control} rows={4} value={comment()} onValue={setComment} />}
        </Field>
        <Refusal error={error()} />
      </div>
    </Dialog>
  );
};
