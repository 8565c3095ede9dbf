// Writes the note for reviewers, or flags the item for them.
import type { Draft } from '../../model/draft';

export interface SetNote {
  readonly kind: 'set_note';
  readonly note: string;
  readonly flagged: boolean;
}

export function setNote(draft: Draft, { note, flagged }: SetNote): Draft {
  return { ...draft, note, flagged };
}
