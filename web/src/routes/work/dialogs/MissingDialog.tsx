// What is still missing, and the way to each place.
import { For, type Component } from 'solid-js';
import { Dialog } from '../../../ui/Dialog';
import type { Missing } from '../../../model/jump';
import { asides } from './messages';
import { useWork } from '../work';
import { jumpTo } from '../jumping';

export const MissingDialog: Component = () => {
  const work = useWork();
  const close = () => work.setOverlay(null);
  return (
    <Dialog open title={asides.missingDialog.title} onClose={close}>
      <p>{asides.missingDialog.what}</p>
      <MissingList
        missing={work.missing()}
        onGo={(missing) => {
          close();
          queueMicrotask(() => jumpTo(work, missing.jump));
        }}
      />
    </Dialog>
  );
};

interface MissingListProps {
  missing: readonly Missing[];
  onGo: (missing: Missing) => void;
}

export const MissingList: Component<MissingListProps> = (props) => (
  <ul class="missing-list">
    <For each={props.missing}>
      {(missing, index) => (
        <li>
          <button
            type="button"
            class="missing-entry"
            autofocus={index() === 0}
            onClick={() => props.onGo(missing)}
          >
            {missing.message}
          </button>
        </li>
      )}
    </For>
  </ul>
);
