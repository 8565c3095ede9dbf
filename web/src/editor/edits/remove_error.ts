// Removes one error of a claim.
import type { Draft } from '../../model/draft';
import { withVerdict } from './judged';

export interface RemoveError {
  readonly kind: 'remove_error';
  readonly claim: string;
  readonly aspect: string;
  readonly index: number;
}

export function removeError(draft: Draft, { claim, aspect, index }: RemoveError): Draft {
  return withVerdict(draft, claim, aspect, (verdict) => ({
    ...verdict,
    errors: verdict.errors.filter((_, at) => at !== index),
  }));
}
