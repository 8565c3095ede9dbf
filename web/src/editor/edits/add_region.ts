// Adds a region, as evidence where something is being judged.
import type { Draft, Judged } from '../../model/draft';
import type { Region } from '../../model/types';
import { joined, withEvidence } from './judged';

export interface AddRegion {
  readonly kind: 'add_region';
  readonly region: Region;
  /** What it is evidence for; null for a plain region. */
  readonly judged: Judged | null;
}

export function addRegion(draft: Draft, { region, judged }: AddRegion): Draft {
  const added = { ...draft, regions: [...draft.regions, region] };
  return judged ? withEvidence(added, judged, (evidence) => joined(evidence, region.id)) : added;
}
