// The times of the selected region, editable as text, with channel and band; of a track the keyframe at the playhead.
import { createSignal, createUniqueId, For, Show, type Component } from 'solid-js';
import { keyframesOf } from '../../../editor/edits/track_of';
import { labelOf, titled } from '../../../model/design';
import { extent, lasting, readTime, written } from '../../../model/time';
import { keyframeBefore } from '../../../model/track';
import type { Attribute, IntervalPlace, Keyframe, Region } from '../../../model/types';
import { QuestionControl } from '../../../questions';
import { Select } from '../../../ui/Select';
import { useWork } from '../work';
import { channelsOf } from './marks';
import { timelineMessages as words } from './messages';
import { momentOf, nearest } from './tracks';

export const TimeFields: Component<{ region: Region }> = (props) => {
  const interval = () => (props.region.selector.type === 'interval' ? props.region.selector : undefined);
  const keyframes = () => keyframesOf(props.region) ?? undefined;
  return (
    <>
      <Show when={interval()}>{(place) => <IntervalFields region={props.region} place={place()} />}</Show>
      <Show when={keyframes()}>{(found) => <TrackFields region={props.region} keyframes={found()} />}</Show>
    </>
  );
};

interface IntervalProps {
  region: Region;
  place: IntervalPlace;
}

const IntervalFields: Component<IntervalProps> = (props) => {
  const work = useWork();
  const [wrong, setWrong] = createSignal<string | null>(null);
  const move = (changed: Partial<IntervalPlace>) => {
    setWrong(null);
    work.edit({ kind: 'move_region', id: props.region.id, selector: { ...props.place, ...changed } });
  };
  const time = (text: string, take: (ms: number) => Partial<IntervalPlace>): boolean => {
    const ms = readTime(text);
    const problem = ms === null ? words.fields.wrong : problemOf({ ...props.place, ...take(ms) });
    if (ms === null || problem !== null) return (setWrong(problem), false);
    move(take(ms));
    return true;
  };
  const problemOf = ({ start_ms, end_ms }: IntervalPlace): string | null => {
    if (end_ms < start_ms) return words.fields.backwards;
    const clock = work.time;
    const inside = !clock || (start_ms >= clock.startMs - 1 && end_ms <= clock.endMs + 1);
    return inside || !clock ? null : words.fields.outside(written(clock.startMs), written(clock.endMs));
  };
  const isPoint = () => props.place.start_ms === props.place.end_ms;
  const channels = () => channelsOf(work, props.region);
  const sampleRate = () => {
    const urls = work.media[`${props.region.slot}/${props.region.part}`];
    return (urls && 'sound' in urls ? urls.sound?.sample_rate : undefined) ?? 0;
  };
  const band = (field: 'low_hz' | 'high_hz', text: string): boolean => {
    const value = text.trim() === '' ? null : Number(text.replace(',', '.'));
    const next = { ...props.place, [field]: value };
    const highest = sampleRate() / 2;
    const [low, high] = [next.low_hz ?? 0, next.high_hz ?? highest];
    if (!(low >= 0 && low < high && high <= highest)) return (setWrong(words.fields.band(highest)), false);
    move({ [field]: value });
    return true;
  };
  return (
    <div class="time-fields">
      <Field
        label={isPoint() ? words.fields.at : words.fields.start}
        value={written(props.place.start_ms)}
        onValue={(text) => time(text, isPoint() ? bothEnds : startOnly)}
      />
      <Show when={!isPoint()}>
        <Field
          label={words.fields.end}
          value={written(props.place.end_ms)}
          onValue={(text) => time(text, (ms) => ({ end_ms: ms }))}
        />
        <p class="time-note">{words.fields.lasts(lasting(props.place.end_ms - props.place.start_ms))}</p>
      </Show>
      <Show when={wrong()}>
        <p class="time-wrong" role="alert">
          {wrong()}
        </p>
      </Show>
      <Show when={channels() > 1}>
        <label class="time-field">
          {words.fields.channel}
          <Select
            small
            aria-label={words.fields.channel}
            value={props.place.channel == null ? '' : String(props.place.channel)}
            options={[
              { value: '', title: words.fields.all },
              ...Array.from({ length: channels() }, (_, n) => ({
                value: String(n),
                title: words.channel(n, channels()),
              })),
            ]}
            onValue={(value) => move({ channel: value === '' ? null : Number(value) })}
          />
        </label>
      </Show>
      <Show when={sampleRate() > 0 && !isPoint()}>
        <Field
          label={words.fields.low}
          value={props.place.low_hz == null ? '' : String(props.place.low_hz)}
          onValue={(text) => band('low_hz', text)}
        />
        <Field
          label={words.fields.high}
          value={props.place.high_hz == null ? '' : String(props.place.high_hz)}
          onValue={(text) => band('high_hz', text)}
        />
      </Show>
    </div>
  );
};

