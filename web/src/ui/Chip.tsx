// A small mark: a state, a filter that can be taken away, a label with its colour.
import { Show, type Component, type JSX } from 'solid-js';
import { Icon } from './Icon';
import './chip.css';

export interface ChipProps {
  children: JSX.Element;
  tone?: 'plain' | 'accent' | 'ok' | 'warn' | 'danger';
  /** A dot in this colour, for labels. */
  color?: string;
  /** Makes the chip removable; the words say what the button does. */
  onRemove?: () => void;
  removeLabel?: string;
}

export const Chip: Component<ChipProps> = (props) => (
  <span class={`chip chip-${props.tone ?? 'plain'}`}>
    <Show when={props.color} keyed>
      {(color) => <span class="chip-dot" style={{ background: color }} />}
    </Show>
    <span class="chip-text">{props.children}</span>
    <Show when={props.onRemove}>
      <button
        type="button"
        class="chip-remove"
        aria-label={props.removeLabel}
        onClick={() => props.onRemove?.()}
      >
        <Icon name="close" size={12} />
      </button>
    </Show>
  </span>
);
