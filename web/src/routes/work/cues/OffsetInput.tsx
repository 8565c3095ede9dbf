// How late a claim is, as a number in a field: written, or moved by arrow keys; letters do what stands beside it.
import { createEffect, createSignal, on, Show, type Component } from 'solid-js';
import { readOffset } from '../../../model/time_words';
import { cues as words } from './messages';
import { offsetWords, signedMs } from './offset_words';
import './offset.css';

const STEP_MS = 10;
const LEAP_MS = 100;

export interface OffsetInputProps {
  value: number | null;
  onValue: (ms: number | null) => void;
  onEnter: (input: HTMLInputElement) => void;
  /** What letters do; a number has none. */
  letters: Readonly<Record<string, () => void>>;
  ref?: (input: HTMLInputElement) => void;
}

export const OffsetInput: Component<OffsetInputProps> = (props) => {
  const [bad, setBad] = createSignal(false);
  let input!: HTMLInputElement;
  const set = (ms: number | null) => {
    setBad(false);
    props.onValue(ms);
  };
  /** What is written stays as it was written until something else sets the value. */
  createEffect(
    on(
      () => props.value,
      (ms) => {
        if (readOffset(input.value) !== ms) input.value = ms === null ? '' : signedMs(ms);
      },
    ),
  );
  const write = () => {
    const blank = input.value.trim() === '';
    const ms = blank ? null : readOffset(input.value);
    if (blank || ms !== null) set(ms);
    else setBad(!/^[+\-−]$/.test(input.value.trim()));
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const letter = props.letters[event.key];
    if (step !== undefined) set((props.value ?? 0) + step * (event.shiftKey ? LEAP_MS : STEP_MS));
    else if (event.key === 'Enter' && !event.shiftKey) props.onEnter(input);
    else if (letter) letter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="offset-line">
      <input
        ref={(element) => {
          input = element;
          props.ref?.(element);
        }}
        class="input input-small offset-input"
        inputmode="numeric"
        autocomplete="off"
        aria-label={words.offsetName}
        aria-invalid={bad()}
        placeholder="0"
        data-tip={bad() ? words.notANumber : words.keys}
        onInput={write}
        onBlur={() => {
          setBad(false);
          input.value = props.value === null ? '' : signedMs(props.value);
        }}
        onKeyDown={keydown}
      />
      <span class="offset-unit">ms</span>
      <Show when={props.value}>{(ms) => <span class="cue-late">{offsetWords(ms())}</span>}</Show>
      <Show when={bad()}>
        <span class="offset-bad" role="alert">
          {words.notANumber}
        </span>
      </Show>
    </div>
  );
};
