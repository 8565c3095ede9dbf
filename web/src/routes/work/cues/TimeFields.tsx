// The times and the speaker of an own claim, to be written or taken from the playhead.
import { createSignal, createUniqueId, For, Show, type Component } from 'solid-js';
import { readTime, written } from '../../../model/time';
import type { Claim, TimeScope } from '../../../model/types';
import { FieldLine } from '../claims/FieldLine';
import { advance } from '../focus';
import { hint } from '../hints';
import { useWork } from '../work';
import { endHere, withEnd } from './commands';
import { cues as words } from './messages';

export const TimeFields: Component<{ claim: Claim }> = (props) => {
  const work = useWork();
  const list = createUniqueId();
  const change = (part: Partial<Claim>, field: string) =>
    work.edit({ kind: 'change_claim', id: props.claim.id, change: part }, `${field}:${props.claim.id}`);
  const set = (end: 'start' | 'end', ms: number) => {
    const time: TimeScope = withEnd(props.claim.time ?? { start_ms: ms, end_ms: ms }, end, ms);
    change({ time }, end);
  };
  const known = () => [...new Set(work.rows().flatMap(({ claim }) => claim.speaker ?? []))].sort();
  return (
    <div class="claim-details cue-fields">
      <TimeField end="start" ms={props.claim.time?.start_ms} onValue={(ms) => set('start', ms)} />
      <TimeField end="end" ms={props.claim.time?.end_ms} onValue={(ms) => set('end', ms)} />
      <FieldLine aside field="speaker" title={words.speaker}>
        <input
          class="input input-small"
          dir="auto"
          list={list}
          aria-label={words.speaker}
          placeholder={words.nobody}
          value={props.claim.speaker ?? ''}
          onInput={(event) => change({ speaker: event.currentTarget.value || null }, 'speaker')}
          onKeyDown={onEnter}
        />
        <datalist id={list}>
          <For each={known()}>{(speaker) => <option value={speaker} />}</For>
        </datalist>
      </FieldLine>
    </div>
  );
};

interface TimeFieldProps {
  end: 'start' | 'end';
  ms: number | undefined;
  onValue: (ms: number) => void;
}

const TimeField: Component<TimeFieldProps> = (props) => {
  const work = useWork();
  const [bad, setBad] = createSignal(false);
  const write = (field: HTMLInputElement) => {
    const ms = readTime(field.value);
    setBad(ms === null);
    if (ms !== null) props.onValue(Math.max(0, ms));
    if (ms !== null) field.value = written(Math.max(0, ms));
  };
  const title = () => (props.end === 'start' ? words.start : words.end);
  return (
    <FieldLine aside field={props.end} title={title()}>
      <div class="cue-field">
        <input
          class="input input-small cue-clock"
          inputmode="decimal"
          aria-label={title()}
          aria-invalid={bad()}
          data-tip={bad() ? words.notATime : undefined}
          value={props.ms === undefined ? '' : written(props.ms)}
          onChange={(event) => write(event.currentTarget)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') write(event.currentTarget);
            onEnter(event);
          }}
        />
        <Show when={work.time}>
          <button
            type="button"
            class="claim-action"
            data-tip={props.end === 'start' ? words.startHere : words.endHere}
            data-tip-keys={hint(props.end === 'start' ? 'start_here' : 'end_here')}
            onClick={() => endHere(work, props.end)}
          >
            {words.here}
          </button>
        </Show>
      </div>
    </FieldLine>
  );
};

function onEnter(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== 'Enter' || event.isComposing || event.ctrlKey) return;
  event.preventDefault();
  advance(event.currentTarget);
}
