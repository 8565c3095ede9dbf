// What several people marked in time, as marks on one timeline: a row for each person, in their colour and line.
import type { Region } from '../../../api/types';
import type { TimelineMark } from '../../../modalities/timeline';
import type { VideoRegion } from '../../../modalities/video/contract';
import type { Attributes, Design, Json, Keyframe, TrackShape } from '../../../model/types';
import { course } from '../../work/timeline/marks';
import type { Reader } from '../readers';
import { title } from '../titles';

interface Marked {
  readonly id: string;
  readonly reader: Reader;
  readonly region: Region;
  readonly label: string;
}

function marked(readers: readonly Reader[], slot: string, part: string, design: Design): Marked[] {
  return readers.flatMap((reader) =>
    (reader.annotation.body.regions ?? [])
      .filter((region) => region.slot === slot && region.part === part)
      .map((region) => ({
        id: `${reader.annotation.id}/${region.id}`,
        reader,
        region,
        label: region.label ? title(design.ontology?.labels, region.label) : '',
      })),
  );
}

const emphasised = (lit: ReadonlySet<string>, id: string) =>
  lit.size === 0 ? 'none' : lit.has(id) ? 'lit' : 'dim';

export function readerMarks(
  readers: readonly Reader[],
  place: { slot: string; part: string },
  design: Design,
  lit: ReadonlySet<string>,
): TimelineMark[] {
  return marked(readers, place.slot, place.part, design).flatMap(({ id, reader, region, label }) => {
    const stretch = stretchOf(region);
    if (!stretch) return [];
    return [
      {
        id,
        ...stretch,
        title: label || reader.name,
        color: reader.onPage ?? reader.color,
        line: reader.line,
        emphasis: emphasised(lit, id),
        group: reader.annotation.id,
        locked: true,
      } satisfies TimelineMark,
    ];
  });
}

function stretchOf({ selector }: Region) {
  if (selector.type === 'interval') return { startMs: selector.start_ms, endMs: selector.end_ms };
  if (selector.type !== 'track') return null;
  const keyframes = selector.keyframes.map(keyframe);
  const [first, last] = [keyframes[0], keyframes.at(-1)];
  return first && last ? { startMs: first.time_ms, endMs: last.time_ms, ...course(keyframes) } : null;
}

/** The tracks of several people on one film. */
export function readerTracks(
  readers: readonly Reader[],
  place: { slot: string; part: string },
  design: Design,
  lit: ReadonlySet<string>,
): VideoRegion[] {
  return marked(readers, place.slot, place.part, design).flatMap(({ id, reader, region, label }) => {
    if (region.selector.type !== 'track') return [];
    return [
      {
        id,
        keyframes: region.selector.keyframes.map(keyframe),
        color: reader.onPage ?? reader.color,
        line: reader.line,
        title: [reader.name, label].filter(Boolean).join(': '),
        locked: true,
        emphasis: emphasised(lit, id),
      } satisfies VideoRegion,
    ];
  });
}

type StoredKeyframe = Extract<Region['selector'], { type: 'track' }>['keyframes'][number];

/** The generated schema says less of points and attributes than is so. */
function keyframe({ shape, attributes, ...rest }: StoredKeyframe): Keyframe {
  return { ...rest, shape: shapeOf(shape), ...(attributes ? { attributes: exact(attributes) } : {}) };
}

function shapeOf(shape: StoredKeyframe['shape']): TrackShape {
  if (shape.type === 'box') return { ...shape, rotation: shape.rotation ?? 0 };
  return {
    type: shape.type,
    points: shape.points.map((pair) => [Number(pair[0]), Number(pair[1])] as const),
  };
}

function exact(attributes: Readonly<Record<string, unknown>>): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([id, value]) => [id, value as Json]));
}
