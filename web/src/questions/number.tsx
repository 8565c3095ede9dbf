// A number with its unit. What is no number yet stays in the field and is not an answer.
import { createSignal, Show, type Component } from 'solid-js';
import { questionMessages } from './messages';
import type { ControlProps, QuestionObject, Spec } from './types';

const Control: Component<ControlProps<Spec<'number'>>> = (props) => {
  const [typed, setTyped] = createSignal<string | null>(null);
  const wrong = () => typed() !== null && typed() !== '' && parsed(props.spec, typed() ?? '') === null;
  const input = (text: string) => {
    setTyped(text);
    props.onValue(parsed(props.spec, text));
  };
  return (
    <div class="question-number">
      <input
        class="input"
        inputmode="decimal"
        autocomplete="off"
        aria-labelledby={props.labelledBy}
        aria-invalid={wrong() || undefined}
        disabled={props.disabled}
        value={typed() ?? (typeof props.value === 'number' ? String(props.value) : '')}
        onInput={(event) => input(event.currentTarget.value)}
        onBlur={() => !wrong() && setTyped(null)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing || event.ctrlKey) return;
          event.preventDefault();
          props.onDone?.();
        }}
      />
      <Show when={props.spec.unit}>
        <span class="question-unit">{props.spec.unit}</span>
      </Show>
      <Show when={wrong() || range(props.spec)}>
        <span class="question-hint" classList={{ 'question-wrong': wrong() }}>
          {wrong() ? `${questionMessages.notANumber} ${range(props.spec)}` : range(props.spec)}
        </span>
      </Show>
    </div>
  );
};

/** The number that was typed, with a comma or a point, if it is one that the question allows. */
export function parsed(spec: Spec<'number'>, text: string): number | null {
  const clean = text.trim().replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(clean)) return null;
  const value = Number(clean);
  if (spec.integer && !Number.isInteger(value)) return null;
  const tooSmall = spec.min != null && value < spec.min;
  const tooLarge = spec.max != null && value > spec.max;
  return tooSmall || tooLarge ? null : value;
}

function range(spec: Spec<'number'>): string {
  const { min, max } = spec;
  if (min != null && max != null) return questionMessages.between(String(min), String(max));
  if (min != null) return questionMessages.atLeast(String(min));
  if (max != null) return questionMessages.atMost(String(max));
  return '';
}

export const number: QuestionObject<'number'> = {
  kind: 'number',
  Control,
  describe: (spec, value) => [String(value), spec.unit].filter(Boolean).join(' '),
  digit: () => undefined,
};
