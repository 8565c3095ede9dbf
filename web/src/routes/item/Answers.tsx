// Questions × people: the answers side by side, different ones first.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { Design, Item } from '../../api/types';
import { describe } from '../../questions';
import type { Json } from '../../model/types';
import { Chip } from '../../ui/Chip';
import { answerRows, sharedClaims, type AnswerRow } from './compare';
import { messages } from './messages';
import { ReaderHeads } from './ReaderHeads';
import type { Reader } from './readers';

export interface AnswersProps {
  design: Design;
  item: Item;
  readers: readonly Reader[];
}

export const Answers: Component<AnswersProps> = (props) => {
  const rows = createMemo(() => answerRows(props.design, props.item, props.readers));
  const about = (target: AnswerRow['target']) =>
    'id' in target
      ? (sharedClaims(props.design, props.item).find((claim) => claim.id === target.id)?.text ?? target.id)
      : '';
  return (
    <Show when={rows().length > 0}>
      <section class="stack compare" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.answers}</h2>
        <div class="table-scroll" role="region" aria-label={messages.answers} tabindex={0}>
          <table class="table compare-table">
            <thead>
              <tr>
                <th scope="col">{messages.questionColumn}</th>
                <ReaderHeads readers={props.readers} />
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr>
                    <th scope="row" dir="auto">
                      {row.question.title || row.question.id}{' '}
                      <Show when={row.differs}>
                        <Chip tone="warn">{messages.differ}</Chip>
                      </Show>
                      <Show when={about(row.target)}>
                        {(words) => <span class="muted small compare-about">{words()}</span>}
                      </Show>
                    </th>
                    <For each={row.values}>
                      {(value) => (
                        <td dir="auto">
                          <Show
                            when={value !== null && value !== undefined}
                            fallback={<span class="muted small">{messages.noAnswer}</span>}
                          >
                            {describe(row.question, value as Json)}
                          </Show>
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </section>
    </Show>
  );
};
