// Regions and links × people: who marked what, with attributes and answers, and who joined what to what.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { Design, Item } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { IconButton } from '../../ui/IconButton';
import type { CommentAnchor } from './anchors';
import { commentMessages as comments } from './comment_messages';
import { linkRows, markRows } from './marks';
import { messages } from './messages';
import { ReaderHeads } from './ReaderHeads';
import type { Reader } from './readers';
import { EvidenceButton } from './VerdictCell';

export interface MarksProps {
  design: Design;
  item: Item;
  readers: readonly Reader[];
  onLight: (regions: ReadonlySet<string>) => void;
}

export const Regions: Component<MarksProps & { onComment: (anchor: CommentAnchor) => void }> = (props) => {
  const rows = createMemo(() => markRows(props.design, props.readers));
  return (
    <Show when={rows().length > 0}>
      <section class="stack compare" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.regions}</h2>
        <div class="table-scroll" role="region" aria-label={messages.regions} tabindex={0}>
          <table class="table compare-table">
            <thead>
              <tr>
                <th scope="col">{messages.regionColumn}</th>
                <ReaderHeads readers={props.readers} />
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr>
                    <th scope="row" dir="auto">
                      {row.title} <Differs when={row.differs} />
                    </th>
                    <For each={row.marks}>
                      {(marks) => (
                        <td>
                          <Show
                            when={marks.length > 0}
                            fallback={<span class="muted small">{messages.notMarked}</span>}
                          >
                            <ul class="compare-marks">
                              <For each={marks}>
                                {(mark) => (
                                  <li>
                                    <EvidenceButton
                                      places={[mark.place]}
                                      label={messages.showRegion}
                                      onLight={(regions) => props.onLight(regions)}
                                    />
                                    <IconButton
                                      icon="comment"
                                      small
                                      class="compare-comment"
                                      label={comments.onRegion}
                                      onClick={() => props.onComment(anchorOfPlace(mark.place))}
                                    />
                                    <span dir="auto">
                                      <For each={mark.details}>
                                        {(detail) => <span class="small compare-detail">{detail}</span>}
                                      </For>
                                    </span>
                                  </li>
                                )}
                              </For>
                            </ul>
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

export const Links: Component<MarksProps> = (props) => {
  const rows = createMemo(() => linkRows(props.design, props.item, props.readers));
  return (
    <Show when={rows().length > 0}>
      <section class="stack compare" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.links}</h2>
        <div class="table-scroll" role="region" aria-label={messages.links} tabindex={0}>
          <table class="table compare-table">
            <thead>
              <tr>
                <th scope="col">{messages.linkColumn}</th>
                <ReaderHeads readers={props.readers} />
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr>
                    <th scope="row" dir="auto">
                      <bdi>{row.from}</bdi> <span class="muted compare-link">{row.type}</span>{' '}
                      <bdi>{row.to}</bdi> <Differs when={row.differs} />
                    </th>
                    <For each={row.links}>
                      {(link) => (
                        <td>
                          <Show when={link} fallback={<span class="muted small">{messages.notLinked}</span>}>
                            {(found) => (
                              <span class="row" style={{ '--gap': '4px' }}>
                                <span class="small">{messages.linked(found().details.join(', '))}</span>
                                <EvidenceButton
                                  places={found().places}
                                  label={messages.showEnds}
                                  onLight={(regions) => props.onLight(regions)}
                                />
                              </span>
                            )}
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

/** `annotation/region`. */
function anchorOfPlace(place: string): CommentAnchor {
  const at = place.indexOf('/');
  return { on: 'region', id: place.slice(at + 1), annotation: place.slice(0, at) };
}

const Differs: Component<{ when: boolean }> = (props) => (
  <Show when={props.when}>
    <Chip tone="warn">{messages.differ}</Chip>
  </Show>
);
