// Judges a claim under an aspect. What the new value forbids stays in the draft, so that a change of mind loses nothing.
import type { Draft } from '../../model/draft';
import { withVerdict } from './judged';

export interface SetVerdict {
  readonly kind: 'set_verdict';
  readonly claim: string;
  readonly aspect: string;
  /** Null takes the verdict back. */
  readonly value: string | null;
}

export function setVerdict(draft: Draft, { claim, aspect, value }: SetVerdict): Draft {
  return withVerdict(draft, claim, aspect, (verdict) => ({ ...verdict, value }));
}
