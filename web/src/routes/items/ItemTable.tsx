// The rows of the list. Only those in view exist in the page, so a million rows are as quick as twenty.
import { A } from '@solidjs/router';
import { createVirtualizer } from '@tanstack/solid-virtual';
import { createEffect, For, Show, type Component } from 'solid-js';
import type { ItemRow } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { ago, count, dateTime, percent } from '../../ui/format';
import { Thumb } from '../../ui/Thumb';
import { messages } from './messages';
import type { View } from './pages';
import type { Selection } from './selection';
import { STATE_TONE } from './states';

const ROW_HEIGHT = 56;
/** The next page is asked for when this many rows are left below the window. */
const AHEAD = 30;

export interface ItemTableProps {
  slug: string;
  rows: readonly ItemRow[];
  more: boolean;
  onMore: () => void;
  /** Called with the rows that are in view. */
  onView: (view: View) => void;
  seq: number;
  /** Null for those who may only look. */
  selection: Selection | null;
}

export const ItemTable: Component<ItemTableProps> = (props) => {
  let scroller: HTMLDivElement | undefined;
  const virtual = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return props.rows.length;
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  createEffect(() => {
    const [first] = virtual.getVirtualItems();
    const last = virtual.getVirtualItems().at(-1);
    if (first && last) props.onView({ first: first.index, last: last.index });
    if (last && props.more && last.index >= props.rows.length - AHEAD) props.onMore();
  });
  return (
    <div
      class="item-table"
      role="table"
      aria-label={messages.title}
      aria-rowcount={props.more ? -1 : props.rows.length + 1}
      classList={{ 'item-table-select': props.selection !== null }}
    >
      <Head selection={props.selection} />
      <div class="item-scroll" role="rowgroup" tabindex={0} ref={(element) => (scroller = element)}>
        <div class="item-space" role="presentation" style={{ 'block-size': `${virtual.getTotalSize()}px` }}>
          <For each={virtual.getVirtualItems()}>
            {(place) => (
              <Show when={props.rows[place.index]}>
                {(row) => (
                  <Row
                    slug={props.slug}
                    row={row()}
                    index={place.index}
                    top={place.start}
                    selection={props.selection}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
      </div>
      <div class="item-foot small muted">
        <span>{props.more ? '' : messages.end}</span>
        <span class="number">{messages.seq(props.seq)}</span>
      </div>
    </div>
  );
};

const Head: Component<{ selection: Selection | null }> = (props) => (
  <div class="item-row item-head" role="row">
    <Show when={props.selection}>
      {(selection) => (
        <span role="columnheader" class="item-check">
          <Everything selection={selection()} />
        </span>
      )}
    </Show>
    <span role="columnheader">{messages.column.item}</span>
    <span role="columnheader">{messages.column.state}</span>
    <span role="columnheader">{messages.column.votes}</span>
    <span role="columnheader">{messages.column.agreement}</span>
    <span role="columnheader">{messages.column.changed}</span>
  </div>
);

/** Ticked when all are selected, half ticked when some are. */
const Everything: Component<{ selection: Selection }> = (props) => {
  let box: HTMLInputElement | undefined;
  const whole = () => props.selection.all() && props.selection.spared() === 0;
  createEffect(() => {
    if (box) box.indeterminate = props.selection.any() && !whole();
  });
  return (
    <input
      type="checkbox"
      ref={(element) => (box = element)}
      aria-label={messages.selectAll}
      data-tip={messages.selectAll}
      checked={whole()}
      onChange={() => (whole() ? props.selection.clear() : props.selection.selectAll())}
    />
  );
};

interface RowProps {
  slug: string;
  row: ItemRow;
  index: number;
  top: number;
  selection: Selection | null;
}

const Row: Component<RowProps> = (props) => (
  <div
    class="item-row"
    role="row"
    aria-rowindex={props.index + 2}
    style={{ transform: `translateY(${props.top}px)` }}
    classList={{ 'item-row-on': props.selection?.has(props.row.id) ?? false }}
  >
    <Show when={props.selection}>
      {(selection) => (
        <span role="cell" class="item-check">
          <input
            type="checkbox"
            aria-label={messages.select(props.row.external_id)}
            checked={selection().has(props.row.id)}
            onChange={() => selection().toggle(props.row.id)}
          />
        </span>
      )}
    </Show>
    <span role="cell" class="item-name">
      <Thumb src={props.row.thumbnail} alt="" />
      <span class="item-words">
        <A class="link item-link" href={`/p/${props.slug}/items/${props.row.id}`}>
          <bdi>{props.row.excerpt || props.row.external_id}</bdi>
        </A>
        <span class="item-id small muted">
          <bdi>{props.row.external_id}</bdi>
          <Show when={props.row.group}>{(group) => <span> · {messages.chip.group(group())}</span>}</Show>
          <Show when={props.row.priority !== 0}>
            <span> · {messages.priority(props.row.priority)}</span>
          </Show>
        </span>
      </span>
    </span>
    <span role="cell">
      <Chip tone={STATE_TONE[props.row.state]}>{messages.state[props.row.state]}</Chip>
    </span>
    <span role="cell" class="number">
      {messages.votes(count(props.row.votes), count(props.row.wanted))}
    </span>
    <span role="cell">
      <Share value={props.row.agreement ?? null} />
    </span>
    <span role="cell" class="small muted" data-tip={dateTime(props.row.changed_at)}>
      {ago(props.row.changed_at)}
    </span>
  </div>
);

const Share: Component<{ value: number | null }> = (props) => (
  <Show
    when={props.value !== null}
    fallback={
      <span class="muted" data-tip={messages.noAgreement}>
        –<span class="visually-hidden">{messages.noAgreement}</span>
      </span>
    }
  >
    <span class="item-share">
      <span class="item-share-track" aria-hidden="true">
        <span class="item-share-bar" style={{ 'inline-size': `${100 * (props.value ?? 0)}%` }} />
      </span>
      <span class="number">{percent(props.value ?? 0)}</span>
    </span>
  </Show>
);
