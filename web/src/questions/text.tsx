// Free text. Enter goes on from a single line; Shift Enter, or Enter in many lines, breaks the line.
import { Show, type Component } from 'solid-js';
import { codePoints } from '../model/text';
import { questionMessages } from './messages';
import type { ControlProps, QuestionObject, Spec } from './types';

const Control: Component<ControlProps<Spec<'text'>>> = (props) => {
  const value = () => (typeof props.value === 'string' ? props.value : '');
  const left = () => (props.spec.max_length == null ? null : props.spec.max_length - codePoints(value()));
  const input = (text: string) => {
    const max = props.spec.max_length;
    const kept = max == null ? text : [...text].slice(0, max).join('');
    props.onValue(kept === '' ? null : kept);
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.shiftKey) return;
    if (props.spec.multiline) return;
    event.preventDefault();
    props.onDone?.();
  };
  return (
    <>
      <textarea
        class="input question-text"
        dir="auto"
        rows={props.spec.multiline ? 3 : 1}
        aria-labelledby={props.labelledBy}
        disabled={props.disabled}
        value={value()}
        onInput={(event) => input(event.currentTarget.value)}
        onKeyDown={keydown}
      />
      <Show when={left() !== null && (left() ?? 0) < 40}>
        <p class="question-hint">{questionMessages.left(left() ?? 0)}</p>
      </Show>
    </>
  );
};

export const text: QuestionObject<'text'> = {
  kind: 'text',
  Control,
  describe: (_spec, value) => String(value),
  digit: () => undefined,
};
