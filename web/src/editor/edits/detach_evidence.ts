// Takes a region out of the evidence; the region itself stays.
import type { Draft, Judged } from '../../model/draft';
import { withEvidence } from './judged';

export interface DetachEvidence {
  readonly kind: 'detach_evidence';
  readonly judged: Judged;
  readonly region: string;
}

export function detachEvidence(draft: Draft, { judged, region }: DetachEvidence): Draft {
  return withEvidence(draft, judged, (evidence) =>
    evidence.filter((entry) => !('region' in entry) || entry.region !== region),
  );
}
