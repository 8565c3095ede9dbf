// How late a claim is: written, by arrow keys, from the playhead, from evidence, or measured by ear and eye.
import { createSignal, Show, type Component } from 'solid-js';
import type { DraftError } from '../../../model/draft';
import type { Claim } from '../../../model/types';
import { advance } from '../focus';
import { hint } from '../hints';
import { useWork } from '../work';
import { evidenceStart } from './commands';
import { Measure } from './Measure';
import { cues as words } from './messages';
import { signedMs } from './offset_words';
import { OffsetInput } from './OffsetInput';

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
  let input!: HTMLInputElement;
  const set = (ms: number | null) =>
    props.onChange({ offset_ms: ms }, `offset:${props.claim.id}:${props.aspect}:${props.index}`);
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
  const letters = {
    m: measure,
    e: () => set(fromEvidence() ?? props.value),
    h: () => set(fromHere() ?? props.value),
  };
  return (
    <div class="offset">
      <OffsetInput
        value={props.value}
        onValue={set}
        onEnter={advance}
        letters={letters}
        ref={(element) => (input = element)}
      />
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
