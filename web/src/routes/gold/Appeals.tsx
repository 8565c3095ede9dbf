// What people contest, and the decision about it.
import { A } from '@solidjs/router';
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { Appeal, ProjectRole } from '../../api/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { words } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { ago } from '../../ui/format';
import { Load } from '../../ui/Load';
import { TextArea } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { messages } from './messages';

export interface AppealsProps {
  slug: string;
  role: ProjectRole;
  onDecided: () => void;
}

export const Appeals: Component<AppealsProps> = (props) => {
  const appeals = useQuery(() => ({
    queryKey: keys.below(props.slug, 'appeals'),
    queryFn: ({ signal }) => api.get<Appeal[]>(projectPath(props.slug, 'appeals'), signal),
  }));
  return (
    <section class="stack">
      <div>
        <h2>{messages.appeals}</h2>
        <p class="muted">{messages.appealsWhat}</p>
      </div>
      <Load query={appeals} skeleton={{ shape: 'rows', n: 2 }}>
        {(data) => (
          <Show when={data().length > 0} fallback={<p class="muted">{messages.noAppeals}</p>}>
            <ul class="gold-appeals">
              <For each={data()}>{(appeal) => <One {...props} appeal={appeal} />}</For>
            </ul>
          </Show>
        )}
      </Load>
    </section>
  );
};

const One: Component<AppealsProps & { appeal: Appeal }> = (props) => {
  const [note, setNote] = createSignal('');
  const [missing, setMissing] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const may = () => props.role === 'expert' || props.role === 'manager';
  const decide = async (type: 'uphold' | 'reject') => {
    setMissing(note().trim() === '');
    if (note().trim() === '') return;
    setBusy(true);
    try {
      await api.post(projectPath(props.slug, 'appeals', props.appeal.id), { type, note: note().trim() });
      toast({ text: messages.decided, tone: 'ok' });
      props.onDecided();
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="gold-appeal">
      <div class="row">
        <A class="link" href={`/p/${props.slug}/items/${props.appeal.item}`}>
          {messages.appealBy(props.appeal.annotator.name, props.appeal.external_id)}
        </A>
        <Chip tone={props.appeal.state === 'open' ? 'warn' : 'plain'}>
          {messages.appealStates[props.appeal.state]}
        </Chip>
        <Show when={props.appeal.gold}>
          <Chip>{messages.gold}</Chip>
        </Show>
        <span class="muted">{ago(props.appeal.at)}</span>
      </div>
      <p dir="auto">{props.appeal.text}</p>
      <Show when={props.appeal.decided_by} keyed>
        {(by) => (
          <p class="muted" dir="auto">
            {props.appeal.note} ({messages.decidedBy(by.name)})
          </p>
        )}
      </Show>
      <Show when={props.appeal.state === 'open' && may()}>
        <Field label={messages.answer} error={missing() ? messages.answerMissing : null}>
          {(control) => <TextArea {...control} rows={2} value={note()} onValue={setNote} />}
        </Field>
        <div class="row">
          <Button busy={busy()} onClick={() => void decide('uphold')}>
            {props.appeal.gold ? messages.uphold : messages.upholdOther}
          </Button>
          <Button busy={busy()} onClick={() => void decide('reject')}>
            {messages.dismiss}
          </Button>
        </div>
      </Show>
    </li>
  );
};
