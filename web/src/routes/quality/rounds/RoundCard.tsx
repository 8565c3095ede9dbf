// One round: its guideline, who has answered, agreement with what changed, and the places to talk about.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { projectPath } from '../../../api/projects';
import type { Design, RoundView } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { Refusal } from '../../../ui/ErrorNote';
import { ago, count, decimal } from '../../../ui/format';
import { Progress } from '../../../ui/Progress';
import { Table } from '../../../ui/Table';
import { toast } from '../../../ui/Toast';
import { DisputedCard } from '../DisputedCard';
import { messages } from './messages';

type FieldOf = RoundView['fields'][number];

export interface RoundCardProps {
  slug: string;
  round: RoundView;
  design: Design;
  manages: boolean;
  onChange: () => void;
}

export const RoundCard: Component<RoundCardProps> = (props) => {
  const title = () =>
    [messages.round(props.round.number), props.round.title].filter((part) => part !== '').join(' · ');
  const left = () => {
    const { people, n_items } = props.round;
    return people.reduce((sum, one) => sum + Math.max(0, n_items - one.done), 0);
  };
  return (
    <section class="plot round" aria-label={title()}>
      <header class="plot-head">
        <div class="grow">
          <h2>
            <bdi>{title()}</bdi>{' '}
            <Show when={props.round.closed_at == null}>
              <Chip tone="accent">{messages.running}</Chip>
            </Show>
          </h2>
          <p class="muted small">
            {messages.facts(props.round.n_items, ago(props.round.opened_at), props.round.opened_by)}
            <Show when={props.round.closed_at}>{(at) => <> · {messages.until(ago(at()))}</>}</Show>
            {' · '}
            {messages.guideline(props.round.guideline_version)}
          </p>
          <Show when={props.round.number > 1}>
            <p class="small">{props.round.guideline_changed ? messages.changed : messages.unchanged}</p>
          </Show>
        </div>
        <Show when={props.manages && props.round.closed_at == null}>
          <Close {...props} left={left()} />
        </Show>
      </header>
      <div class="round-columns">
        <People round={props.round} />
        <Agreement round={props.round} />
      </div>
      <Talk {...props} />
    </section>
  );
};

const Close: Component<RoundCardProps & { left: number }> = (props) => {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const close = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post(projectPath(props.slug, 'rounds', props.round.id, 'close'));
      toast({ text: messages.closed, tone: 'ok' });
      props.onChange();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="round-close">
      <Button busy={busy()} onClick={() => void close()}>
        {messages.close}
      </Button>
      <p class="muted small">{messages.closeWhat(props.left)}</p>
      <Refusal error={error()} />
    </div>
  );
};

const People: Component<{ round: RoundView }> = (props) => (
  <div>
    <h3>{messages.progress}</h3>
    <ul class="round-progress">
      <For each={props.round.people}>
        {(one) => (
          <li>
            <bdi>{one.annotator.name}</bdi>
            <Progress label={one.annotator.name} value={one.done} total={props.round.n_items} />
            <span class="muted small number">{messages.done(one.done, props.round.n_items)}</span>
          </li>
        )}
      </For>
    </ul>
  </div>
);

function changeOf(field: FieldOf): string {
  const { change } = field;
  if (!change) return '';
  const value = change.value > 0 ? messages.plus(decimal(change.value)) : decimal(change.value);
  return `${value} ${messages.interval(decimal(change.low), decimal(change.high))}`;
}

function valueOf(field: FieldOf): string {
  if (field.value == null) return field.undefined ?? '';
  const value = decimal(field.value);
  const { interval } = field;
  return interval ? `${value} ${messages.interval(decimal(interval.low), decimal(interval.high))}` : value;
}

const Agreement: Component<{ round: RoundView }> = (props) => {
  const known = () => props.round.fields.filter((field) => field.n_ratings > 0);
  return (
    <div>
      <h3>{messages.agreement}</h3>
      <Show when={known().length > 0} fallback={<p class="muted">{messages.nothing}</p>}>
        <Table
          label={messages.agreement}
          head={
            <>
              <th scope="col">{messages.field}</th>
              <th scope="col" class="number">
                {messages.value}
              </th>
              <Show when={props.round.number > 1}>
                <th scope="col" class="number">
                  {messages.change}
                </th>
              </Show>
              <th scope="col" class="number">
                {messages.n}
              </th>
            </>
          }
        >
          <For each={known()}>
            {(field) => (
              <tr>
                <th scope="row">{field.title}</th>
                <td class="number">{valueOf(field)}</td>
                <Show when={props.round.number > 1}>
                  <td class="number">{changeOf(field)}</td>
                </Show>
                <td class="number">{count(field.n_ratings)}</td>
              </tr>
            )}
          </For>
        </Table>
      </Show>
    </div>
  );
};

const Talk: Component<RoundCardProps> = (props) => {
  const field = (id: string) => props.round.fields.find((one) => one.field === id)?.title ?? id;
  const any = () => props.round.fields.some((one) => one.n_ratings > 0);
  return (
    <Show when={any()}>
      <details class="plot-more" open={props.round.disputed.length > 0 && props.round.closed_at != null}>
        <summary>{messages.talk}</summary>
        <Show when={props.round.disputed.length > 0} fallback={<p class="muted">{messages.noTalk}</p>}>
          <p class="muted">{messages.talkWhat}</p>
          <ul class="disputed">
            <For each={props.round.disputed}>
              {(one) => (
                <DisputedCard slug={props.slug} one={one} field={field(one.field)} design={props.design} />
              )}
            </For>
          </ul>
        </Show>
      </details>
    </Show>
  );
};
