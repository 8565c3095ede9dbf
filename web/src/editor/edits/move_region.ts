// Gives a region another place: moved, resized, reshaped, brushed.
import type { Draft } from '../../model/draft';
import type { Place } from '../../model/types';

export interface MoveRegion {
  readonly kind: 'move_region';
  readonly id: string;
  readonly selector: Place;
}

export function moveRegion(draft: Draft, { id, selector }: MoveRegion): Draft {
  const at = draft.regions.findIndex((region) => region.id === id);
  const region = draft.regions[at];
  return region ? { ...draft, regions: draft.regions.with(at, { ...region, selector }) } : draft;
}
