// A picture with the regions of several people over it.
import { createEffect, createMemo, lazy, on, Suspense, type Component } from 'solid-js';
import type { Design, ImageUrls, Region } from '../../api/types';
import type { ImageSource, Stage, StageEvents, StageRegion } from '../../modalities/image/contract';
import type { Shape } from '../../model/geometry/types';
import { IconButton } from '../../ui/IconButton';
import { Skeleton } from '../../ui/Skeleton';
import { messages } from './messages';
import type { Reader } from './readers';
import { title } from './titles';

const Viewer = lazy(async () => ({ default: (await import('../../modalities/image')).image.Viewer }));

function source(urls: ImageUrls): ImageSource {
  return {
    width: urls.width,
    height: urls.height,
    display: urls.display,
    tile: urls.tile ?? null,
    tileSize: urls.tile_size,
    levels: urls.levels,
    thumbnail: urls.thumbnail,
  };
}

/** The place as the stage draws it; null for a place that is not on a picture. */
function shape(region: Region): Shape | null {
  const selector = region.selector;
  switch (selector.type) {
    case 'text':
    case 'none':
    case 'interval':
    case 'track':
      return null;
    case 'box':
    case 'ellipse':
      return { ...selector, rotation: selector.rotation ?? 0 };
    case 'polygon':
      return {
        type: 'polygon',
        points: selector.points.map(point),
        holes: (selector.holes ?? []).map((hole) => hole.map(point)),
      };
    case 'polyline':
      return { type: 'polyline', points: selector.points.map(point) };
    case 'points':
      return { type: 'points', points: selector.points.map(point) };
    case 'mask':
    case 'whole':
      return selector;
  }
}

/** The generated schema says a list of numbers a coordinate; on the wire a point is two numbers. */
function point(pair: readonly unknown[]): [number, number] {
  return [Number(pair[0]), Number(pair[1])];
}

export interface PictureProps {
  title: string;
  slot: string;
  part: string;
  urls: ImageUrls;
  design: Design;
  readers: readonly Reader[];
  lit: ReadonlySet<string>;
  faint?: ReadonlySet<string>;
}

export const Picture: Component<PictureProps> = (props) => {
  let stage: Stage | undefined;
  const regions = createMemo<StageRegion[]>(() =>
    props.readers.flatMap((reader) =>
      (reader.annotation.body.regions ?? []).flatMap((region): StageRegion[] => {
        if (region.slot !== props.slot || region.part !== props.part) return [];
        const place = shape(region);
        if (!place) return [];
        const id = `${reader.annotation.id}/${region.id}`;
        const label = region.label ? `: ${title(props.design.ontology?.labels, region.label)}` : '';
        const plain = props.faint?.has(id) ? 'dim' : 'none';
        const emphasis = props.lit.size === 0 ? plain : props.lit.has(id) ? 'lit' : 'dim';
        return [
          {
            id,
            selector: place,
            color: reader.color,
            line: reader.line,
            title: reader.name + label,
            locked: true,
            emphasis,
          },
        ];
      }),
    ),
  );
  createEffect(
    on(
      () => props.lit,
      (lit) => {
        const first = regions().find((region) => lit.has(region.id));
        if (first) stage?.reveal(first.selector);
      },
      { defer: true },
    ),
  );
  const nothing = () => undefined;
  const events: StageEvents = {
    draw: nothing,
    change: nothing,
    select: nothing,
    hover: nothing,
    view: nothing,
    say: nothing,
  };
  return (
    <div class="picture">
      <Suspense fallback={<Skeleton shape="block" />}>
        <Viewer
          source={source(props.urls)}
          regions={regions()}
          tool="select"
          selected={[]}
          color="#56B4E9"
          locked
          events={events}
          label={messages.viewer(props.title)}
          ref={(handle) => (stage = handle)}
        />
      </Suspense>
      <div class="picture-tools">
        <IconButton icon="fit" small look="plain" label={messages.fit} onClick={() => stage?.fit()} />
        <IconButton
          icon="pixels"
          small
          look="plain"
          label={messages.oneToOne}
          onClick={() => stage?.oneToOne()}
        />
      </div>
    </div>
  );
};
