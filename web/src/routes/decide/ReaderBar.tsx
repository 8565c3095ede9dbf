// Who is looked at: one reader alone, or all of them over each other.
import { For, Show, type Component } from 'solid-js';
import { Icon } from '../../ui/Icon';
import type { Reader } from '../item/readers';
import type { Desk } from './desk';
import { messages } from './messages';

export interface ReaderBarProps {
  desk: Desk;
  readers: readonly Reader[];
  /** The one that is looked at alone. */
  alone: string | null;
  /** What most of them marked is shown as one outline. */
  outlined: boolean;
  onLook: (name: string | null) => void;
}

export const ReaderBar: Component<ReaderBarProps> = (props) => (
  <div class="decide-readers" role="group" aria-label={messages.readers}>
    <button
      type="button"
      class="legend-one"
      aria-pressed={props.alone === null}
      onClick={() => props.onLook(null)}
    >
      {messages.all}
    </button>
    <For each={props.readers}>
      {(reader, at) => (
        <button
          type="button"
          class="legend-one decide-reader"
          aria-pressed={props.alone === reader.annotation.id}
          data-tip={messages.only(reader.name)}
          data-tip-keys="R"
          onClick={() => props.onLook(reader.annotation.id)}
        >
          <span class={`reader-swatch reader-${reader.line}`} style={{ color: reader.color }} />
          <bdi>{reader.name}</bdi>
          <Show when={props.desk.isOpened(`reader/${at() + 1}`)}>
            <Icon name="check" size={12} />
          </Show>
        </button>
      )}
    </For>
    <Show when={props.outlined && props.alone === null}>
      <span class="decide-common muted small">
        <span class="reader-swatch decide-common-swatch" /> {messages.consensus}
      </span>
    </Show>
  </div>
);
