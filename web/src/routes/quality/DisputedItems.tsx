// The items on which people differ most, as cards with the split of votes.
import { A } from '@solidjs/router';
import { createMemo, createSignal, For, Show, type Component } from 'solid-js';
import type { AgreementReport, Design, Disputed } from '../../api/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Thumb } from '../../ui/Thumb';
import { VerdictMark } from '../../ui/VerdictMark';
import type { Pair } from './Confusion';
import { messages } from './messages';

export interface DisputedItemsProps {
  slug: string;
  report: AgreementReport;
  design: Design;
  pair: Pair | null;
  onClear: () => void;
}

const FEW = 9;

function has(disputed: Disputed, pair: Pair): boolean {
  const given = disputed.votes.map((vote) => vote.value);
  return disputed.field === pair.field && given.includes(pair.a) && given.includes(pair.b);
}

export const DisputedItems: Component<DisputedItemsProps> = (props) => {
  const shown = createMemo(() => {
    const pair = props.pair;
    return pair ? props.report.disputed.filter((one) => has(one, pair)) : props.report.disputed;
  });
  const [many, setMany] = createSignal(false);
  const listed = () => (many() ? shown() : shown().slice(0, FEW));
  const field = (id: string) => props.report.fields.find((one) => one.field === id)?.title ?? id;
  return (
    <section class="stack" style={{ '--gap': 'var(--space-3)' }} id="disputed" tabindex={-1}>
      <div class="page-head">
        <div>
          <h2>{props.pair ? props.pair.words : messages.disputed}</h2>
          <p class="muted">{messages.disputedWhat}</p>
        </div>
        <Show when={props.pair}>
          <Button small onClick={() => props.onClear()}>
            {messages.showAll}
          </Button>
        </Show>
      </div>
      <Show
        when={shown().length > 0}
        fallback={<p class="muted">{props.pair ? messages.disputedNone : messages.noneDisputed}</p>}
      >
        <ul class="disputed">
          <For each={listed()}>
            {(one) => (
              <li class="disputed-card">
                <Thumb src={one.thumbnail} alt="" />
                <div class="grow stack" style={{ '--gap': '6px' }}>
                  <A class="link disputed-title" href={`/p/${props.slug}/items/${one.item}`} dir="auto">
                    {one.unit_text || one.excerpt || one.external_id}
                  </A>
                  <span class="muted small">
                    <bdi>{one.external_id}</bdi> · {field(one.field)}
                  </span>
                  <Votes votes={one.votes} field={one.field} design={props.design} />
                </div>
              </li>
            )}
          </For>
        </ul>
        <Show when={shown().length > listed().length}>
          <div>
            <Button onClick={() => setMany(true)}>{messages.more(shown().length - listed().length)}</Button>
          </div>
        </Show>
      </Show>
    </section>
  );
};

const Votes: Component<{ votes: Disputed['votes']; field: string; design: Design }> = (props) => {
  const tone = (value: string) =>
    props.field.startsWith('verdict')
      ? props.design.claims?.verdicts?.find((verdict) => verdict.id === value)?.tone
      : undefined;
  return (
    <ul class="votes">
      <For each={props.votes}>
        {(vote) => (
          <li>
            <Show when={tone(vote.value)} fallback={<Chip>{vote.title || vote.value}</Chip>} keyed>
              {(known) => <VerdictMark tone={known} title={vote.title || vote.value} />}
            </Show>
            <span class="muted small">{vote.annotators.join(', ')}</span>
          </li>
        )}
      </For>
    </ul>
  );
};
