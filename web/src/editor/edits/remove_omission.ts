// Removes an omission with the links to it. Its evidence stays as plain regions.
import type { Draft } from '../../model/draft';
import type { Target } from '../../model/types';

export interface RemoveOmission {
  readonly kind: 'remove_omission';
  readonly id: string;
}

export function removeOmission(draft: Draft, { id }: RemoveOmission): Draft {
  const points = (target: Target) => target.on === 'omission' && target.id === id;
  return {
    ...draft,
    omissions: draft.omissions.filter((omission) => omission.id !== id),
    links: draft.links.filter((link) => !points(link.from) && !points(link.to)),
  };
}
