// Asks a reviewer to look at the item, with or without a reason, or takes that back.
import type { Draft } from '../../model/draft';

export interface SetFlag {
  readonly kind: 'set_flag';
  readonly flagged: boolean;
  /** Why; what was written before stays when it is left out. */
  readonly flag?: string;
}

export function setFlag(draft: Draft, { flagged, flag }: SetFlag): Draft {
  return { ...draft, flagged, flag: flag ?? draft.flag };
}
