// The items of a project: found by filters in the address bar, and handled many at a time.
import { useParams, useSearchParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { useInfiniteQuery } from '../../api/query';
import { createMemo, createSignal, Match, Show, Switch, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, may, projectPath, useProject } from '../../api/projects';
import type { ItemPage } from '../../api/types';
import { useLive } from '../../api/useLive';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Icon } from '../../ui/Icon';
import { Skeleton } from '../../ui/Skeleton';
import { Importer } from '../import/Importer';
import { messages as importing } from '../import/messages';
import { Actions } from './Actions';
import { FILTERS, filter, query, type Search } from './filter';
import { FilterBar } from './FilterBar';
import { messages } from './messages';
import { createSelection } from './selection';
import { ItemTable } from './ItemTable';
import './items.css';

const PAGE = 100;

const Items: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const project = useProject(slug);
  const cache = useQueryClient();
  const [search, setSearch] = useSearchParams<Search>();
  const [importing_, setImporting] = createSignal(false);
  const selection = createSelection();
  const found = useInfiniteQuery(() => ({
    queryKey: keys.below(slug(), 'items', filter(search), search.sort),
    queryFn: ({ pageParam, signal }) =>
      api.get<ItemPage>(`${projectPath(slug(), 'items')}?${query(search, pageParam, PAGE)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ItemPage) => page.next ?? null,
  }));
  const rows = createMemo(() =>
    found.isPending ? [] : (found.data?.pages ?? []).flatMap((page) => page.items),
  );
  const filtered = () => FILTERS.some((name) => search[name]);
  const manager = () => !project.isPending && may(project.data?.role ?? 'annotator', 'manager');
  const change = (part: Search) => {
    selection.clear();
    setSearch(part, { replace: true });
  };
  const refresh = () => void cache.invalidateQueries({ queryKey: keys.project(slug()) });
  const shown = () => (found.isPending ? undefined : found.data?.pages[0]?.seq);
  useLive(slug, shown, () => void found.refetch());

  return (
    <div class="items">
      <div class="page-head">
        <h1>{messages.title}</h1>
        <Show when={manager()}>
          <Button onClick={() => setImporting(true)}>
            <Icon name="upload" />
            {messages.import}
          </Button>
        </Show>
      </div>
      <FilterBar search={search} onChange={change} />
      <Show when={manager()}>
        <Actions slug={slug()} selection={selection} filter={filter(search)} onDone={refresh} />
      </Show>
      <Switch>
        <Match when={found.isPending}>
          <Skeleton shape="rows" n={8} />
        </Match>
        <Match when={found.isLoadingError}>
          <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
        </Match>
        <Match when={rows().length === 0 && filtered()}>
          <EmptyState
            icon="search"
            title={messages.nothing}
            action={
              <Button onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}>
                {messages.clear}
              </Button>
            }
          >
            {messages.nothingWhat}
          </EmptyState>
        </Match>
        <Match when={rows().length === 0}>
          <EmptyState
            icon="upload"
            title={messages.empty}
            action={
              <Show when={manager()}>
                <Button look="primary" onClick={() => setImporting(true)}>
                  {messages.import}
                </Button>
              </Show>
            }
          >
            {messages.emptyWhat}
          </EmptyState>
        </Match>
        <Match when={rows().length > 0}>
          <ItemTable
            slug={slug()}
            rows={rows()}
            more={found.hasNextPage}
            onMore={() => !found.isFetchingNextPage && void found.fetchNextPage()}
            seq={found.data?.pages[0]?.seq ?? 0}
            selection={manager() ? selection : null}
          />
        </Match>
      </Switch>
      <Dialog wide open={importing_()} onClose={() => setImporting(false)} title={importing.title}>
        <Show when={!project.isPending && project.data}>
          {(data) => <Importer slug={slug()} design={data().design} onDone={refresh} />}
        </Show>
      </Dialog>
    </div>
  );
};

export default Items;