const bothEnds = (ms: number) => ({ start_ms: ms, end_ms: ms });
const startOnly = (ms: number) => ({ start_ms: ms });

/** A text that counts once it is left or Enter is pressed; what cannot be read goes back. */
const Field: Component<{ label: string; value: string; onValue: (text: string) => boolean }> = (props) => {
  const id = createUniqueId();
  const commit = (input: HTMLInputElement) => {
    if (input.value !== props.value && !props.onValue(input.value)) input.value = props.value;
  };
  return (
    <label class="time-field" for={id}>
      {props.label}
      <input
        id={id}
        class="input input-small"
        inputmode="decimal"
        autocomplete="off"
        value={props.value}
        onChange={(event) => commit(event.currentTarget)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget)}
      />
    </label>
  );
};

interface TrackProps {
  region: Region;
  keyframes: readonly Keyframe[];
}

const TrackFields: Component<TrackProps> = (props) => {
  const work = useWork();
  const reach = () => extent(props.region.selector);
  const frames = () => (props.keyframes.at(-1)?.frame ?? 0) - (props.keyframes[0]?.frame ?? 0) + 1;
  const index = () => keyframeBefore(props.keyframes, work.time?.now() ?? 0);
  const keyframe = () => props.keyframes[index()];
  const attributes = () => labelOf(work.world.design, props.region.label)?.attributes ?? [];
  return (
    <div class="time-fields">
      <p class="time-note">
        <Show when={reach()}>
          {(found) => `${written(found().start_ms)} – ${written(found().end_ms)} · `}
        </Show>
        {words.fields.course(props.keyframes.length, frames())}
      </p>
      <Show when={attributes().length > 0 && momentOf(work, props.region)}>
        {(at) => (
          <div class="time-note">
            <strong>{words.fields.here(at().frame)}</strong>
            <For each={attributes()}>
              {(attribute) => <AttributeFromHere {...props} attribute={attribute} before={keyframe()} />}
            </For>
          </div>
        )}
      </Show>
    </div>
  );
};

/** An attribute that holds from the frame at the playhead on; the frame becomes a keyframe where it is none. */
const AttributeFromHere: Component<TrackProps & { attribute: Attribute; before: Keyframe | undefined }> = (
  props,
) => {
  const work = useWork();
  const named = createUniqueId();
  const value = () => {
    const until = props.keyframes.slice(0, keyframeBefore(props.keyframes, work.time?.now() ?? 0) + 1);
    const { id } = props.attribute;
    return until.map((each) => each.attributes?.[id]).findLast((given) => given !== undefined);
  };
  return (
    <div class="inspector-field" data-field={`keyframe:${props.attribute.id}`}>
      <span id={named} class="question-title">
        {titled(props.attribute)}
      </span>
      <QuestionControl
        spec={props.attribute}
        value={value()}
        labelledBy={named}
        onValue={(given) => {
          const at = momentOf(work, props.region);
          if (!at) return;
          const { time_ms, frame } = at;
          const known = props.keyframes.some((each) => each.frame === frame);
          const shape = nearest(props.keyframes, time_ms);
          if (!known && !shape) return;
          const made =
            !known && shape
              ? [{ kind: 'set_keyframe', region: props.region.id, time_ms, frame, shape } as const]
              : [];
          work.document.edits([
            ...made,
            {
              kind: 'set_keyframe_attribute',
              region: props.region.id,
              frame,
              attribute: props.attribute.id,
              value: given,
            },
          ]);
        }}
      />
    </div>
  );
};
