// Sounds on the workbench: the wave on the master clock, with the intervals of this draft.
import { createMemo, createSignal, onCleanup, Show, untrack, type Component, type JSX } from 'solid-js';
import { audio, type AudioHandle } from '../../../modalities/audio';
import type { AudioBand } from '../../../modalities/audio/contract';
import { clockOf } from '../../../model/clock';
import { extent } from '../../../model/time';
import type { AudioUrls } from '../../../model/types';
import { regionLook } from '../looks';
import { useWork } from '../work';
import { attach, mediumOf } from './on_clock';
import type { PaneHandle, PaneProps } from './types';

export const AudioPane: Component<PaneProps> = (props) => {
  const work = useWork();
  const urls = () => {
    const found = work.media[props.pane.key];
    return found?.kind === 'audio' ? found : undefined;
  };
  return <Show when={urls()}>{(found) => <Sound {...props} urls={found()} />}</Show>;
};

function Sound(props: PaneProps & { urls: AudioUrls }): JSX.Element {
  const work = useWork();
  let host!: HTMLDivElement;
  const [handle, setHandle] = createSignal<AudioHandle>();
  const medium = createMemo(() => {
    const made = handle();
    const played = { pane: props.pane, durationMs: props.urls.duration_ms, sounds: true };
    return made && mediumOf(work, made.player, made.changes, played);
  });
  // `attach` reads it within an effect of its own.
  // eslint-disable-next-line solid/reactivity
  attach(work, () => medium());
  const source = createMemo(() => {
    const { play, duration_ms: durationMs, sound } = props.urls;
    return {
      play,
      durationMs,
      peaks: sound.peaks,
      spectrogram: sound.spectrogram,
      channels: sound.channels,
      sampleRate: sound.sample_rate,
      clock: clockOf(work.world, props.pane.slot, props.pane.part),
    };
  });
  const bands = createMemo(() =>
    work.draft().regions.flatMap((region): AudioBand[] => {
      const { id, selector, slot, part } = region;
      const here = slot === props.pane.slot && part === props.pane.part;
      if (!here || selector.type !== 'interval' || work.allHidden() || work.hidden().has(id)) return [];
      const { color, title, emphasis } = regionLook(work, region);
      const lit = work.selected().includes(id) ? 'lit' : emphasis;
      const { start_ms: startMs, end_ms: endMs, channel } = selector;
      return [{ id, startMs, endMs, color, title, emphasis: lit, channel: channel ?? null }];
    }),
  );
  const pane: PaneHandle = {
    focus: () => handle()?.focus(),
    reveal: (place) => {
      const found = extent(place);
      if (found) handle()?.reveal(found.start_ms, found.end_ms);
    },
    anchor: (id) => {
      const [band, made] = [bands().find((each) => each.id === id), handle()];
      if (!band || !made) return null;
      const { left, top, width, height } = host.getBoundingClientRect();
      const [from, to] = [Math.max(0, made.x(band.startMs)), Math.min(width, made.x(band.endMs))];
      return to < from ? null : new DOMRect(left + from, top + 70, to - from, height - 92);
    },
    at: (x, y) => {
      const { left, top, right, bottom } = host.getBoundingClientRect();
      const inside = x >= left && x <= right && y >= top && y <= bottom;
      return inside ? (handle()?.bandAt(x - left) ?? null) : null;
    },
    fit: () => handle()?.fit(),
    zoomBy: (factor) => handle()?.zoomBy(factor),
  };
  untrack(() => work.handles.set(props.pane.key, pane));
  onCleanup(() => work.handles.delete(props.pane.key));
  return (
    <div ref={host} class="pane-image pane-audio">
      <audio.Viewer
        source={source()}
        regions={bands()}
        nowMs={work.time?.now() ?? 0}
        playing={work.time?.playing() ?? false}
        tool="select"
        selected={work.selected()}
        color=""
        events={{ seek: (ms) => work.time?.seek(ms), select: (ids) => work.setSelected(ids) }}
        label={props.pane.title}
        ref={(made) => setHandle(() => made)}
      />
    </div>
  );
}
