// The filters of the list as they stand in the address bar, so that a link shows the same list.
import type { ItemFilter, ItemSort, ItemState } from '../../api/types';

/** The names in the address bar are those of the API. */
export type FilterName = 'q' | 'state' | 'min_votes' | 'max_votes' | 'group';

export const FILTERS: readonly FilterName[] = ['q', 'state', 'min_votes', 'max_votes', 'group'];
export const STATES: readonly ItemState[] = [
  'open',
  'disputed',
  'review',
  'done',
  'settled',
  'gold',
  'unusable',
  'excluded',
];
export const SORTS: readonly ItemSort[] = ['sequence', 'newest', 'priority', 'changed', 'agreement'];

export type Search = Partial<Record<FilterName | 'sort', string>>;

function votes(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : null;
}

/** What the address asks for; words that mean nothing are left out. */
export function filter(search: Search): ItemFilter {
  return {
    q: search.q || null,
    state: STATES.find((state) => state === search.state) ?? null,
    min_votes: votes(search.min_votes),
    max_votes: votes(search.max_votes),
    group: search.group || null,
  };
}

export function sort(search: Search): ItemSort {
  return SORTS.find((one) => one === search.sort) ?? 'sequence';
}

/** The query of one page. */
export function query(search: Search, after: string | null, limit: number): string {
  const parts = new URLSearchParams({ limit: String(limit), sort: sort(search) });
  for (const [name, value] of Object.entries(filter(search))) {
    if (value !== null && value !== undefined) parts.set(name, String(value));
  }
  if (after !== null) parts.set('after', after);
  return parts.toString();
}
