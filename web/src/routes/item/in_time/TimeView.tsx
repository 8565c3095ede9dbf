// The media of an item that have a time, on one clock, with everybody's intervals and tracks over one timeline.
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
  type Component,
} from 'solid-js';
import type { Design, Item, PartUrls } from '../../../api/types';
import { Player } from '../../../modalities/player';
import { CanvasTimeline, type TimelineEvents, type TimelineLane } from '../../../modalities/timeline';
import { video, type VideoHandle } from '../../../modalities/video';
import type { VideoEvents } from '../../../modalities/video/contract';
import { clockOf, extentOf, masterMs, type Extent } from '../../../model/clock';
import { written } from '../../../model/time';
import type { VideoUrls, World } from '../../../model/types';
import { Button } from '../../../ui/Button';
import { mediumOf } from '../../work/panes/on_clock';
import { laneBackdrops } from '../../work/panes/lanes';
import { createClock, type MasterClock } from '../../work/timing';
import { TimeIcon } from '../../work/timing/TimeIcon';
import { messages } from '../messages';
import type { Reader } from '../readers';
import { readerMarks, readerTracks } from './marks';
import './in_time.css';

export interface TimedPlace {
  readonly key: string;
  readonly slot: string;
  readonly part: string;
  readonly title: string;
  readonly kind: Design['slots'][number]['kind'];
  readonly urls: PartUrls | undefined;
  readonly cues: readonly { start: number; end: number; start_ms: number; end_ms: number }[];
  readonly text: string;
}

export interface TimeViewProps {
  design: Design;
  item: Item;
  media: Readonly<Record<string, PartUrls>>;
  places: readonly TimedPlace[];
  readers: readonly Reader[];
  lit: ReadonlySet<string>;
  spot?: number | null;
  onClock?: (clock: MasterClock | undefined) => void;
}

const nothing = () => undefined;

/** One clock an item; another item makes another one. */
const TimeView: Component<TimeViewProps> = (props) => {
  const started = createMemo(() => {
    const world = worldOf(props.design, props.item);
    const extent = extentOf(world, props.media);
    return extent && { world, extent };
  });
  return (
    <Show when={started()} keyed>
      {({ world, extent }) => <Timed {...props} world={world} extent={extent} />}
    </Show>
  );
};

const Timed: Component<TimeViewProps & { world: World; extent: Extent }> = (props) => {
  // eslint-disable-next-line solid/reactivity
  const clock = createClock(props.extent, () => '');
  onMount(() => props.onClock?.(clock));
  onCleanup(() => props.onClock?.(undefined));
  createEffect(() => props.spot != null && clock.seek(props.spot));
  return (
    <div class="in-time">
      <div class="in-time-films">
        <For each={props.places}>
          {(place) => (
            <>
              <Show when={place.urls?.kind === 'video' && place.urls}>
                {(urls) => <Film {...props} place={place} urls={urls()} clock={clock} world={props.world} />}
              </Show>
              <Show when={place.urls?.kind === 'audio' && place.urls}>
                {(urls) => (
                  <Sound
                    place={place}
                    play={urls().play}
                    durationMs={urls().duration_ms}
                    clock={clock}
                    world={props.world}
                  />
                )}
              </Show>
            </>
          )}
        </For>
      </div>
      <Controls clock={clock} />
      <Lanes {...props} clock={clock} world={props.world} />
    </div>
  );
};

export default TimeView;

/** What the clock asks of an item; its types are the same on the wire. */
function worldOf(design: Design, item: Item): World {
  return { design, item: item as World['item'] };
}

interface OnClock {
  place: TimedPlace;
  clock: MasterClock;
  world: World;
}

const Film: Component<TimeViewProps & OnClock & { urls: VideoUrls }> = (props) => {
  const [handle, setHandle] = createSignal<VideoHandle>();
  const medium = createMemo(() => {
    const made = handle();
    if (!made) return undefined;
    const sounds = props.urls.sound != null;
    const played = { pane: props.place, durationMs: props.urls.duration_ms, sounds };
    return mediumOf({ world: props.world }, made.player, made.changes, played);
  });
  createEffect(() => {
    const found = medium();
    if (found) onCleanup(props.clock.attach(found));
  });
  const shownMs = createMemo(() => {
    handle()?.changes();
    const now = props.clock.now();
    return props.clock.frameAt(props.place.key, now)?.ms ?? Math.round(now);
  });
  const regions = createMemo(() => readerTracks(props.readers, props.place, props.design, props.lit));
  const source = createMemo(() => ({
    ...props.urls,
    thumbnail: props.urls.thumbnail ?? null,
    sounds: props.urls.sound != null,
  }));
  const events: VideoEvents = {
    draw: nothing,
    change: nothing,
    select: nothing,
    hover: nothing,
    view: nothing,
    say: nothing,
    begun: nothing,
    idle: nothing,
  };
  return (
    <figure class="media-picture">
      <figcaption class="media-title">{props.place.title}</figcaption>
      <div
        class="picture in-time-film"
        style={{ 'aspect-ratio': `${props.urls.width} / ${props.urls.height}` }}
      >
        <video.Viewer
          source={source()}
          regions={regions()}
          shownMs={shownMs()}
          tool="select"
          selected={[]}
          color="#56B4E9"
          locked
          events={events}
          label={messages.viewer(props.place.title)}
          ref={(made) => setHandle(() => made)}
        />
      </div>
    </figure>
  );
};

