// Joins two things. The same two are not joined twice by one type.
import type { Draft } from '../../model/draft';
import { sameTarget } from '../../model/targets';
import type { Link } from '../../model/types';

export interface AddLink {
  readonly kind: 'add_link';
  readonly link: Link;
}

export function addLink(draft: Draft, { link }: AddLink): Draft {
  const twin = draft.links.some(
    (other) => other.type === link.type && sameTarget(other.from, link.from) && sameTarget(other.to, link.to),
  );
  return twin || sameTarget(link.from, link.to) ? draft : { ...draft, links: [...draft.links, link] };
}
