// Removes a link with the answers about it.
import type { Draft } from '../../model/draft';

export interface RemoveLink {
  readonly kind: 'remove_link';
  readonly id: string;
}

export function removeLink(draft: Draft, { id }: RemoveLink): Draft {
  return {
    ...draft,
    links: draft.links.filter((link) => link.id !== id),
    answers: draft.answers.filter((answer) => answer.target.on !== 'link' || answer.target.id !== id),
  };
}
