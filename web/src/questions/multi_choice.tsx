// A set of options. The set is kept in the order of the design, so that equal sets are equal.
import { Show, type Component } from 'solid-js';
import type { Json } from '../model/types';
import { optionByDigit, optionItems, optionTitle } from './choice';
import { questionMessages } from './messages';
import { Options } from './Options';
import type { ControlProps, QuestionObject, Spec } from './types';

const Control: Component<ControlProps<Spec<'multi_choice'>>> = (props) => (
  <>
    <Options
      several
      items={optionItems(props.spec.options)}
      chosen={chosen(props.value)}
      onToggle={(id) => props.onValue(toggled(props.spec, props.value, id))}
      onDone={props.onDone}
      labelledBy={props.labelledBy}
      disabled={props.disabled}
    />
    <Show when={props.spec.min != null || props.spec.max != null}>
      <p class="question-hint">{questionMessages.chooseSome(props.spec.min ?? 0, props.spec.max ?? null)}</p>
    </Show>
  </>
);

function chosen(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function toggled(spec: Spec<'multi_choice'>, value: Json | undefined, id: string): Json | null {
  const before = new Set(chosen(value));
  if (!before.delete(id)) {
    if (spec.max != null && before.size >= spec.max) return [...before];
    before.add(id);
  }
  const after = spec.options.map((option) => option.id).filter((option) => before.has(option));
  return after.length > 0 ? after : null;
}

export const multi_choice: QuestionObject<'multi_choice'> = {
  kind: 'multi_choice',
  Control,
  describe: (spec, value) =>
    chosen(value)
      .map((id) => optionTitle(spec.options, id))
      .join(', '),
  digit: (spec, value, digit) => {
    const option = optionByDigit(spec.options, digit);
    return option === undefined ? undefined : toggled(spec, value, option);
  },
};
