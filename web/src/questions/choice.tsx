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

/** Options with the digits that choose them: the one that the design gives, else the next that is free. */
export function optionItems(options: readonly Choice[]) {
  const declared = options.flatMap(({ hotkey }) => (hotkey && /^\d$/.test(hotkey) ? [hotkey] : []));
  const own = new Set(declared.filter((digit, index) => declared.indexOf(digit) === index));
  const free = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(String).filter((digit) => !own.has(digit));
  return options.map((option) => ({
    id: option.id,
    title: titled(option),
    help: option.help,
    key: own.delete(option.hotkey ?? '') ? (option.hotkey ?? undefined) : free.shift(),
  }));
}

/** The option that a digit chooses. */
export function optionByDigit(options: readonly Choice[], digit: number): string | undefined {
  return optionItems(options).find((item) => item.key === String(digit))?.id;
}

export function optionTitle(options: readonly Choice[], id: unknown): string {
  const option = options.find((each) => each.id === id);
  return option ? titled(option) : String(id);
}

export const choice: QuestionObject<'choice'> = {
  kind: 'choice',
  Control,
  describe: (spec, value) => optionTitle(spec.options, value),
  digit: (spec, _value, digit) => optionByDigit(spec.options, digit),
};
