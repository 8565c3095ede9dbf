// Words of the list of items and of imports.
import type { ItemSort, ItemState } from '../../api/types';

const state: Record<ItemState, string> = {
  open: 'open',
  done: 'done',
  unusable: 'unusable',
  excluded: 'excluded',
  gold: 'gold',
  disputed: 'disputed',
  review: 'in review',
  settled: 'settled',
};

const sort: Record<ItemSort, string> = {
  sequence: 'As imported',
  newest: 'Newest first',
  priority: 'Highest priority',
  changed: 'Last changed',
  agreement: 'Least agreement',
};

export const messages = {
  title: 'Items',
  search: 'Search',
  searchWhat: 'Beginnings of words in the texts or the id',
  filter: 'Filter',
  import: 'Import',
  state,
  sort,
  sortLabel: 'Order',
  anyState: 'Any state',
  stateLabel: 'State',
  minVotes: 'At least this many answers',
  maxVotes: 'At most this many answers',
  group: 'Group',
  clear: 'Clear the filters',
  chip: {
    q: (value: string) => `“${value}”`,
    state: (value: string) => value,
    min_votes: (value: string) => `≥ ${value} answers`,
    max_votes: (value: string) => `≤ ${value} answers`,
    group: (value: string) => `group ${value}`,
  },
  removeChip: (words: string) => `Remove the filter ${words}`,
  column: {
    item: 'Item',
    state: 'State',
    votes: 'Answers',
    agreement: 'Agreement',
    changed: 'Changed',
  },
  votes: (votes: string, wanted: string) => `${votes} of ${wanted}`,
  noAgreement: 'needs two answers',
  priority: (n: number) => `priority ${n}`,
  select: (id: string) => `Select ${id}`,
  selectAll: 'Select everything that the filters show',
  selected: (n: number) => (n === 1 ? '1 item selected' : `${n} items selected`),
  selectedAll: (spared: number) =>
    spared === 0
      ? 'Everything that the filters show is selected'
      : `Everything that the filters show is selected, but for ${spared}`,
  unselect: 'Select none',
  seq: (n: number) => `as of fact ${n}`,
  end: 'That is all.',
  empty: 'No items yet',
  emptyWhat:
    'Drop a CSV, JSON lines, a zip or a folder of media here. A row is one item; its columns fill the slots of the same name.',
  nothing: 'No item matches',
  nothingWhat: 'Take a filter away, or search for the beginning of a word.',
  action: {
    requeue: 'Ask more people',
    priority: 'Set priority',
    assign: 'Give to a person',
    unassign: 'Take back',
    exclude: 'Exclude',
    include: 'Include again',
  },
  form: {
    requeue: 'How many more answers',
    requeueWhat:
      'Each item is opened again, also one that was called unusable, and asks this many people more.',
    priority: 'Priority',
    priorityWhat: 'Higher comes first, where the project hands out by priority.',
    assign: 'Person',
    assignWhat: 'They get these items before everything else.',
    unassignWhat: 'What was given to a person and not begun goes back to everybody.',
    exclude: 'Reason',
    excludeWhat:
      'Excluded items are not handed out and not counted. What was submitted stays and they can be included again.',
    includeWhat: 'The items are handed out and counted again.',
    counting: 'Counting …',
    apply: (n: string) => `Apply to ${n}`,
    items: (n: number) => (n === 1 ? '1 item' : `${n} items`),
  },
  running: 'Working through the items',
  applied: (n: number) => (n === 1 ? '1 item changed' : `${n} items changed`),
  failed: 'The change stopped half way. What was done is kept; start it again for the rest.',
} as const;
