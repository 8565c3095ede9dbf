// Says how sure the annotator is of a verdict.
import type { Draft } from '../../model/draft';
import { withVerdict } from './judged';

export interface SetConfidence {
  readonly kind: 'set_confidence';
  readonly claim: string;
  readonly aspect: string;
  /** 0 to 1; null takes it back. */
  readonly confidence: number | null;
}

export function setConfidence(draft: Draft, { claim, aspect, confidence }: SetConfidence): Draft {
  return withVerdict(draft, claim, aspect, (verdict) => ({ ...verdict, confidence }));
}
