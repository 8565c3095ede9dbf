// Changes an own claim in place: its words, kind, polarity, certainty, attributes.
import type { Draft } from '../../model/draft';
import type { Claim } from '../../model/types';

export interface ChangeClaim {
  readonly kind: 'change_claim';
  readonly id: string;
  readonly change: Partial<Omit<Claim, 'id'>>;
}

export function changeClaim(draft: Draft, { id, change }: ChangeClaim): Draft {
  const at = draft.claims.findIndex((claim) => claim.id === id);
  const claim = draft.claims[at];
  return claim ? { ...draft, claims: draft.claims.with(at, { ...claim, ...change }) } : draft;
}
