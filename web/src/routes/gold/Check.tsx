// Looking at gold before anybody gets it: the original beside what was made of it, with the place marked.
import { createEffect, createSignal, For, onCleanup, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { Design, GoldDetail, ProjectRole } from '../../api/types';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { words } from '../../ui/ErrorNote';
import { Kbd } from '../../ui/Kbd';
import { Load } from '../../ui/Load';
import { singleKeys } from '../../ui/shortcuts';
import { toast } from '../../ui/Toast';
import { Media } from '../item/Media';
import '../item/item.css';
import { marked, REGION } from './marked';
import { messages } from './messages';
import { known } from './words';

export interface CheckProps {
  slug: string;
  items: readonly string[];
  design: Design;
  role: ProjectRole;
  onClose: () => void;
}

export const Check: Component<CheckProps> = (props) => {
  const [at, setAt] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  const item = () => props.items[at()];
  const detail = useQuery(() => ({
    queryKey: keys.below(props.slug, 'gold', item() ?? ''),
    queryFn: ({ signal }) => api.get<GoldDetail>(projectPath(props.slug, 'gold', item() ?? ''), signal),
    enabled: item() !== undefined,
  }));
  const may = () => props.role === 'expert' || props.role === 'manager';
  const decides = () => may() && detail.data?.row.item === item() && detail.data?.row.state === 'proposed';
  const next = () => (props.items.length === 1 ? props.onClose() : setAt((before) => before + 1));
  const decide = async (type: 'accept' | 'reject') => {
    const id = item();
    if (busy() || id === undefined || !decides()) return;
    setBusy(true);
    try {
      const body = type === 'accept' ? { type } : { type, reason: messages.rejectWhy };
      await api.post(projectPath(props.slug, 'gold', id, 'check'), body);
      toast({ text: type === 'accept' ? messages.accepted : messages.rejected, tone: 'ok' });
      next();
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  const press = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') props.onClose();
    if (!singleKeys()) return;
    if (event.key === 'a') void decide('accept');
    if (event.key === 'x') void decide('reject');
    if (event.key === 'j' && item() !== undefined) next();
  };
  createEffect(() => {
    window.addEventListener('keydown', press);
    onCleanup(() => window.removeEventListener('keydown', press));
  });
  return (
    <Show
      when={item()}
      fallback={
        <EmptyState
          icon="check"
          title={messages.checked}
          action={
            <Button look="primary" onClick={() => props.onClose()}>
              {messages.close}
            </Button>
          }
        >
          {messages.checkedWhat}
        </EmptyState>
      }
    >
      <div class="page-head">
        <div>
          <h1>{messages.checkTitle(props.items.length - at())}</h1>
          <p class="page-lead">{messages.checkWhat}</p>
        </div>
        <Button onClick={() => props.onClose()}>{messages.close}</Button>
      </div>
      <Load query={detail} skeleton={{ shape: 'block' }}>
        {(data) => <Pair detail={data()} design={props.design} />}
      </Load>
      <div class="gold-bar">
        <Show when={may()} fallback={<p class="muted">{messages.onlyExperts}</p>}>
          <Button look="primary" busy={busy()} disabled={!decides()} onClick={() => void decide('accept')}>
            {messages.accept} <Kbd keys="a" />
          </Button>
          <Button busy={busy()} disabled={!decides()} onClick={() => void decide('reject')}>
            {messages.reject} <Kbd keys="x" />
          </Button>
        </Show>
        <Button look="quiet" onClick={next}>
          {messages.skip} <Kbd keys="j" />
        </Button>
      </div>
    </Show>
  );
};

const Pair: Component<{ detail: GoldDetail; design: Design }> = (props) => {
  const error = () => props.detail.row.known;
  const type = () => {
    const types = props.design.claims?.error_types ?? [];
    const found = types.find((one) => one.id === error()?.error_type);
    return found?.title || (error()?.error_type ?? messages.none);
  };
  return (
    <>
      <p class="gold-change" aria-live="polite">
        <Show when={error()} fallback={known(props.detail.row)}>
          {(found) => (
            <>
              <span class="muted">{type()}:</span>
              <del dir="auto">{found().before}</del>
              <span aria-hidden="true">→</span>
              <ins dir="auto">{found().after}</ins>
            </>
          )}
        </Show>
      </p>
      <div class="gold-pair">
        <Show when={props.detail.original} keyed>
          {(original) => (
            <section class="stack">
              <h2>{messages.original}</h2>
              <Media
                design={props.design}
                item={original.item}
                media={original.media}
                readers={[]}
                lit={new Set()}
              />
            </section>
          )}
        </Show>
        <section class="stack">
          <h2>{messages.made_}</h2>
          <Media
            design={props.design}
            item={props.detail.made.item}
            media={props.detail.made.media}
            readers={marked(props.detail)}
            lit={new Set([REGION])}
          />
        </section>
      </div>
      <Show when={props.detail.answers.length > 0}>
        <section class="stack">
          <h2>{messages.answers}</h2>
          <For each={props.detail.answers}>
            {(answer) => (
              <div>
                <h3>{answer.annotator.name}</h3>
                <ul>
                  <For each={answer.decisions}>
                    {(one) => (
                      <li>
                        {one.right ? messages.rightWord : messages.wrong}:{' '}
                        {messages.said(
                          `${one.field} ${one.unit}`.trim(),
                          one.expected ?? messages.nothing,
                          one.given ?? messages.nothing,
                        )}
                      </li>
                    )}
                  </For>
                </ul>
              </div>
            )}
          </For>
        </section>
      </Show>
    </>
  );
};
