// A menu of commands behind a button: arrows, Home, End and the first letter move, Escape closes.
import { A } from '@solidjs/router';
import { For, Show, type Component, type JSX } from 'solid-js';
import { Icon, type IconName } from './Icon';
import { Kbd } from './Kbd';
import { Popover, type PopoverTrigger } from './Popover';

export type MenuEntry =
  | {
      title: string;
      onSelect?: () => void;
      /** Goes there instead of calling `onSelect`. */
      href?: string;
      icon?: IconName;
      keys?: string;
      /** Shown as ticked or not, for a choice among entries. */
      checked?: boolean;
      danger?: boolean;
      disabled?: boolean;
    }
  | { heading: string }
  | 'line';

type Command = Exclude<MenuEntry, 'line' | { heading: string }>;

export interface MenuProps {
  trigger: (trigger: PopoverTrigger) => JSX.Element;
  entries: readonly MenuEntry[];
  label: string;
  align?: 'start' | 'end';
}

function items(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>('.menu-item')];
}

/** The entry that a key moves to, if the key moves. */
function moved(list: HTMLElement[], key: string): HTMLElement | undefined {
  const at = list.findIndex((item) => item === document.activeElement);
  if (key === 'ArrowDown') return list[(at + 1) % list.length];
  if (key === 'ArrowUp') return list[(at - 1 + list.length) % list.length];
  if (key === 'Home') return list[0];
  if (key === 'End') return list.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const after = [...list.slice(at + 1), ...list.slice(0, at + 1)];
  return after.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}

const Entry: Component<{ entry: Command; close: () => void }> = (props) => {
  const inner = () => (
    <>
      <Show when={props.entry.checked !== undefined || props.entry.icon}>
        <span class="menu-item-mark">
          <Show when={props.entry.icon ?? (props.entry.checked ? 'check' : undefined)} keyed>
            {(icon) => <Icon name={icon} />}
          </Show>
        </span>
      </Show>
      <span>{props.entry.title}</span>
      <Show when={props.entry.keys} keyed>
        {(keys) => <Kbd keys={keys} />}
      </Show>
    </>
  );
  const select = () => {
    if (props.entry.disabled) return;
    props.close();
    props.entry.onSelect?.();
  };
  return (
    <Show
      when={props.entry.href}
      keyed
      fallback={
        <button
          type="button"
          class="menu-item"
          classList={{ 'menu-item-danger': props.entry.danger }}
          role={props.entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={props.entry.checked}
          aria-disabled={props.entry.disabled || undefined}
          tabindex={-1}
          onClick={select}
        >
          {inner()}
        </button>
      }
    >
      {(href) => (
        <A class="menu-item link" role="menuitem" tabindex={-1} href={href} onClick={select}>
          {inner()}
        </A>
      )}
    </Show>
  );
};

export const Menu: Component<MenuProps> = (props) => (
  <Popover
    role="menu"
    label={props.label}
    align={props.align}
    trigger={props.trigger}
    onOpen={(panel) => items(panel)[0]?.focus()}
    onKeyDown={(event) => {
      if (event.key === 'Tab') event.currentTarget.hidePopover();
      const target = moved(items(event.currentTarget), event.key);
      if (!target) return;
      event.preventDefault();
      target.focus();
    }}
  >
    {(close) => (
      <For each={props.entries}>
        {(entry) => {
          if (entry === 'line') return <hr class="menu-line" />;
          if ('heading' in entry) return <div class="menu-heading">{entry.heading}</div>;
          return <Entry entry={entry} close={close} />;
        }}
      </For>
    )}
  </Popover>
);
