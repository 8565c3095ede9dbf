// A place on which people differ: its picture, its text, and the split of votes.
import { A } from '@solidjs/router';
import { For, Show, type Component, type JSX } from 'solid-js';
import type { Design, Disputed } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { Thumb } from '../../ui/Thumb';
import { VerdictMark } from '../../ui/VerdictMark';
import { messages } from './messages';

export interface DisputedCardProps {
  slug: string;
  one: Disputed;
  /** What the field is called. */
  field: string;
  design: Design;
  /** What can be done about it. */
  children?: JSX.Element;
}

export const DisputedCard: Component<DisputedCardProps> = (props) => (
  <li class="disputed-card">
    <Thumb src={props.one.thumbnail} alt="" />
    <div class="grow stack" style={{ '--gap': '6px' }}>
      <A class="link disputed-title" href={`/p/${props.slug}/items/${props.one.item}`} dir="auto">
        {props.one.unit_text || props.one.excerpt || props.one.external_id}
      </A>
      <span class="muted small">
        <bdi>{props.one.external_id}</bdi> · {props.field}
        <Show when={props.one.outdated}> · {messages.outdated}</Show>
      </span>
      <Votes votes={props.one.votes} field={props.one.field} design={props.design} />
      <Show when={props.children}>
        <div>{props.children}</div>
      </Show>
    </div>
  </li>
);

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
