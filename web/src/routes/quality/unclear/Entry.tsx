// One thing that people talk about: the question, who said what, and what came of it.
import { A } from '@solidjs/router';
import { For, Show, type Component, type JSX } from 'solid-js';
import { Chip } from '../../../ui/Chip';
import { ago, dateTime } from '../../../ui/format';
import { messages } from './messages';
import type { Discussion } from './unclear';
import './unclear.css';

/** Annotators see neither the item's page nor anybody's name. */
export const Entry: Component<{ slug: string; one: Discussion; children?: JSX.Element }> = (props) => (
  <li class="discussion">
    <p class="discussion-note" dir="auto">
      {props.one.note}
    </p>
    <p class="muted small">
      {messages.opened(props.one.opened_by.name, ago(props.one.opened_at))} ·{' '}
      <Show when={props.one.external_id}>
        {(name) => (
          <>
            <A class="link" href={`/p/${props.slug}/items/${props.one.item}`}>
              <bdi>{name()}</bdi>
            </A>{' '}
            ·{' '}
          </>
        )}
      </Show>
      {props.one.field_title || messages.whole}
    </p>
    <Show when={props.one.unit_text}>
      <blockquote class="discussion-unit" dir="auto">
        {props.one.unit_text}
      </blockquote>
    </Show>
    <ul class="votes">
      <For each={props.one.votes}>
        {(vote) => (
          <li>
            <Chip>{vote.title || vote.value}</Chip>
            <span class="muted small">
              {vote.annotators.filter(Boolean).join(', ') || vote.annotators.length}
            </span>
          </li>
        )}
      </For>
    </ul>
    <Show when={props.one.closed}>
      {(closed) => (
        <p>
          {messages.settled(closed().outcome, closed().guideline_version ?? null)}{' '}
          <span class="muted small">{messages.opened(closed().by.name, dateTime(closed().at))}</span>
        </p>
      )}
    </Show>
    <Show when={props.one.external_id}>
      <div class="discussion-act">
        <A class="link small" href={`/p/${props.slug}/design`}>
          {messages.guideline}
        </A>
        {props.children}
      </div>
    </Show>
  </li>
);
