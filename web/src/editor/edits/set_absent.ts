// Says why no region can be shown; regions that were shown stop being evidence.
import type { Draft, Judged } from '../../model/draft';
import { withEvidence } from './judged';

export interface SetAbsent {
  readonly kind: 'set_absent';
  readonly judged: Judged;
  /** A reason of the design; null takes it back. */
  readonly reason: string | null;
}

export function setAbsent(draft: Draft, { judged, reason }: SetAbsent): Draft {
  return withEvidence(draft, judged, (evidence) =>
    reason === null ? evidence.filter((entry) => 'region' in entry) : [{ none: reason }],
  );
}
