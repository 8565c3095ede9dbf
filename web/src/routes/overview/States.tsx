// All items by their state, as one bar with its numbers.
import { A } from '@solidjs/router';
import { For, Show, type Component } from 'solid-js';
import { may } from '../../api/projects';
import type { Policy, ProjectDetail } from '../../api/types';
import { count, percent } from '../../ui/format';
import { Shares, type Share } from '../../ui/Progress';
import { messages } from './messages';

const STATES = ['settled', 'done', 'review', 'disputed', 'open', 'unusable', 'gold', 'excluded'] as const;
const TONES: Readonly<Record<(typeof STATES)[number], NonNullable<Share['tone']>>> = {
  settled: 'ok',
  done: 'ok',
  review: 'accent',
  disputed: 'warn',
  gold: 'muted',
  open: 'accent',
  unusable: 'warn',
  excluded: 'muted',
};

/** How many people judge an item, in words. */
function overlap(policy: Policy): string {
  return policy.overlap.type === 'fixed'
    ? messages.overlap(policy.overlap.n)
    : messages.adaptive(policy.overlap.start, policy.overlap.max);
}

export const States: Component<{ project: ProjectDetail }> = (props) => {
  const counts = () => props.project.counts;
  const finished = () => {
    const wanted = counts().items - counts().excluded - counts().gold;
    return wanted === 0 ? 0 : (counts().settled + counts().done + counts().unusable) / wanted;
  };
  return (
    <section class="panel stack" style={{ '--gap': 'var(--space-3)' }}>
      <div class="row">
        <h2 class="grow">{messages.progress}</h2>
        <span class="muted">{messages.items(count(counts().items))}</span>
      </div>
      <p class="states-share number">{messages.finished(percent(finished()))}</p>
      <Shares
        label={messages.progress}
        shares={STATES.map((state) => ({
          value: counts()[state],
          title: messages.states[state],
          tone: TONES[state],
        }))}
      />
      <ul class="states">
        <For each={STATES.filter((state) => counts()[state] > 0)}>
          {(state) => (
            <li>
              <span class={`states-dot progress-${TONES[state]}`} />
              <Show
                when={may(props.project.role, 'reviewer')}
                fallback={
                  <span>
                    {count(counts()[state])} {messages.states[state]}
                  </span>
                }
              >
                <A href={`/p/${props.project.slug}/items?state=${state}`}>
                  {count(counts()[state])} {messages.states[state]}
                </A>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <p class="muted">
        {messages.annotations(count(counts().annotations), messages.people(counts().annotators))};{' '}
        {overlap(props.project.policy)}.
      </p>
    </section>
  );
};
