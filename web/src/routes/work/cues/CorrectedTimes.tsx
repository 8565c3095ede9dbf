// The cues whose times the corrections change, and those that come anew, in the order of their right times.
import { createMemo, For, Show, type Component } from 'solid-js';
import { correctedCues } from '../../../model/corrected_times';
import { stretchWords } from '../../../model/time_words';
import { useWork } from '../work';
import { cues as words } from './messages';

export const CorrectedTimes: Component = () => {
  const work = useWork();
  const found = createMemo(() => correctedCues(work.world, work.draft()));
  return (
    <Show when={found().length > 0}>
      <div class="corrected corrected-times">
        <span class="corrected-label">{words.times}</span>
        <ul>
          <For each={found()}>
            {(cue) => (
              <li>
                <span class="corrected-cue">
                  {cue.number === null ? words.missing : words.cue(cue.number)}
                </span>
                <Show when={cue.before}>{(before) => <del>{stretchWords(before())}</del>}</Show>
                <ins>{stretchWords(cue.after)}</ins>
                <span class="corrected-words" dir="auto">
                  {cue.text}
                </span>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
};
