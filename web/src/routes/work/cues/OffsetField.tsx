// How late a claim is: written, by arrow keys, from the playhead, from evidence, or measured by ear and eye.
import { createEffect, createSignal, on, Show, type Component } from 'solid-js';
import type { DraftError } from '../../../model/draft';
import { readOffset } from '../../../model/time_words';
import type { Claim } from '../../../model/types';
import { advance } from '../focus';
import { hint } from '../hints';
import { useWork } from '../work';
import { evidenceStart } from './commands';
import { Measure } from './Measure';
import { cues as words } from './messages';
import { offsetWords, signedMs } from './offset_words';

const STEP_MS = 10;
const LEAP_MS = 100;

interface OffsetProps {
  claim: Claim;
  aspect: string;
  index: number;
  value: number | null;
  onChange: (part: Partial<DraftError>, gesture?: string) => void;
}

export const OffsetField: Component<OffsetProps> = (props) => {
  const work = useWork();
  const [measuring, setMeasuring] = createSignal(false);
  const [bad, setBad] = createSignal(false);
  let input!: HTMLInputElement;
  const set = (ms: number | null) => {
    setBad(false);
    props.onChange({ offset_ms: ms }, `offset:${props.claim.id}:${props.aspect}:${props.index}`);
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
  const start = () => props.claim.time?.start_ms ?? null;
  const fromEvidence = () => {
    const [mine, shown] = [start(), evidenceStart(work, props.claim.id, props.aspect)];
    return mine === null || shown === null ? null : mine - shown;
  };
  const fromHere = () => {
    const mine = start();
    return mine === null || !work.time ? null : mine - Math.round(work.time.now());
  };
  const measure = () => {
    if (props.claim.time && work.time) setMeasuring(true);
  };
  const close = (ms: number | null) => {
    setMeasuring(false);
    if (ms !== null) set(ms);
    queueMicrotask(() => input.focus());
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const letter = {
      m: measure,
      e: () => set(fromEvidence() ?? props.value),
      h: () => set(fromHere() ?? props.value),
    };
    if (step !== undefined) set((props.value ?? 0) + step * (event.shiftKey ? LEAP_MS : STEP_MS));
    else if (event.key === 'Enter' && !event.shiftKey) advance(input);
    else if (event.key === 'm' || event.key === 'e' || event.key === 'h') letter[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="offset">
      <div class="offset-line">
        <input
          ref={input}
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
      <div class="offset-line">
        <button
          type="button"
          class="claim-action offset-measure"
          disabled={!props.claim.time || !work.time}
          aria-expanded={measuring()}
          data-tip={words.measureTip}
          data-tip-keys={hint('measure_offset')}
          onClick={measure}
        >
          {words.measure} <kbd aria-hidden="true">M</kbd>
        </button>
        <button
          type="button"
          class="claim-action"
          disabled={fromEvidence() === null}
          data-tip={
            fromEvidence() === null ? words.noInterval : words.fromEvidenceTip(signedMs(fromEvidence() ?? 0))
          }
          onClick={() => set(fromEvidence())}
        >
          {words.fromEvidence} <kbd aria-hidden="true">E</kbd>
        </button>
        <button
          type="button"
          class="claim-action"
          disabled={!props.claim.time || !work.time}
          data-tip={words.fromHereTip}
          onClick={() => set(fromHere())}
        >
          {words.fromHere} <kbd aria-hidden="true">H</kbd>
        </button>
      </div>
      <Show when={measuring() && props.claim.time}>
        {(time) => <Measure claim={props.claim} time={time()} value={props.value ?? 0} onDone={close} />}
      </Show>
    </div>
  );
};
