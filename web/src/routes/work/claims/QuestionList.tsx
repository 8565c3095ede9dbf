// The questions about one thing, each as its kind is asked.
import { createMemo, createUniqueId, For, Show, type Component } from 'solid-js';
import { answerValue, isRequired } from '../../../model/conditions';
import { titled } from '../../../model/design';
import { asked } from '../../../model/targets';
import type { Json, Question, Target } from '../../../model/types';
import { describe, QuestionControl } from '../../../questions';
import { step } from '../claim_commands';
import { focusKey, targetTitle } from '../focus';
import { work as words } from '../messages';
import { useWork } from '../work';

export const QuestionList: Component<{ target: Target; heading?: boolean }> = (props) => {
  const work = useWork();
  const ids = createMemo(() => asked(work.world, work.draft(), props.target).map((question) => question.id));
  const question = (id: string) => work.world.design.questions?.find((each) => each.id === id);
  return (
    <Show when={ids().length > 0}>
      <Show when={props.heading}>
        <header class="panel-head">
          <h2 class="panel-heading">
            {props.target.on === 'item'
              ? words.questions.heading
              : targetTitle(work.world, work.draft(), props.target, words.links)}
          </h2>
        </header>
      </Show>
      <div class="questions" classList={{ 'questions-inline': !props.heading }}>
        <For each={ids()}>
          {(id) => (
            <Show when={question(id)}>
              {(found) => <QuestionItem question={found()} target={props.target} />}
            </Show>
          )}
        </For>
      </div>
    </Show>
  );
};

const QuestionItem: Component<{ question: Question; target: Target }> = (props) => {
  const work = useWork();
  const id = createUniqueId();
  const value = () => answerValue(work.draft(), props.question.id, props.target);
  const fixed = () => work.isFixed(props.question.id, props.target);
  const needed = () =>
    value() === undefined && isRequired(props.question, work.world, work.draft(), props.target);
  const focus = () => ({ on: 'question', question: props.question.id, target: props.target }) as const;
  const current = () => {
    const now = work.focus();
    return now !== null && focusKey(now) === focusKey(focus());
  };
  return (
    <div
      class="question"
      classList={{ 'question-current': current() }}
      tabindex={-1}
      data-focus={focusKey(focus())}
      onFocusIn={(event) => {
        event.stopPropagation();
        work.setFocus(focus());
        work.setZone('claims');
      }}
    >
      <div class="question-title" id={id}>
        <span classList={{ 'claim-field-needed': needed() }}>{titled(props.question)}</span>
        <Show when={fixed()}>
          <span class="claim-own">{words.questions.first}</span>
        </Show>
      </div>
      <Show when={props.question.help}>
        <p class="question-help">{props.question.help}</p>
      </Show>
      <Show
        when={!fixed()}
        fallback={<p class="question-fixed">{describe(props.question, value() ?? null)}</p>}
      >
        <QuestionControl
          spec={props.question}
          value={value()}
          labelledBy={id}
          onValue={(next) => {
            const gesture = isTyping(value(), next) ? `answer:${focusKey(focus())}` : undefined;
            const question = props.question.id;
            work.edit({ kind: 'set_answer', question, target: props.target, value: next }, gesture);
          }}
          onDone={() => step(work, 1)}
        />
      </Show>
    </div>
  );
};

/** A text that grows or shrinks letter by letter is undone as a whole. */
function isTyping(before: Json | undefined, after: Json | null): boolean {
  if (typeof before !== 'string' || typeof after !== 'string') return false;
  return Math.abs(before.length - after.length) <= 1;
}
