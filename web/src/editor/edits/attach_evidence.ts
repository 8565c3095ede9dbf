// Makes an existing region evidence.
import type { Draft, Judged } from '../../model/draft';
import { joined, withEvidence } from './judged';

export interface AttachEvidence {
  readonly kind: 'attach_evidence';
  readonly judged: Judged;
  readonly region: string;
}

export function attachEvidence(draft: Draft, { judged, region }: AttachEvidence): Draft {
  return withEvidence(draft, judged, (evidence) => joined(evidence, region));
}
