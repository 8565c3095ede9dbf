// Which items are selected: some by hand, or everything that the filters show.
import { createSignal, type Accessor } from 'solid-js';

export interface Selection {
  /** Everything that the filters show, also what is not loaded yet. */
  all: Accessor<boolean>;
  ids: Accessor<ReadonlySet<string>>;
  has: (id: string) => boolean;
  any: () => boolean;
  toggle: (id: string) => void;
  selectAll: () => void;
  clear: () => void;
}

export function createSelection(): Selection {
  const [all, setAll] = createSignal(false);
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
  const clear = () => {
    setAll(false);
    setIds(new Set<string>());
  };
  return {
    all,
    ids,
    has: (id) => all() || ids().has(id),
    any: () => all() || ids().size > 0,
    toggle: (id) => {
      setAll(false);
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    selectAll: () => {
      setIds(new Set<string>());
      setAll(true);
    },
    clear,
  };
}
