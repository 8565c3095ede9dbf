// Claims × people: the verdicts side by side, disputed claims first, agreed ones folded.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { Design, Item } from '../../api/types';
import { IconButton } from '../../ui/IconButton';
import type { CommentAnchor } from './anchors';
import { commentMessages as comments } from './comment_messages';
import { claimRows, type ClaimRow } from './compare';
import { messages } from './messages';
import { ReaderHeads } from './ReaderHeads';
import type { Reader } from './readers';
import { title } from './titles';
import { VerdictCell } from './VerdictCell';

export interface ClaimsProps {
  design: Design;
  item: Item;
  readers: readonly Reader[];
  lit: ReadonlySet<string>;
  onLight: (regions: ReadonlySet<string>) => void;
  /** Somebody wants to write about a claim. */
  onComment: (anchor: CommentAnchor) => void;
}

export const Claims: Component<ClaimsProps> = (props) => {
  const rows = createMemo(() => claimRows(props.design, props.item, props.readers));
  const disputed = () => rows().filter((row) => row.open);
  const agreed = () => rows().filter((row) => !row.open);
  return (
    <Show when={rows().length > 0}>
      <section class="stack compare" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.claims}</h2>
        <Show when={disputed().length > 0} fallback={<p class="muted">{messages.allAgreed}</p>}>
          <ClaimTable {...props} rows={disputed()} />
        </Show>
        <Show when={agreed().length > 0}>
          <details open={disputed().length === 0}>
            <summary>{messages.agreed(agreed().length)}</summary>
            <ClaimTable {...props} rows={agreed()} />
          </details>
        </Show>
      </section>
    </Show>
  );
};

const ClaimTable: Component<ClaimsProps & { rows: readonly ClaimRow[] }> = (props) => (
  <div class="table-scroll" role="region" aria-label={messages.claims} tabindex={0}>
    <table class="table compare-table">
      <thead>
        <tr>
          <th scope="col">{messages.claimColumn}</th>
          <ReaderHeads readers={props.readers} />
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr>
              <th scope="row" dir="auto" data-claim={row.claim.id} tabindex={-1}>
                {row.claim.text}
                <Show when={(props.design.claims?.aspects ?? []).length > 0}>
                  <span class="muted small"> {title(props.design.claims?.aspects, row.aspect)}</span>
                </Show>{' '}
                <IconButton
                  icon="comment"
                  small
                  class="compare-comment"
                  label={comments.onClaim}
                  onClick={() => props.onComment({ on: 'claim', id: row.claim.id })}
                />
              </th>
              <For each={row.verdicts}>
                {(verdict, column) => (
                  <td>
                    <VerdictCell
                      design={props.design}
                      verdict={verdict}
                      annotation={props.readers[column()]?.annotation.id ?? ''}
                      onLight={(regions) => props.onLight(regions)}
                    />
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  </div>
);
