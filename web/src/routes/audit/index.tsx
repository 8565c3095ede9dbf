// Who changed what, when. Newest first.
import { useParams } from '@solidjs/router';
import { useInfiniteQuery } from '../../api/query';
import { createMemo, For, Match, Show, Switch, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import type { AuditPage } from '../../api/types';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { dateTime } from '../../ui/format';
import { Skeleton } from '../../ui/Skeleton';
import { Table } from '../../ui/Table';
import { messages } from './messages';
import './audit.css';

const Audit: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const audit = useInfiniteQuery(() => ({
    queryKey: keys.below(slug(), 'audit'),
    queryFn: ({ pageParam, signal }) =>
      api.get<AuditPage>(`${projectPath(slug(), 'audit')}?limit=100${pageParam}`, signal),
    initialPageParam: '',
    getNextPageParam: (page: AuditPage) => (page.next ? `&after=${encodeURIComponent(page.next)}` : null),
  }));
  const entries = createMemo(() =>
    audit.isPending ? [] : (audit.data?.pages ?? []).flatMap((page) => page.items),
  );
  return (
    <>
      <div>
        <h1>{messages.title}</h1>
        <p class="page-lead">{messages.lead}</p>
      </div>
      <Switch>
        <Match when={audit.isPending}>
          <Skeleton shape="rows" />
        </Match>
        <Match when={audit.isLoadingError}>
          <ErrorNote error={audit.error} onRetry={() => void audit.refetch()} />
        </Match>
        <Match when={entries().length === 0}>
          <EmptyState icon="archive" title={messages.empty}>
            {messages.emptyWhat}
          </EmptyState>
        </Match>
        <Match when={entries().length > 0}>
          <Table
            label={messages.title}
            head={
              <>
                <th scope="col">{messages.when}</th>
                <th scope="col">{messages.who}</th>
                <th scope="col">{messages.action}</th>
                <th scope="col">{messages.subject}</th>
                <th scope="col">{messages.detail}</th>
              </>
            }
          >
            <For each={entries()}>
              {(entry) => (
                <tr>
                  <td class="muted">{dateTime(entry.at)}</td>
                  <td>
                    <bdi>{entry.actor}</bdi>
                  </td>
                  <td data-tip={entry.action}>{messages.actions(entry.action)}</td>
                  <td dir="auto" class="audit-words">
                    {entry.subject}
                  </td>
                  <td class="muted audit-words" dir="auto">
                    {entry.detail}
                  </td>
                </tr>
              )}
            </For>
          </Table>
          <Show when={audit.hasNextPage}>
            <div>
              <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                {messages.more}
              </Button>
            </div>
          </Show>
        </Match>
      </Switch>
    </>
  );
};

export default Audit;
