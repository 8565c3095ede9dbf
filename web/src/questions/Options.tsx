// A row of options that are all in sight: one or several can be on; arrows move, Space presses, digits choose.
import { For, Show, type Component } from 'solid-js';
import { digitOf } from '../editor/keys';
import './options.css';

export interface OptionItem {
  readonly id: string;
  readonly title: string;
  readonly help?: string | null;
  readonly key?: string;
  /** A short word below, for instance what the end of a scale means. */
  readonly caption?: string;
}

export interface OptionsProps {
  items: readonly OptionItem[];
  chosen: readonly string[];
  /** Several can be on. */
  several?: boolean;
  onToggle: (id: string) => void;
  onDone?: () => void;
  labelledBy?: string;
  label?: string;
  disabled?: boolean;
  /** All of one width, close together. */
  scale?: boolean;
  /** A digit goes on to what comes next at once. */
  quick?: boolean;
}

export const Options: Component<OptionsProps> = (props) => {
  const at = () =>
    Math.max(
      0,
      props.items.findIndex((item) => props.chosen.includes(item.id)),
    );
  const keydown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = digitOf(event);
    const isPlain = digit !== null && !event.shiftKey;
    const item = isPlain ? props.items.find((each) => each.key === String(digit)) : undefined;
    if (item && !props.disabled) {
      stop(event);
      if (props.several || !props.chosen.includes(item.id)) props.onToggle(item.id);
      if (props.quick) props.onDone?.();
      return;
    }
    if (event.key === 'Enter') {
      stop(event);
      return props.onDone?.();
    }
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const step = stepOf(event);
    if (step === 0) return;
    stop(event);
    const now = buttons.findIndex((button) => button === document.activeElement);
    const next = (now + step + buttons.length) % buttons.length;
    buttons[next]?.focus();
    const moved = props.items[next];
    if (!props.several && moved && !props.disabled && !props.chosen.includes(moved.id))
      props.onToggle(moved.id);
  };
  return (
    <div
      class="options"
      classList={{ 'options-scale': props.scale }}
      role={props.several ? 'group' : 'radiogroup'}
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      onKeyDown={keydown}
    >
      <For each={props.items}>
        {(item, index) => (
          <button
            type="button"
            class="option"
            role={props.several ? 'checkbox' : 'radio'}
            aria-checked={props.chosen.includes(item.id)}
            disabled={props.disabled}
            tabindex={props.several || index() === at() ? 0 : -1}
            data-tip={item.help ?? undefined}
            onClick={() => props.onToggle(item.id)}
          >
            <span>{item.title}</span>
            <Show when={item.key && !props.scale}>
              <kbd aria-hidden="true">{item.key}</kbd>
            </Show>
            <Show when={item.caption}>
              <span class="option-caption">{item.caption}</span>
            </Show>
          </button>
        )}
      </For>
    </div>
  );
};

function stepOf(event: KeyboardEvent): number {
  const rtl =
    event.currentTarget instanceof Element && getComputedStyle(event.currentTarget).direction === 'rtl';
  switch (event.key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'ArrowRight':
      return rtl ? -1 : 1;
    case 'ArrowLeft':
      return rtl ? 1 : -1;
    default:
      return 0;
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
