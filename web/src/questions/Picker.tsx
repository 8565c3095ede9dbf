// A long list in a small place: type to find, arrows to move, a digit takes one of the first nine, Enter goes on.
import { createEffect, createMemo, createSignal, createUniqueId, For, Show, type Component } from 'solid-js';
import { digitOf } from '../editor/keys';
import { placement } from '../ui/place';
import { questionMessages } from './messages';
import './picker.css';

export interface PickerOption {
  readonly id: string;
  readonly title: string;
  readonly help?: string | null;
  /** How far it stands in, in a tree. */
  readonly depth?: number;
  /** Shown, but not to be chosen. */
  readonly disabled?: boolean;
  readonly color?: string;
}

export interface PickerProps {
  options: readonly PickerOption[];
  value: string | null;
  onValue: (id: string) => void;
  onDone?: () => void;
  label?: string;
  labelledBy?: string;
  placeholder?: string;
  disabled?: boolean;
  /** The list is open from the start. */
  open?: boolean;
  onEscape?: () => void;
}

export const Picker: Component<PickerProps> = (props) => {
  const id = createUniqueId();
  let input!: HTMLInputElement;
  let list!: HTMLUListElement;
  const [query, setQuery] = createSignal<string | null>(null);
  const [open, setOpen] = createSignal(false);
  const [at, setAt] = createSignal(0);
  const current = () => props.options.find((option) => option.id === props.value);
  const found = createMemo(() => matching(props.options, query() ?? ''));
  const choosable = createMemo(() => found().filter((option) => !option.disabled));

  const show = () => {
    if (props.disabled || open()) return;
    const index = choosable().findIndex((option) => option.id === props.value);
    setAt(Math.max(0, index));
    setOpen(true);
  };
  const hide = () => {
    setOpen(false);
    setQuery(null);
  };
  const take = (option: PickerOption | undefined) => {
    if (!option || option.disabled) return;
    hide();
    props.onValue(option.id);
    props.onDone?.();
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = digitOf(event);
    if (digit !== null && digit > 0 && !event.shiftKey && !query() && choosable()[digit - 1]) {
      event.preventDefault();
      return take(choosable()[digit - 1]);
    }
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!open()) return show();
        const count = Math.max(1, choosable().length);
        return void setAt((index) => (index + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
      }
      case 'Enter':
        event.preventDefault();
        if (open()) return take(choosable()[at()]);
        return props.value === null ? show() : props.onDone?.();
      case 'Escape':
        if (open()) {
          event.preventDefault();
          event.stopPropagation();
          hide();
        }
        return props.onEscape?.();
    }
  };
  createEffect(() => {
    if (!open()) {
      if (list.matches(':popover-open')) list.hidePopover();
      return;
    }
    void found();
    if (!list.matches(':popover-open')) list.showPopover();
    list.style.minInlineSize = `${input.getBoundingClientRect().width}px`;
    const place = placement(input.getBoundingClientRect(), list.getBoundingClientRect(), 'start');
    list.style.left = `${place.left}px`;
    list.style.top = `${place.top}px`;
  });
  createEffect(() => {
    if (open())
      document.getElementById(`${id}-${choosable()[at()]?.id}`)?.scrollIntoView({ block: 'nearest' });
  });

  return (
    <div class="picker">
      <input
        ref={(element) => {
          input = element;
          if (props.open) queueMicrotask(show);
        }}
        class="input picker-input"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={open()}
        aria-controls={`${id}-list`}
        aria-activedescendant={open() && choosable()[at()] ? `${id}-${choosable()[at()]?.id}` : undefined}
        aria-label={props.label}
        aria-labelledby={props.labelledBy}
        disabled={props.disabled}
        placeholder={props.placeholder ?? questionMessages.choose}
        value={query() ?? current()?.title ?? ''}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={(event) => event.currentTarget.select()}
        onClick={show}
        onBlur={hide}
        onKeyDown={keydown}
      />
      <ul
        ref={list}
        id={`${id}-list`}
        class="picker-list"
        role="listbox"
        popover="manual"
        aria-label={props.label ?? questionMessages.choose}
      >
        <For each={found()} fallback={<li class="picker-none">{questionMessages.nothing}</li>}>
          {(option) => {
            const index = () => choosable().indexOf(option);
            return (
              <li
                id={`${id}-${option.id}`}
                role="option"
                class="picker-option"
                classList={{ 'picker-at': open() && index() === at() }}
                aria-selected={option.id === props.value}
                aria-disabled={option.disabled || undefined}
                style={{ 'padding-inline-start': `${12 + (option.depth ?? 0) * 16}px` }}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => take(option)}
                onPointerMove={() => index() >= 0 && setAt(index())}
              >
                <Show when={option.color}>
                  <span class="picker-swatch" style={{ background: option.color }} />
                </Show>
                <span class="picker-title">
                  {option.title}
                  <Show when={option.help}>
                    <span class="picker-help">{option.help}</span>
                  </Show>
                </span>
                <Show when={!query() && index() >= 0 && index() < 9}>
                  <kbd class="picker-key">{index() + 1}</kbd>
                </Show>
              </li>
            );
          }}
        </For>
      </ul>
    </div>
  );
};

/** Options of which every word of the query begins a word, with what stands above them in a tree. */
export function matching(options: readonly PickerOption[], query: string): readonly PickerOption[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return options;
  const fits = (option: PickerOption) => {
    const words = fold(`${option.title} ${option.id}`).split(/[\s_\-/(]+/);
    return wanted.every((want) => words.some((word) => word.startsWith(want)));
  };
  return options.filter((option, index) => fits(option) || below(options, index).some(fits));
}

/** What stands below an option in a tree. */
function below(options: readonly PickerOption[], index: number): readonly PickerOption[] {
  const depth = options[index]?.depth ?? 0;
  const rest = options.slice(index + 1);
  const end = rest.findIndex((option) => (option.depth ?? 0) <= depth);
  return end < 0 ? (options[index]?.depth === undefined ? [] : rest) : rest.slice(0, end);
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
