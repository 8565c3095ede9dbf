// What somebody might do about annotators: proposals with their reasons, notices, pauses, and what was answered.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { projectPath } from '../../../api/projects';
import type { AnnotatorsReport } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { words } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { ago } from '../../../ui/format';
import { Select } from '../../../ui/Select';
import { TextInput } from '../../../ui/TextInput';
import { messages } from './messages';

export interface ActionsProps {
  slug: string;
  manages: boolean;
  report: AnnotatorsReport;
  onDone: () => void;
}

type Person = AnnotatorsReport['annotators'][number];
type Kind = AnnotatorsReport['actions'][number]['kind'];

const TONES = { notice: 'plain', pause: 'warn', resume: 'ok' } as const;

const byName = (a: Person, b: Person) => a.annotator.name.localeCompare(b.annotator.name);

export const Actions: Component<ActionsProps> = (props) => (
  <section class="plot" aria-label={messages.proposals}>
    <h2>{messages.proposals}</h2>
    <p class="muted plot-what">{messages.proposalsWhat}</p>
    <Show when={props.report.proposals.length > 0} fallback={<p>{messages.noProposals}</p>}>
      <ul class="proposal-list">
        <For each={props.report.proposals}>
          {(proposal) => (
            <li class="proposal">
              <p>
                <strong>{messages.kind[proposal.kind]}</strong>: <bdi>{proposal.annotator.name}</bdi>
              </p>
              <ul class="proposal-reasons">
                <For each={proposal.reasons}>{(reason) => <li>{reason}</li>}</For>
              </ul>
              <Show when={props.manages}>
                <Act {...props} annotator={proposal.annotator.id} kinds={['notice', 'pause']} />
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
    <Paused {...props} />
    <Show when={props.manages && props.report.annotators.length > 0}>
      <Anybody {...props} />
    </Show>
    <Show when={props.report.actions.length > 0}>
      <h3>{messages.appeals}</h3>
      <ul class="proposal-list">
        <For each={props.report.actions}>
          {(action) => (
            <li class="proposal proposal-line">
              <Chip tone={TONES[action.kind]}>{messages.action[action.kind]}</Chip>
              <div class="stack" style={{ '--gap': 'var(--space-1)' }}>
                <p>
                  <bdi>{action.annotator.name}</bdi> <span class="muted small">{ago(action.at)}</span>
                </p>
                <p dir="auto">{action.reason}</p>
                <Show when={action.appeal}>
                  {(text) => (
                    <p class="proposal-answer" dir="auto">
                      {messages.answered(text())}
                    </p>
                  )}
                </Show>
              </div>
            </li>
          )}
        </For>
      </ul>
    </Show>
  </section>
);

/** Who gets no work, and a way back. */
const Paused: Component<ActionsProps> = (props) => {
  const paused = () => props.report.annotators.filter((one) => one.paused_since != null).sort(byName);
  return (
    <Show when={paused().length > 0}>
      <h3>{messages.paused}</h3>
      <ul class="proposal-list">
        <For each={paused()}>
          {(one) => (
            <li class="proposal">
              <p>
                <bdi>{one.annotator.name}</bdi>{' '}
                <span class="muted small">{messages.since(ago(one.paused_since ?? 0))}</span>
              </p>
              <Show when={props.manages}>
                <Act {...props} annotator={one.annotator.id} kinds={['resume']} />
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
};

/** A word to somebody for whom nothing is proposed. */
const Anybody: Component<ActionsProps> = (props) => {
  const [chosen, setChosen] = createSignal('');
  const people = () => [...props.report.annotators].sort(byName);
  const person = () => people().find((one) => one.annotator.id === chosen());
  const kinds = (): Kind[] => (person()?.paused_since == null ? ['notice', 'pause'] : ['notice', 'resume']);
  return (
    <details class="plot-more">
      <summary>{messages.anybody}</summary>
      <div class="proposal">
        <Field label={messages.person}>
          {(control) => (
            <Select
              {...control}
              small
              class="proposal-person"
              value={chosen()}
              onValue={setChosen}
              options={[
                { value: '', title: messages.choosePerson },
                ...people().map(({ annotator }) => ({ value: annotator.id, title: annotator.name })),
              ]}
            />
          )}
        </Field>
        <Show when={chosen()} keyed>
          {(annotator) => <Act {...props} annotator={annotator} kinds={kinds()} />}
        </Show>
      </div>
    </details>
  );
};

const Act: Component<ActionsProps & { annotator: string; kinds: readonly Kind[] }> = (props) => {
  const [reason, setReason] = createSignal('');
  const [error, setError] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const act = async (kind: Kind) => {
    setBusy(true);
    try {
      const address = projectPath(props.slug, 'annotators', props.annotator, 'actions');
      await api.post(address, { kind, reason: reason() });
      setReason('');
      setError(null);
      props.onDone();
    } catch (failure) {
      setError(words(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="proposal-act">
      <Field label={messages.reason} error={error()}>
        {(control) => <TextInput {...control} small value={reason()} onValue={setReason} />}
      </Field>
      <For each={props.kinds}>
        {(kind) => (
          <Button small busy={busy()} disabled={reason().trim() === ''} onClick={() => void act(kind)}>
            {messages[kind]}
          </Button>
        )}
      </For>
    </div>
  );
};
