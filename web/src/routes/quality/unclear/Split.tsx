// The places on which people differ about a label or a question; a lead puts one on the list of what to talk about.
import { createMemo, createSignal, For, Match, Show, Switch, type Component } from 'solid-js';
import { useQueryClient } from '@tanstack/solid-query';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useInfiniteQuery } from '../../../api/query';
import type { CellPage, Design, Disputed } from '../../../api/types';
import { ulid } from '../../../editor/ulid';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { ErrorNote, words } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { count } from '../../../ui/format';
import { Skeleton } from '../../../ui/Skeleton';
import { TextArea } from '../../../ui/TextInput';
import { toast } from '../../../ui/Toast';
import { DisputedCard } from '../DisputedCard';
import { messages } from './messages';
import { query, type Wanted } from './unclear';

export interface SplitProps {
  slug: string;
  seq: number;
  design: Design;
  leads: boolean;
  wanted: Wanted;
  onClose: () => void;
}

export const Split: Component<SplitProps> = (props) => {
  const [talking, setTalking] = createSignal<Disputed | null>(null);
  const found = useInfiniteQuery(() => ({
    queryKey: keys.below(props.slug, 'split', query(props.wanted, null), props.seq),
    queryFn: ({ pageParam, signal }) =>
      api.get<CellPage>(
        `${projectPath(props.slug, 'quality', 'labels', 'items')}?${query(props.wanted, pageParam)}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: CellPage) => page.next ?? null,
  }));
  const list = createMemo(() => (found.data?.pages ?? []).flatMap((page) => page.units));
  const n = () => found.data?.pages[0]?.n ?? 0;
  return (
    <section class="stack" aria-label={props.wanted.words} id="split-places" tabindex={-1}>
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
            <For each={list()}>
              {(one) => (
                <DisputedCard slug={props.slug} one={one} field={props.wanted.words} design={props.design}>
                  <Show when={props.leads}>
                    <Button small onClick={() => setTalking(one)}>
                      {messages.discuss}
                    </Button>
                  </Show>
                </DisputedCard>
              )}
            </For>
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
      <Talk slug={props.slug} one={talking()} onClose={() => setTalking(null)} />
    </section>
  );
};

const Talk: Component<{ slug: string; one: Disputed | null; onClose: () => void }> = (props) => {
  const cache = useQueryClient();
  const [note, setNote] = createSignal('');
  const [error, setError] = createSignal<string | null>(null);
  const put = async () => {
    const one = props.one;
    if (!one) return;
    const body = { id: ulid(), item: one.item, field: one.field, unit: one.unit, note: note() };
    try {
      await api.post(projectPath(props.slug, 'discussions'), body);
      setNote('');
      setError(null);
      props.onClose();
      toast({ text: messages.onList, tone: 'ok' });
      await cache.invalidateQueries({ queryKey: keys.below(props.slug, 'discussions') });
    } catch (failure) {
      setError(words(failure));
    }
  };
  return (
    <Dialog
      open={props.one !== null}
      onClose={() => props.onClose()}
      title={messages.discussTitle}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{messages.cancel}</Button>
          <Button look="primary" disabled={note().trim() === ''} onClick={() => void put()}>
            {messages.put}
          </Button>
        </>
      }
    >
      <p dir="auto">{props.one?.unit_text || props.one?.excerpt}</p>
      <Field label={messages.note} help={messages.noteHelp} error={error()}>
        {(control) => <TextArea {...control} rows={3} value={note()} onValue={setNote} />}
      </Field>
    </Dialog>
  );
};
