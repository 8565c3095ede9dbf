// Who drew what: colour and line style of each person, with a switch to hide their regions.
import { For, type Component } from 'solid-js';
import { messages } from './messages';
import type { Reader } from './readers';

export interface LegendProps {
  readers: readonly Reader[];
  hidden: ReadonlySet<string>;
  onToggle: (annotation: string) => void;
}

export const Legend: Component<LegendProps> = (props) => (
  <div class="legend" role="group" aria-label={messages.readers}>
    <For each={props.readers}>
      {(reader) => (
        <button
          type="button"
          class="legend-one"
          aria-pressed={!props.hidden.has(reader.annotation.id)}
          data-tip={messages.show(reader.name)}
          onClick={() => props.onToggle(reader.annotation.id)}
        >
          <span class={`reader-swatch reader-${reader.line}`} style={{ color: reader.color }} />
          <bdi>{reader.name}</bdi>
        </button>
      )}
    </For>
  </div>
);
