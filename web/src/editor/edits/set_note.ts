// Writes the note for reviewers and managers.
import type { Draft } from '../../model/draft';

export interface SetNote {
  readonly kind: 'set_note';
  readonly note: string;
}

export function setNote(draft: Draft, { note }: SetNote): Draft {
  return { ...draft, note };
}
