// The menu of the person who is signed in: looks, keys, account.
import { createMemo, Show, type Component } from 'solid-js';
import { signOut, useMe } from '../../api/session';
import { Menu, type MenuEntry } from '../../ui/Menu';
import { setSingleKeys, singleKeys } from '../../ui/shortcuts';
import { setTheme, theme, THEMES } from '../../ui/theme';
import { messages } from './messages';

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

export const UserMenu: Component = () => {
  const me = useMe();
  const entries = createMemo<MenuEntry[]>(() => [
    { heading: me.data?.user?.email ?? '' },
    'line',
    { heading: messages.theme },
    ...THEMES.map((id) => ({
      title: messages.themes[id],
      checked: theme() === id,
      onSelect: () => setTheme(id),
    })),
    'line',
    { title: messages.singleKeys, checked: singleKeys(), onSelect: () => setSingleKeys(!singleKeys()) },
    { title: messages.preferences, href: '/settings' },
    'line',
    { title: messages.signOut, onSelect: () => void signOut() },
  ]);
  return (
    <Show when={!me.isPending && me.data?.user}>
      {(user) => (
        <Menu
          label={messages.account(user().name)}
          align="end"
          entries={entries()}
          trigger={(trigger) => (
            <button
              type="button"
              class="avatar"
              aria-label={messages.account(user().name)}
              data-tip={user().name}
              {...trigger}
            >
              {initials(user().name)}
            </button>
          )}
        />
      )}
    </Show>
  );
};
