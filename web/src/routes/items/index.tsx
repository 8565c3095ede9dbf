// The items of a project: found by filters in the address bar, and handled many at a time.
import { useParams, useSearchParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { useInfiniteQuery } from '../../api/query';
import { createEffect, createMemo, createSignal, Match, Show, Switch, type Component } from 'solid-js';
import { api } from '../../api/client';
import { isLive } from '../../api/live';
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
import { isStale, newest, reread, rowsOf, type Pages, type View } from './pages';
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
  const key = () => keys.below(slug(), 'items', filter(search), search.sort);
  const read = (after: string | null, signal?: AbortSignal) =>
    api.get<ItemPage>(`${projectPath(slug(), 'items')}?${query(search, after, PAGE)}`, signal);
  const found = useInfiniteQuery(() => ({
    queryKey: key(),
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    // All pages at once; live updates read only what is in view.
    refetchOnWindowFocus: () => !isLive(),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ItemPage) => page.next ?? null,
  }));
  const rows = createMemo(() => (found.isPending ? [] : rowsOf(found.data?.pages ?? [])));
  const filtered = () => FILTERS.some((name) => search[name]);
  const manager = () => !project.isPending && may(project.data?.role ?? 'annotator', 'manager');
  const change = (part: Search) => {
    selection.clear();
    setSearch(part, { replace: true });
  };
  const [view, setView] = createSignal<View>({ first: 0, last: 0 });
  const pages = () => (found.isPending ? [] : (found.data?.pages ?? []));
  const shown = () => (pages().length === 0 ? undefined : newest(pages()));
  let [reading, again] = [false, false];
  const readView = async () => {
    const [now, before] = [key(), cache.getQueryData<Pages>(key())];
    if (reading) again = true;
    if (!before || reading || found.isFetching) return;
    reading = true;
    try {
      const after = await reread(before, view(), read);
      if (cache.getQueryData(now) === before) cache.setQueryData(now, after);
    } catch {
      // The next change tries again; what is shown stays.
    } finally {
      reading = false;
      if (again) void readView();
      again = false;
    }
  };
  const refresh = () => {
    const [, , part] = key();
    void cache.invalidateQueries({
      queryKey: keys.project(slug()),
      predicate: (query) => query.queryKey[2] !== part,
    });
    void cache.invalidateQueries({ queryKey: keys.below(slug(), part), refetchType: 'none' });
    void readView();
  };
  useLive(slug, shown, () => void readView());
  createEffect(() => {
    if (isStale(pages(), view())) void readView();
  });

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
            onView={setView}
            seq={shown() ?? 0}
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
