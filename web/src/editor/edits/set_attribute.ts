// Sets or clears an attribute of a region.
import type { Draft } from '../../model/draft';
import type { Json } from '../../model/types';

export interface SetAttribute {
  readonly kind: 'set_attribute';
  readonly region: string;
  readonly attribute: string;
  /** Null clears it. */
  readonly value: Json;
}

export function setAttribute(draft: Draft, { region: id, attribute, value }: SetAttribute): Draft {
  const at = draft.regions.findIndex((region) => region.id === id);
  const region = draft.regions[at];
  if (!region) return draft;
  const kept = Object.entries(region.attributes ?? {}).filter(([key]) => key !== attribute);
  const attributes = Object.fromEntries(value === null ? kept : [...kept, [attribute, value]]);
  return { ...draft, regions: draft.regions.with(at, { ...region, attributes }) };
}
