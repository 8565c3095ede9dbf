// Play, where one is, how fast, what is repeated, and how loud each part is.
import { createMemo, createSignal, For, Show, type Component } from 'solid-js';
import { masterMs } from '../../../model/clock';
import { written } from '../../../model/time';
import { hint } from '../hints';
import { commandTitle } from '../dialogs/messages';
import { useWork } from '../work';
import { setChecking } from './checking';
import { loopSelection, RATES } from './commands';
import type { TimedMedium, Volume } from './medium';
import { time as words } from './messages';
import { TimeButton, TimeIcon } from './TimeIcon';
import type { MasterClock } from '.';

export const TransportBar: Component<{ clock: MasterClock }> = (props) => {
  const work = useWork();
  const now = () => Math.round(props.clock.now());
  const frame = createMemo(() => {
    const ms = props.clock.now();
    const framed = [work.activePane(), ...props.clock.media().map((medium) => medium.pane)];
    return framed.map((pane) => props.clock.frameAt(pane, ms)).find((found) => found !== null) ?? null;
  });
  const heard = () => props.clock.media().filter((medium) => medium.volume !== null);
  const shifted = () => props.clock.media().filter(({ clock }) => clock.offset_ms || clock.drift_ppm);
  const title = (medium: TimedMedium) =>
    work.panes.find((pane) => pane.key === medium.pane)?.title ?? medium.pane;
  return (
    <div class="transport" role="group" aria-label={words.bar}>
      <TimeButton
        icon="frame_back"
        label={commandTitle('step_back')}
        keys={hint('step_back')}
        onPress={() => props.clock.stepFrame(-1)}
      />
      <button
        type="button"
        class="transport-play"
        classList={{ 'transport-waiting': props.clock.waiting() }}
        aria-label={props.clock.playing() ? words.pause : words.play}
        data-tip={commandTitle('play_pause')}
        data-tip-keys={hint('play_pause')}
        onClick={() => props.clock.toggle()}
      >
        <TimeIcon name={props.clock.playing() ? 'pause' : 'play'} size={18} />
      </button>
      <TimeButton
        icon="frame_on"
        label={commandTitle('step_forward')}
        keys={hint('step_forward')}
        onPress={() => props.clock.stepFrame(1)}
      />
      <output class="transport-now" aria-label={words.now}>
        {written(now())}
      </output>
      <Show when={frame()}>
        {(found) => <span class="transport-frame">{words.frame(found().index)}</span>}
      </Show>
      <Seek clock={props.clock} now={now()} />
      <span class="transport-end">{written(props.clock.endMs)}</span>
      <select
        class="transport-rate"
        aria-label={words.rate}
        data-tip={words.rate}
        data-tip-keys={`${hint('slower')} ${hint('faster')}`}
        value={props.clock.rate()}
        onChange={(event) => props.clock.setRate(Number(event.currentTarget.value))}
      >
        <For each={RATES}>{(rate) => <option value={rate}>{words.rateOf(rate)}</option>}</For>
      </select>
      <TimeButton
        icon="loop"
        pressed={props.clock.loop() !== null}
        label={props.clock.loop() ? words.unloop : words.loop}
        keys={hint('loop_selection')}
        onPress={() => loopSelection(work, props.clock)}
      />
      <For each={shifted()}>
        {(medium) => (
          <span class="transport-offset" data-tip={offsetTip(title(medium), medium)}>
            {title(medium)} {words.offset(medium.clock.offset_ms ?? 0)}
          </span>
        )}
      </For>
      <For each={heard()}>
        {(medium) => (
          <Show when={medium.volume}>
            {(volume) => <Loudness title={title(medium)} alone={heard().length === 1} volume={volume()} />}
          </Show>
        )}
      </For>
      <TimeButton
        icon="metronome"
        label={words.calibration.open}
        keys={hint('check_sound')}
        onPress={() => setChecking(true)}
      />
    </div>
  );
};

function offsetTip(title: string, { clock }: TimedMedium): string {
  const drift = clock.drift_ppm ? words.driftTip(clock.drift_ppm) : '';
  return `${words.offsetTip(title, Math.round(masterMs(clock, 0)))}${drift}`;
}

/** A slider over the whole item; what plays goes on from where it is let go. */
const Seek: Component<{ clock: MasterClock; now: number }> = (props) => {
  const span = () => props.clock.endMs - props.clock.startMs;
  const share = (ms: number) => `${((ms - props.clock.startMs) / Math.max(1, span())) * 100}%`;
  return (
    <div class="transport-seek" style={{ '--at': share(props.now) }}>
      <span class="transport-track" />
      <Show when={props.clock.loop()}>
        {(loop) => (
          <span
            class="transport-looped"
            style={{
              'inset-inline-start': share(loop().startMs),
              'inset-inline-end': `calc(100% - ${share(loop().endMs)})`,
            }}
          />
        )}
      </Show>
      <input
        type="range"
        aria-label={words.seek}
        aria-valuetext={words.of(written(props.now), written(props.clock.endMs))}
        min={props.clock.startMs}
        max={props.clock.endMs}
        step="1"
        value={props.now}
        onInput={(event) => props.clock.seek(Number(event.currentTarget.value))}
      />
    </div>
  );
};

const Loudness: Component<{ title: string; alone: boolean; volume: Volume }> = (props) => {
  const [open, setOpen] = createSignal(false);
  const quiet = () => props.volume.muted() || props.volume.level() === 0;
  return (
    <div
      class="transport-volume"
      classList={{ 'transport-volume-open': open() }}
      onFocusIn={() => setOpen(true)}
      onFocusOut={() => setOpen(false)}
    >
      <button
        type="button"
        class="transport-mute"
        aria-pressed={quiet()}
        aria-label={quiet() ? words.unmute(props.title) : words.mute(props.title)}
        data-tip={quiet() ? words.unmute(props.title) : words.mute(props.title)}
        onClick={() => props.volume.setMuted(!props.volume.muted())}
      >
        <TimeIcon name={quiet() ? 'sound_off' : 'sound'} />
        <Show when={!props.alone}>
          <span class="transport-part">{props.title}</span>
        </Show>
      </button>
      <input
        type="range"
        class="transport-level"
        aria-label={words.volume(props.title)}
        min="0"
        max="1"
        step="0.05"
        value={props.volume.muted() ? 0 : props.volume.level()}
        onInput={(event) => {
          props.volume.setMuted(false);
          props.volume.setLevel(Number(event.currentTarget.value));
        }}
      />
    </div>
  );
};
