// Says what a piece of evidence does: it supports, contradicts or gives context.
import type { Draft, Judged } from '../../model/draft';
import type { Stance } from '../../model/types';
import { withEvidence } from './judged';

export interface SetStance {
  readonly kind: 'set_stance';
  readonly judged: Judged;
  readonly region: string;
  readonly stance: Stance;
}

export function setStance(draft: Draft, { judged, region, stance }: SetStance): Draft {
  return withEvidence(draft, judged, (evidence) =>
    evidence.map((entry) => ('region' in entry && entry.region === region ? { ...entry, stance } : entry)),
  );
}
