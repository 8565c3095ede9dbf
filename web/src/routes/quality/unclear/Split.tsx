// The places on which people differ about a label or a question; a lead puts one on the list of what to talk about.
import { createSignal, Show, type Component } from 'solid-js';
import { useQueryClient } from '@tanstack/solid-query';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import type { CellPage, Design, Disputed } from '../../../api/types';
import { ulid } from '../../../editor/ulid';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { words } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { TextArea } from '../../../ui/TextInput';
import { toast } from '../../../ui/Toast';
import { DisputedCard } from '../DisputedCard';
import { ItemsBehind } from '../ItemsBehind';
import { messages } from './messages';
import { query, type Wanted } from './unclear';

export interface SplitProps {
  slug: string;
  seq: number;
  design: Design;
  leads: boolean;
  wanted: Wanted;
  onClose: () => void;
}

export const Split: Component<SplitProps> = (props) => {
  const [talking, setTalking] = createSignal<Disputed | null>(null);
  return (
    <>
      <ItemsBehind
        id="split-places"
        title={props.wanted.words}
        level="h3"
        nWords={messages.behindN}
        queryKey={keys.below(props.slug, 'split', query(props.wanted, null), props.seq)}
        address={(after) =>
          `${projectPath(props.slug, 'quality', 'labels', 'items')}?${query(props.wanted, after)}`
        }
        rows={(page: CellPage) => page.units}
        onClose={() => props.onClose()}
      >
        {(one) => (
          <DisputedCard slug={props.slug} one={one} field={props.wanted.words} design={props.design}>
            <Show when={props.leads}>
              <Button small onClick={() => setTalking(one)}>
                {messages.discuss}
              </Button>
            </Show>
          </DisputedCard>
        )}
      </ItemsBehind>
      <Talk slug={props.slug} one={talking()} onClose={() => setTalking(null)} />
    </>
  );
};

const Talk: Component<{ slug: string; one: Disputed | null; onClose: () => void }> = (props) => {
  const cache = useQueryClient();
  const [note, setNote] = createSignal('');
  const [error, setError] = createSignal<string | null>(null);
  const put = async () => {
    const one = props.one;
    if (!one) return;
    const body = { id: ulid(), item: one.item, field: one.field, unit: one.unit, note: note() };
    try {
      await api.post(projectPath(props.slug, 'discussions'), body);
      setNote('');
      setError(null);
      props.onClose();
      toast({ text: messages.onList, tone: 'ok' });
      await cache.invalidateQueries({ queryKey: keys.below(props.slug, 'discussions') });
    } catch (failure) {
      setError(words(failure));
    }
  };
  return (
    <Dialog
      open={props.one !== null}
      onClose={() => props.onClose()}
      title={messages.discussTitle}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{messages.cancel}</Button>
          <Button look="primary" disabled={note().trim() === ''} onClick={() => void put()}>
            {messages.put}
          </Button>
        </>
      }
    >
      <p dir="auto">{props.one?.unit_text || props.one?.excerpt}</p>
      <Field label={messages.note} help={messages.noteHelp} error={error()}>
        {(control) => <TextArea {...control} rows={3} value={note()} onValue={setNote} />}
      </Field>
    </Dialog>
  );
};
