// Puts own claims in the place of others: made, split, merged, reworded or dropped claims are all of this shape.
import type { Draft } from '../../model/draft';
import type { Claim, Target } from '../../model/types';

export interface ReplaceClaims {
  readonly kind: 'replace_claims';
  /** Shared claims that are judged no longer. */
  readonly drop: readonly string[];
  /** Own claims that disappear. */
  readonly remove: readonly string[];
  readonly add: readonly Claim[];
  /** Own or shared claim → the new claim that takes over its verdicts. */
  readonly heirs: Readonly<Record<string, string>>;
}

export function replaceClaims(draft: Draft, { drop, remove, add, heirs }: ReplaceClaims): Draft {
  const gone = new Set([...drop, ...remove]);
  const points = (target: Target) => target.on === 'claim' && gone.has(target.id);
  const first = draft.claims.findIndex((claim) => remove.includes(claim.id));
  const kept = draft.claims.filter((claim) => !gone.has(claim.id));
  const at = first < 0 ? kept.length : Math.min(first, kept.length);
  const verdicts = draft.verdicts.flatMap((verdict) => {
    const heir = heirs[verdict.claim];
    if (heir !== undefined) return [{ ...verdict, claim: heir }];
    return gone.has(verdict.claim) && remove.includes(verdict.claim) ? [] : [verdict];
  });
  const inherited = (target: Target): Target => {
    const heir = target.on === 'claim' ? heirs[target.id] : undefined;
    return heir === undefined ? target : { on: 'claim', id: heir };
  };
  const links = draft.links.map((link) => ({ ...link, from: inherited(link.from), to: inherited(link.to) }));
  const answers = draft.answers.map((answer) => ({ ...answer, target: inherited(answer.target) }));
  return {
    ...draft,
    claims: [...kept.slice(0, at), ...add, ...kept.slice(at)],
    dropped: [...draft.dropped.filter((id) => !gone.has(id)), ...drop],
    verdicts,
    links: links.filter((link) => !points(link.from) && !points(link.to)),
    answers: answers.filter((answer) => !points(answer.target)),
  };
}
