// Takes a shared claim back that had been dropped.
import type { Draft } from '../../model/draft';

export interface RestoreClaim {
  readonly kind: 'restore_claim';
  readonly id: string;
}

export function restoreClaim(draft: Draft, { id }: RestoreClaim): Draft {
  return { ...draft, dropped: draft.dropped.filter((dropped) => dropped !== id) };
}
