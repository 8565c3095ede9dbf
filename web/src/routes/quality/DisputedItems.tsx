// The items on which people differ most, as cards; or every item behind a cell of the matrix.
import { createMemo, createSignal, For, Match, Show, Switch, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useInfiniteQuery } from '../../api/query';
import type { AgreementReport, CellPage, Design, Disputed } from '../../api/types';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { count } from '../../ui/format';
import { Skeleton } from '../../ui/Skeleton';
import type { Pair } from './Confusion';
import { DisputedCard } from './DisputedCard';
import { messages } from './messages';

export interface DisputedItemsProps {
  slug: string;
  report: AgreementReport;
  design: Design;
  pair: Pair | null;
  onClear: () => void;
}

const FEW = 9;

export const DisputedItems: Component<DisputedItemsProps> = (props) => (
  <section class="stack" style={{ '--gap': 'var(--space-3)' }} id="disputed" tabindex={-1}>
    <Show when={props.pair} fallback={<Most {...props} />} keyed>
      {(pair) => <Behind {...props} chosen={pair} />}
    </Show>
  </section>
);

/** The most disputed places of the report. */
const Most: Component<DisputedItemsProps> = (props) => {
  const [many, setMany] = createSignal(false);
  const shown = () => (many() ? props.report.disputed : props.report.disputed.slice(0, FEW));
  const left = () => props.report.disputed.length - shown().length;
  return (
    <>
      <div>
        <h2>{messages.disputed}</h2>
        <p class="muted">{messages.disputedWhat}</p>
      </div>
      <Show when={shown().length > 0} fallback={<p class="muted">{messages.noneDisputed}</p>}>
        <Cards {...props} list={shown()} />
        <Show when={left() > 0}>
          <div>
            <Button onClick={() => setMany(true)}>{messages.more(left())}</Button>
          </div>
        </Show>
      </Show>
    </>
  );
};

/** Every place on which two values meet, page by page. */
const Behind: Component<DisputedItemsProps & { chosen: Pair }> = (props) => {
  const found = useInfiniteQuery(() => ({
    queryKey: keys.below(props.slug, 'cell', props.chosen.field, props.chosen.a, props.chosen.b),
    queryFn: ({ pageParam, signal }) => {
      const { field, a, b } = props.chosen;
      const query = new URLSearchParams({ field, a, b, ...(pageParam === null ? {} : { after: pageParam }) });
      return api.get<CellPage>(`${projectPath(props.slug, 'agreement', 'cell')}?${query}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: CellPage) => page.next ?? null,
  }));
  const list = createMemo(() => (found.data?.pages ?? []).flatMap((page) => page.units));
  const n = () => found.data?.pages[0]?.n ?? 0;
  return (
    <>
      <div class="page-head">
        <div>
          <h2>{props.chosen.words}</h2>
          <p class="muted">{found.isPending ? ' ' : messages.pairWhat(count(n()))}</p>
        </div>
        <Button small onClick={() => props.onClear()}>
          {messages.showAll}
        </Button>
      </div>
      <Switch>
        <Match when={found.isPending}>
          <Skeleton shape="cards" n={3} />
        </Match>
        <Match when={found.isLoadingError}>
          <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
        </Match>
        <Match when={list().length === 0}>
          <p class="muted">{messages.pairNone}</p>
        </Match>
        <Match when={list().length > 0}>
          <Cards {...props} list={list()} />
          <Show when={found.hasNextPage}>
            <div>
              <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {messages.more(n() - list().length)}
              </Button>
            </div>
          </Show>
        </Match>
      </Switch>
    </>
  );
};

const Cards: Component<DisputedItemsProps & { list: readonly Disputed[] }> = (props) => {
  const field = (id: string) => props.report.fields.find((one) => one.field === id)?.title ?? id;
  return (
    <ul class="disputed">
      <For each={props.list}>
        {(one) => <DisputedCard slug={props.slug} one={one} field={field(one.field)} design={props.design} />}
      </For>
    </ul>
  );
};
