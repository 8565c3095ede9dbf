// Explains a verdict or an omission in the annotator's words.
import type { Draft, Judged } from '../../model/draft';
import { withOmission, withVerdict } from './judged';

export interface SetRationale {
  readonly kind: 'set_rationale';
  readonly judged: Judged;
  readonly rationale: string;
}

export function setRationale(draft: Draft, { judged, rationale }: SetRationale): Draft {
  return judged.on === 'omission'
    ? withOmission(draft, judged.id, (omission) => ({ ...omission, rationale }))
    : withVerdict(draft, judged.id, judged.aspect, (verdict) => ({ ...verdict, rationale }));
}
