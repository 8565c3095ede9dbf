// What a person was told of: a bell with how much is unread, and the list behind it.
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { For, onCleanup, onMount, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { isLive, listen } from '../../api/live';
import { useQuery } from '../../api/query';
import type { components } from '../../api/schema';
import { Button } from '../../ui/Button';
import { ago } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { Popover } from '../../ui/Popover';
import { messages } from './messages';

type Notifications = components['schemas']['Notifications'];
type Told = components['schemas']['NotificationView'];

const KEY = ['notifications'] as const;

export const Bell: Component = () => {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const told = useQuery(() => ({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Notifications>('/api/notifications', signal),
    refetchInterval: () => (isLive() ? false : 60_000),
  }));
  const again = () => cache.invalidateQueries({ queryKey: KEY });
  onMount(() => onCleanup(listen((event) => event.type === 'notifications' && void again())));
  const unread = () => (told.isPending ? 0 : (told.data?.unread ?? 0));
  const list = () => (told.isPending ? [] : (told.data?.notifications ?? []));
  const read = async (id?: string) => {
    await api.post('/api/notifications/read', id === undefined ? {} : { id });
    await again();
  };
  const open = (one: Told, close: () => void) => {
    close();
    if (one.read_at == null) void read(one.id);
    navigate(addressOf(one));
  };
  return (
    <Popover
      align="end"
      label={messages.bell.title}
      trigger={(trigger) => (
        <button
          type="button"
          class="bell"
          aria-label={messages.bell.count(unread())}
          data-tip={messages.bell.title}
          {...trigger}
        >
          <Icon name="bell" size={18} />
          <Show when={unread() > 0}>
            <span class="bell-count" aria-hidden="true">
              {unread() > 99 ? '99+' : unread()}
            </span>
          </Show>
        </button>
      )}
    >
      {(close) => (
        <div class="told">
          <header class="told-head">
            <h2>{messages.bell.title}</h2>
            <span class="grow" />
            <Show when={unread() > 0}>
              <Button small look="quiet" onClick={() => void read()}>
                {messages.bell.readAll}
              </Button>
            </Show>
          </header>
          <Show when={list().length > 0} fallback={<p class="muted told-none">{messages.bell.none}</p>}>
            <ul class="told-list">
              <For each={list()}>
                {(one) => (
                  <li>
                    <button
                      type="button"
                      class="told-one"
                      classList={{ 'told-unread': one.read_at == null }}
                      onClick={() => open(one, close)}
                    >
                      <span class="told-what">{messages.bell.kinds[one.kind](one.author)}</span>
                      <span class="told-text" dir="auto">
                        {one.body}
                      </span>
                      <span class="muted small">
                        <bdi>{one.project_title}</bdi> · {ago(one.at)}
                      </span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
      )}
    </Popover>
  );
};

/** Annotators are led to their own correction, everybody else to the item. */
function addressOf(one: Told): string {
  if (one.item != null) return `/p/${one.project}/items/${one.item}`;
  if (one.kind === 'sent_back') return `/p/${one.project}/mine`;
  return `/p/${one.project}`;
}
