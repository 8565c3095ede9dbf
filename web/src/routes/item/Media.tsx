// All media of an item: pictures with everybody's regions, texts with everybody's spans.
import { createMemo, For, Match, Switch, type Component } from 'solid-js';
import type { components } from '../../api/schema';
import type { Design, Item, PartUrls } from '../../api/types';
import { Picture } from './Picture';
import { TextPart } from './TextPart';
import type { Reader } from './readers';

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
  const pictures = () => places().filter((place) => place.urls !== undefined).length;
  return (
    <div class="media" classList={{ 'media-several': pictures() > 1 }}>
      <For each={places()}>
        {(place) => (
          <Switch>
            <Match when={place.urls?.kind === 'image' && place.urls}>
              {(urls) => (
                <figure class="media-picture">
                  <figcaption class="media-title">{place.title}</figcaption>
                  <Picture
                    title={place.title}
                    slot={place.slot}
                    part={place.part.id}
                    urls={urls()}
                    design={props.design}
                    readers={props.readers}
                    lit={props.lit}
                  />
                </figure>
              )}
            </Match>
            <Match when={place.text !== undefined}>
              <figure class="media-text">
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
    </div>
  );
};