const Sound: Component<OnClock & { play: string; durationMs: number }> = (props) => {
  const [changes, setChanges] = createSignal(0);
  onMount(() => {
    const element = document.createElement('audio');
    element.preload = 'auto';
    element.src = props.play;
    const player = new Player(element, true, { changed: () => setChanges((count) => count + 1) });
    const played = { pane: props.place, durationMs: props.durationMs, sounds: true };
    onCleanup(props.clock.attach(mediumOf({ world: props.world }, player, changes, played)));
    onCleanup(() => player.destroy());
  });
  return null;
};

const Controls: Component<{ clock: MasterClock }> = (props) => (
  <div class="in-time-controls">
    <Button small onClick={() => props.clock.toggle()}>
      <TimeIcon name={props.clock.playing() ? 'pause' : 'play'} />
      {props.clock.playing() ? messages.pause : messages.play}
    </Button>
    <output class="in-time-now">{written(props.clock.now())}</output>
    <span class="muted small">{messages.ofTime(written(props.clock.endMs))}</span>
  </div>
);

const Lanes: Component<TimeViewProps & { clock: MasterClock; world: World }> = (props) => {
  let host!: HTMLDivElement;
  const [height, setHeight] = createSignal(120);
  // eslint-disable-next-line solid/reactivity
  const { clock } = props;
  onMount(() => {
    const timeline = new CanvasTimeline(host, eventsOf(clock), messages.timeline);
    timeline.setExtent(clock);
    const fixed = props.places.map((place) => ({ place, ...fixedOf(place, props.world, clock) }));
    const lanes = createMemo(() =>
      fixed.map(({ place, ...rest }): TimelineLane => {
        const groups = new Map(props.readers.map((reader) => [reader.annotation.id, reader.name]));
        const marks = [...cuesOf(place), ...readerMarks(props.readers, place, props.design, props.lit)];
        return {
          key: place.key,
          title: place.title,
          marks,
          groups: place.urls ? groups : new Map([['', '']]),
          draws: false,
          ...rest,
        };
      }),
    );
    createEffect(() => {
      timeline.setLanes(lanes());
      setHeight(Math.min(420, Math.max(120, timeline.contentHeight)));
    });
    createEffect(() => timeline.setNow(clock.now(), clock.playing()));
    createEffect(() => timeline.setLoop(clock.loop()));
    createEffect(
      on(
        () => props.lit,
        (lit) => {
          const first = lanes()
            .flatMap((lane) => lane.marks)
            .find((mark) => lit.has(mark.id));
          if (!first) return;
          timeline.reveal(first, first.id);
          clock.seek(first.startMs);
        },
        { defer: true },
      ),
    );
    onCleanup(() => timeline.destroy());
  });
  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.code === 'Space') clock.toggle();
    else if (event.key === '.' || event.key === ',') clock.stepFrame(event.key === '.' ? 1 : -1);
    else return;
    event.preventDefault();
  };
  return <div ref={host} class="in-time-lanes" style={{ height: `${height()}px` }} onKeyDown={keydown} />;
};

function fixedOf(place: TimedPlace, world: World, clock: MasterClock) {
  const { urls } = place;
  if (!urls || !('duration_ms' in urls)) return { startMs: clock.startMs, endMs: clock.endMs, backdrops: [] };
  const own = clockOf(world, place.slot, place.part);
  const stretch = { startMs: masterMs(own, 0), endMs: masterMs(own, urls.duration_ms) };
  return { ...stretch, backdrops: laneBackdrops[place.kind](urls, own) };
}

function cuesOf({ cues, text, key }: TimedPlace) {
  const letters = [...text];
  return cues.map((cue, index) => ({
    id: `${key}:${index}`,
    startMs: cue.start_ms,
    endMs: cue.end_ms,
    title: letters.slice(cue.start, cue.end).join('').replaceAll('\n', ' '),
    color: '#8b8b86',
    line: 'solid' as const,
    emphasis: 'none' as const,
    group: '',
    locked: true,
  }));
}

function eventsOf(clock: MasterClock): TimelineEvents {
  return {
    seek: (ms) => clock.seek(ms),
    draw: nothing,
    change: nothing,
    keyframe: nothing,
    select: nothing,
    hover: nothing,
    lane: nothing,
    loop: (range) => clock.setLoop(range),
    frame: (ms, by) => ms + by * 40,
    say: nothing,
  };
}
