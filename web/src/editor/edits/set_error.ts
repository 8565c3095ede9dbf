// Changes one error of a claim; the first change after the last error adds one.
import { EMPTY_ERROR, type Draft, type DraftError } from '../../model/draft';
import { withVerdict } from './judged';

export interface SetError {
  readonly kind: 'set_error';
  readonly claim: string;
  readonly aspect: string;
  readonly index: number;
  readonly change: Partial<DraftError>;
}

export function setError(draft: Draft, { claim, aspect, index, change }: SetError): Draft {
  return withVerdict(draft, claim, aspect, (verdict) => {
    const before = verdict.errors[index];
    const after = { ...(before ?? EMPTY_ERROR), ...change };
    const errors = before ? verdict.errors.with(index, after) : [...verdict.errors, after];
    return { ...verdict, errors };
  });
}
