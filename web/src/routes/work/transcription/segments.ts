// Segments of a transcript: intervals whose label has the attributes `text` and `speaker`; cut and put together as edits.
import type { Edit } from '../../../editor/edits';
import { freshId, type Draft } from '../../../model/draft';
import { shared } from '../../../model/timed';
import type { Attribute, Attributes, IntervalPlace, Label, Region, TimeScope } from '../../../model/types';

/** A region that holds what somebody says. */
export interface Segment extends Region {
  readonly selector: IntervalPlace;
}

const attribute = (label: Label, id: string): Attribute | undefined =>
  label.attributes?.find((each) => each.id === id);

/** The labels whose regions are written down. */
export function transcriptLabels(labels: readonly Label[]): Label[] {
  return labels.filter((label) => {
    const drawn = !label.selectors?.length || label.selectors.includes('interval');
    return drawn && attribute(label, 'text')?.type === 'text' && attribute(label, 'speaker') !== undefined;
  });
}

/** In the order of time. */
export function segmentsOf(
  { regions }: Draft,
  place: { readonly slot: string; readonly part: string },
  labels: readonly Label[],
): Segment[] {
  const known = new Set(labels.map((label) => label.id));
  const found = regions.filter(
    (region): region is Segment =>
      region.selector.type === 'interval' &&
      region.slot === place.slot &&
      region.part === place.part &&
      known.has(region.label ?? ''),
  );
  return found.sort(
    (a, b) => a.selector.start_ms - b.selector.start_ms || a.selector.end_ms - b.selector.end_ms,
  );
}

export const written = (segment: Region, id: 'text' | 'speaker'): string => {
  const value = segment.attributes?.[id];
  return typeof value === 'string' ? value : '';
};

/** Everything that is said, one segment after another. */
export function whole(segments: readonly Segment[]): string {
  return segments.map((segment) => written(segment, 'text')).join(' ');
}

/** An empty segment, said by whoever spoke last. */
export function added(
  draft: Draft,
  pane: { readonly slot: string; readonly part: string },
  label: Label,
  time: TimeScope,
  speaker: string,
): Edit & { readonly kind: 'add_region' } {
  const id = freshId(
    'r',
    draft.regions.map((region) => region.id),
  );
  const attributes: Attributes = speaker === '' ? {} : { speaker };
  const selector = { type: 'interval', ...time } as const;
  const region = { id, slot: pane.slot, part: pane.part, selector, label: label.id, attributes };
  return { kind: 'add_region', region, judged: null };
}

export interface Cut {
  readonly edits: readonly Edit[];
  /** The second half. */
  readonly id: string;
}

/** Two segments in place of one: cut at the caret in the text, and at the playhead or where the caret is in proportion. */
export function cut(draft: Draft, segment: Segment, caret: number, atMs: number | null): Cut {
  const text = written(segment, 'text');
  const { start_ms, end_ms } = segment.selector;
  const inside = (ms: number) => ms > start_ms && ms < end_ms;
  const byText = shared(segment.selector, caret, text.length - caret)[0].end_ms;
  const middle = Math.round((start_ms + end_ms) / 2);
  const at = [Math.round(atMs ?? -1), byText].find(inside) ?? middle;
  const id = freshId(
    'r',
    draft.regions.map((region) => region.id),
  );
  const second: Region = {
    ...segment,
    id,
    selector: { ...segment.selector, start_ms: at },
    attributes: { ...segment.attributes, text: text.slice(caret).trimStart() },
  };
  return {
    id,
    edits: [
      { kind: 'move_region', id: segment.id, selector: { ...segment.selector, end_ms: at } },
      textEdit(segment.id, text.slice(0, caret).trimEnd()),
      { kind: 'add_region', region: second, judged: null },
    ],
  };
}

/** One segment in place of two; it keeps the speaker of the first. */
export function joined(first: Segment, second: Segment): readonly Edit[] {
  const start_ms = Math.min(first.selector.start_ms, second.selector.start_ms);
  const end_ms = Math.max(first.selector.end_ms, second.selector.end_ms);
  const text = [written(first, 'text').trimEnd(), written(second, 'text').trimStart()]
    .filter(Boolean)
    .join(' ');
  return [
    { kind: 'move_region', id: first.id, selector: { ...first.selector, start_ms, end_ms } },
    textEdit(first.id, text),
    { kind: 'delete_regions', ids: [second.id] },
  ];
}

export function textEdit(region: string, text: string): Edit {
  return { kind: 'set_attribute', region, attribute: 'text', value: text === '' ? null : text };
}

/** How long a new segment is where the playhead does not say it. */
const NEW_MS = 3000;
/** Shorter ones are slips. */
const LEAST_MS = 200;

/** After the last segment, up to the playhead where that is further on; nothing where the recording ends. */
export function nextTime(after: TimeScope | null, nowMs: number, endMs: number): TimeScope | null {
  const start_ms = Math.round(after?.end_ms ?? nowMs);
  if (start_ms >= endMs) return null;
  const toHere = nowMs - start_ms >= LEAST_MS;
  const end_ms = Math.round(Math.min(toHere ? nowMs : start_ms + NEW_MS, endMs));
  return { start_ms, end_ms };
}
