// The items behind a share, page by page, with the claims that are counted.
import { A } from '@solidjs/router';
import { createMemo, For, Match, Show, Switch, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useInfiniteQuery } from '../../../api/query';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { ErrorNote } from '../../../ui/ErrorNote';
import { count } from '../../../ui/format';
import { Skeleton } from '../../../ui/Skeleton';
import { Thumb } from '../../../ui/Thumb';
import { VerdictMark } from '../../../ui/VerdictMark';
import { query, TONE, type Page, type Wanted } from './mismatch';
import { messages } from './messages';

type Item = Page['items'][number];

export const Behind: Component<{ slug: string; seq: number; wanted: Wanted; onClose: () => void }> = (
  props,
) => {
  const found = useInfiniteQuery(() => ({
    queryKey: keys.below(props.slug, 'mismatch-items', query(props.wanted, null), props.seq),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>(
        `${projectPath(props.slug, 'quality', 'mismatch', 'items')}?${query(props.wanted, pageParam)}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next ?? null,
  }));
  const list = createMemo(() => (found.data?.pages ?? []).flatMap((page) => page.items));
  const n = () => found.data?.pages[0]?.n ?? 0;
  return (
    <section class="stack mismatch-behind" aria-label={props.wanted.words} id="mismatch-behind" tabindex={-1}>
      <div class="page-head">
        <div>
          <h3>{props.wanted.words}</h3>
          <p class="muted">{found.isPending ? ' ' : messages.behindN(count(n()))}</p>
        </div>
        <Button small onClick={() => props.onClose()}>
          {messages.close}
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
          <p class="muted">{messages.behindNone}</p>
        </Match>
        <Match when={list().length > 0}>
          <ul class="disputed">
            <For each={list()}>{(item) => <Card slug={props.slug} item={item} />}</For>
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
};

const Card: Component<{ slug: string; item: Item }> = (props) => (
  <li class="disputed-card">
    <Thumb src={props.item.thumbnail ?? null} alt="" />
    <div class="grow stack" style={{ '--gap': '6px' }}>
      <A class="link disputed-title" href={`/p/${props.slug}/items/${props.item.item}`} dir="auto">
        {props.item.external_id}
      </A>
      <Show when={props.item.claims.length === 0}>
        <span class="muted small">
          {messages.leavesOut(props.item.omissions.join(', '))} · {messages.basisOf[props.item.basis]}
        </span>
      </Show>
      <ul class="mismatch-claims">
        <For each={props.item.claims}>
          {(claim) => (
            <li>
              <bdi dir="auto">{claim.text}</bdi>
              <span class="mismatch-said">
                <Show when={claim.holds} keyed>
                  {(holds) => <VerdictMark tone={TONE[holds]} title={messages.holds[holds]} />}
                </Show>
                <For each={claim.errors}>{(error) => <Chip>{error}</Chip>}</For>
                <span class="muted small">{messages.basisOf[claim.basis]}</span>
              </span>
            </li>
          )}
        </For>
      </ul>
    </div>
  </li>
);
