// One option out of several: all in sight while they are few, a list to type into when they are many.
import { Show, type Component } from 'solid-js';
import { titled } from '../model/design';
import type { Choice } from '../model/types';
import { Options } from './Options';
import { Picker } from './Picker';
import type { ControlProps, QuestionObject, Spec } from './types';

/** More options than this are a list. */
const IN_SIGHT = 9;

const Control: Component<ControlProps<Spec<'choice'>>> = (props) => (
  <Show
    when={props.spec.options.length <= IN_SIGHT}
    fallback={
      <Picker
        options={props.spec.options.map((option) => ({ ...option, title: titled(option) }))}
        value={typeof props.value === 'string' ? props.value : null}
        onValue={props.onValue}
        onDone={props.onDone}
        labelledBy={props.labelledBy}
        disabled={props.disabled}
      />
    }
  >
    <Options
      items={optionItems(props.spec.options)}
      chosen={typeof props.value === 'string' ? [props.value] : []}
      onToggle={(id) => props.onValue(id === props.value ? null : id)}
      onDone={props.onDone}
      labelledBy={props.labelledBy}
      disabled={props.disabled}
    />
  </Show>
);

/** Options with the digits that choose them. */
export function optionItems(options: readonly Choice[]) {
  return options.map((option, index) => ({
    id: option.id,
    title: titled(option),
    help: option.help,
    key: index < IN_SIGHT ? String(index + 1) : undefined,
  }));
}

export function optionTitle(options: readonly Choice[], id: unknown): string {
  const option = options.find((each) => each.id === id);
  return option ? titled(option) : String(id);
}

export const choice: QuestionObject<'choice'> = {
  kind: 'choice',
  Control,
  describe: (spec, value) => optionTitle(spec.options, value),
  digit: (spec, _value, digit) => spec.options[digit - 1]?.id,
};
