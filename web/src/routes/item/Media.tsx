// All media of an item: pictures with everybody's regions, texts with everybody's spans, films and sounds in time.
import { createMemo, For, lazy, Match, onCleanup, Show, Suspense, Switch, type Component } from 'solid-js';
import type { components } from '../../api/schema';
import type { Design, Item, PartUrls } from '../../api/types';
import { Skeleton } from '../../ui/Skeleton';
import { Picture } from './Picture';
import { watchSeen } from './seen';
import { TextPart } from './TextPart';
import type { Reader } from './readers';

const TimeView = lazy(() => import('./in_time/TimeView'));

type Part = components['schemas']['Part'];

interface Place {
  slot: string;
  title: string;
  part: Part;
  urls: PartUrls | undefined;
  text: string | undefined;
}

export interface MediaProps {
  design: Design;
  item: Item;
  media: Readonly<Record<string, PartUrls>>;
  /** Those whose regions are shown. */
  readers: readonly Reader[];
  /** Regions to light up, as `annotation/region`. */
  lit: ReadonlySet<string>;
  /** Regions that stand back behind the others, as `annotation/region`. */
  faint?: ReadonlySet<string>;
  /** The time to be at, in milliseconds of the master clock. */
  spot?: number | null;
  /** Told of the clock of an item that has times. */
  onClock?: (clock: { now: () => number } | undefined) => void;
  /** A part, as `slot/part`, was in sight. */
  onSee?: (place: string) => void;
}

export const Media: Component<MediaProps> = (props) => {
  const places = createMemo(() =>
    props.design.slots.flatMap((slot) =>
      (props.item.slots[slot.id] ?? []).map((part, index, parts): Place => ({
        slot: slot.id,
        title: `${slot.title || slot.id}${parts.length > 1 ? ` ${index + 1}` : ''}`,
        part,
        urls: props.media[`${slot.id}/${part.id}`],
        text: part.content === 'text' ? part.text : undefined,
      })),
    ),
  );
  const watch = (element: Element, ...seen: readonly string[]) => {
    // eslint-disable-next-line solid/reactivity -- called whenever it is seen
    if (props.onSee) onCleanup(watchSeen(element, () => seen.forEach((place) => props.onSee?.(place))));
  };
  const key = (place: Place) => `${place.slot}/${place.part.id}`;
  const pictures = () => places().filter((place) => place.urls?.kind === 'image').length;
  /** What brings a duration, and texts with cues, stand on one timeline. */
  const timed = createMemo(() =>
    places().flatMap(({ slot, title, part, urls, text }) => {
      const cues = part.content === 'text' ? (part.cues ?? []) : [];
      if (!(urls && 'duration_ms' in urls) && cues.length === 0) return [];
      const kind = props.design.slots.find((each) => each.id === slot)?.kind ?? 'text';
      return [{ key: `${slot}/${part.id}`, slot, part: part.id, title, kind, urls, cues, text: text ?? '' }];
    }),
  );
  return (
    <div class="media" classList={{ 'media-several': pictures() > 1 }}>
      <For each={places()}>
        {(place) => (
          <Switch>
            <Match when={place.urls?.kind === 'image' && place.urls}>
              {(urls) => (
                <figure class="media-picture" ref={(element) => watch(element, key(place))}>
                  <figcaption class="media-title">{place.title}</figcaption>
                  <Picture
                    title={place.title}
                    slot={place.slot}
                    part={place.part.id}
                    urls={urls()}
                    design={props.design}
                    readers={props.readers}
                    lit={props.lit}
                    faint={props.faint}
                  />
                </figure>
              )}
            </Match>
            <Match when={place.text !== undefined}>
              <figure class="media-text" ref={(element) => watch(element, key(place))}>
                <figcaption class="media-title">{place.title}</figcaption>
                <TextPart
                  text={place.text ?? ''}
                  slot={place.slot}
                  part={place.part.id}
                  design={props.design}
                  readers={props.readers}
                  lit={props.lit}
                />
              </figure>
            </Match>
          </Switch>
        )}
      </For>
      <Show when={timed().length > 0}>
        <div ref={(element) => watch(element, ...timed().map((place) => place.key))}>
          <Suspense fallback={<Skeleton shape="block" />}>
            <TimeView {...props} places={timed()} />
          </Suspense>
        </div>
      </Show>
    </div>
  );
};
