// The text as the corrections make it: words that go are struck, words that come are underlined.
import { createMemo, For, Show, type Component } from 'solid-js';
import { corrected } from '../../../model/corrected';
import { work as words } from '../messages';
import { useWork } from '../work';

export const Corrected: Component = () => {
  const work = useWork();
  const pieces = createMemo(() => corrected(work.world, work.draft()));
  return (
    <Show when={pieces()}>
      {(found) => (
        <div class="corrected" dir="auto">
          <span class="corrected-label">{words.claims.corrected}</span>
          <For each={found()}>
            {(piece) => {
              if (piece.kind === 'gone') return <del>{piece.text}</del>;
              if (piece.kind === 'new') return <ins>{piece.text}</ins>;
              return <span>{piece.text}</span>;
            }}
          </For>
        </div>
      )}
    </Show>
  );
};
