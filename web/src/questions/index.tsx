// All kinds of questions, and one way to ask any of them.
import { Dynamic } from 'solid-js/web';
import { Show, type Component } from 'solid-js';
import type { Json, QuestionKind } from '../model/types';
import { choice } from './choice';
import { questionMessages } from './messages';
import { multi_choice } from './multi_choice';
import { number } from './number';
import { scale } from './scale';
import { taxonomy } from './taxonomy';
import { text } from './text';
import type { ControlProps, KindName, QuestionObject, Spec } from './types';
import './questions.css';

const QUESTIONS: { readonly [K in KindName]: QuestionObject<K> } = {
  choice,
  multi_choice,
  taxonomy,
  scale,
  number,
  text,
};

/** The answer in words. */
export function describe<K extends KindName>(spec: Spec<K> & { type: K }, value: Json): string {
  return QUESTIONS[spec.type].describe(spec, value);
}

/** The answer that a digit gives; undefined where digits mean nothing. */
export function digitAnswer<K extends KindName>(
  spec: Spec<K> & { type: K },
  value: Json | undefined,
  digit: number,
): Json | null | undefined {
  return QUESTIONS[spec.type].digit(spec, value, digit);
}

export type QuestionControlProps = ControlProps<QuestionKind>;

/** The control of any kind of question. */
export const QuestionControl: Component<QuestionControlProps> = (props) => (
  <Dynamic component={control(props.spec)} {...props} />
);

function control<K extends KindName>(spec: Spec<K> & { type: K }): Component<QuestionControlProps> {
  const { Control } = QUESTIONS[spec.type];
  const isOwn = (given: QuestionKind): given is Spec<K> => given.type === spec.type;
  return (props) => (
    <Show when={isOwn(props.spec) ? props.spec : undefined}>
      {(own) => (
        <Control
          spec={own()}
          value={props.value}
          onValue={props.onValue}
          onDone={props.onDone}
          labelledBy={props.labelledBy}
          disabled={props.disabled}
        />
      )}
    </Show>
  );
}

export { questionMessages };
