// Says why a verdict has its value, where the value declares reasons.
import type { Draft } from '../../model/draft';
import { withVerdict } from './judged';

export interface SetReason {
  readonly kind: 'set_reason';
  readonly claim: string;
  readonly aspect: string;
  readonly reason: string | null;
}

export function setReason(draft: Draft, { claim, aspect, reason }: SetReason): Draft {
  return withVerdict(draft, claim, aspect, (verdict) => ({ ...verdict, reason }));
}
