// Adds or changes an omission: something that the text fails to say.
import type { Draft, DraftOmission } from '../../model/draft';
import { withOmission } from './judged';

export interface SetOmission {
  readonly kind: 'set_omission';
  readonly id: string;
  readonly change: Partial<Omit<DraftOmission, 'id' | 'evidence'>>;
}

export function setOmission(draft: Draft, { id, change }: SetOmission): Draft {
  return withOmission(draft, id, (omission) => ({ ...omission, ...change }));
}
