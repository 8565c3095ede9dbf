// An ordered scale: a row of steps with what its values mean, or a slider when there are many.
import { For, Show, type Component } from 'solid-js';
import type { Json } from '../model/types';
import { Options } from './Options';
import type { ControlProps, QuestionObject, Spec } from './types';

/** More steps than this are a slider. */
const IN_SIGHT = 11;

const Control: Component<ControlProps<Spec<'scale'>>> = (props) => (
  <Show when={steps(props.spec).length <= IN_SIGHT} fallback={<Slider {...props} />}>
    <Options
      scale
      items={steps(props.spec).map((value) => ({
        id: String(value),
        title: String(value),
        key: Number.isInteger(value) && value >= 0 && value <= 9 ? String(value) : undefined,
        caption: anchor(props.spec, value),
      }))}
      chosen={props.value === undefined ? [] : [String(props.value)]}
      onToggle={(id) => props.onValue(Number(id) === props.value ? null : Number(id))}
      onDone={props.onDone}
      labelledBy={props.labelledBy}
      disabled={props.disabled}
    />
  </Show>
);

const Slider: Component<ControlProps<Spec<'scale'>>> = (props) => (
  <div class="question-slider">
    <input
      type="range"
      min={props.spec.min}
      max={props.spec.max}
      step={props.spec.step ?? 1}
      value={typeof props.value === 'number' ? props.value : (props.spec.min + props.spec.max) / 2}
      classList={{ 'question-unset': props.value === undefined }}
      aria-labelledby={props.labelledBy}
      aria-valuetext={typeof props.value === 'number' ? scale.describe(props.spec, props.value) : undefined}
      disabled={props.disabled}
      onInput={(event) => props.onValue(event.currentTarget.valueAsNumber)}
      onKeyDown={(event) => event.key === 'Enter' && props.onDone?.()}
    />
    <output>{typeof props.value === 'number' ? props.value : '–'}</output>
    <div class="question-anchors">
      <For each={props.spec.anchors ?? []}>
        {(each) => (
          <span>
            {each.value} {each.title}
          </span>
        )}
      </For>
    </div>
  </div>
);

export function steps(spec: Spec<'scale'>): number[] {
  const step = spec.step && spec.step > 0 ? spec.step : 1;
  const count = Math.floor((spec.max - spec.min) / step + 1e-9) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Number((spec.min + index * step).toFixed(9)),
  );
}

function anchor(spec: Spec<'scale'>, value: Json): string | undefined {
  return spec.anchors?.find((each) => each.value === value)?.title;
}

export const scale: QuestionObject<'scale'> = {
  kind: 'scale',
  Control,
  describe: (spec, value) => [String(value), anchor(spec, value)].filter(Boolean).join(' · '),
  digit: (spec, _value, digit) => (steps(spec).includes(digit) ? digit : undefined),
};
