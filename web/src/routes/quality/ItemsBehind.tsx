// The paged list of what stands behind a number: how many there are, a card for each, and how to put it away.
import type { QueryKey } from '@tanstack/solid-query';
import { createMemo, For, Match, Show, Switch, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { api } from '../../api/client';
import { useInfiniteQuery } from '../../api/query';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { count } from '../../ui/format';
import { Skeleton } from '../../ui/Skeleton';
import { messages } from './messages';

/** What every page of such a list has. */
interface Paged {
  n: number;
  next?: string | null;
}

export interface ItemsBehindProps<P extends Paged, T> {
  /** What the section is called in the document, so that it can get the focus. */
  id: string;
  title: string;
  level: 'h2' | 'h3';
  class?: string;
  /** How many there are, in a sentence. */
  nWords: (n: string) => string;
  closeWords?: string;
  queryKey: QueryKey;
  /** Where the page after this one is. */
  address: (after: string | null) => string;
  rows: (page: P) => readonly T[];
  onClose: () => void;
  /** The card of one, as a list item. */
  children: (one: T) => JSX.Element;
}

export function ItemsBehind<P extends Paged, T>(props: ItemsBehindProps<P, T>): JSX.Element {
  const found = useInfiniteQuery(() => ({
    queryKey: props.queryKey,
    queryFn: ({ pageParam, signal }) => api.get<P>(props.address(pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: P) => page.next ?? null,
  }));
  const list = createMemo(() => (found.data?.pages ?? []).flatMap((page) => props.rows(page)));
  const n = () => found.data?.pages[0]?.n ?? 0;
  return (
    <section
      class={`stack ${props.class ?? ''}`}
      style={{ '--gap': 'var(--space-3)' }}
      aria-label={props.title}
      id={props.id}
      tabindex={-1}
    >
      <div class="page-head">
        <div>
          <Dynamic component={props.level}>{props.title}</Dynamic>
          <p class="muted">{found.isPending ? ' ' : props.nWords(count(n()))}</p>
        </div>
        <Button small onClick={() => props.onClose()}>
          {props.closeWords ?? messages.close}
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
          <p class="muted">{messages.noneBehind}</p>
        </Match>
        <Match when={list().length > 0}>
          <ul class="disputed">
            <For each={list()}>{(one) => props.children(one)}</For>
          </ul>
          <Show when={found.hasNextPage}>
            <div>
              <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {messages.more(n() - list().length)}
              </Button>
            </div>
          </Show>
        </Match>
      </Switch>
    </section>
  );
}
