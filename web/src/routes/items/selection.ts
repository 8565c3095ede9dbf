// Which items are selected: some by hand, or everything that the filters show but for some.
import { createSignal, type Accessor } from 'solid-js';
import type { ItemFilter } from '../../api/types';

export interface Selection {
  /** Everything that the filters show, also what is not loaded yet, but for what is spared. */
  all: Accessor<boolean>;
  /** How many were taken out of everything again. */
  spared: () => number;
  /** How many were picked by hand. */
  picked: () => number;
  has: (id: string) => boolean;
  any: () => boolean;
  toggle: (id: string) => void;
  selectAll: () => void;
  clear: () => void;
  /** The selected ones among what a filter shows. */
  within: (filter: ItemFilter) => ItemFilter;
}

export function createSelection(): Selection {
  const [all, setAll] = createSignal(false);
  // The ids that differ from the rest: picked by hand, or spared when all the others are selected.
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
  const start = (everything: boolean) => {
    setIds(new Set<string>());
    setAll(everything);
  };
  return {
    all,
    spared: () => (all() ? ids().size : 0),
    picked: () => (all() ? 0 : ids().size),
    has: (id) => all() !== ids().has(id),
    any: () => all() || ids().size > 0,
    toggle: (id) =>
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    selectAll: () => start(true),
    clear: () => start(false),
    within: (filter) => ({ ...filter, [all() ? 'except' : 'ids']: [...ids()] }),
  };
}
