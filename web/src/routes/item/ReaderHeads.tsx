// Heads of the columns of a comparison: each reader with their colour and line style.
import { For, type Component } from 'solid-js';
import type { Reader } from './readers';

export const ReaderHeads: Component<{ readers: readonly Reader[] }> = (props) => (
  <For each={props.readers}>
    {(reader) => (
      <th scope="col">
        <span class="reader-name">
          <span
            class="reader-swatch"
            style={{ color: reader.color }}
            classList={{ [`reader-${reader.line}`]: true }}
          />
          <bdi>{reader.name}</bdi>
        </span>
      </th>
    )}
  </For>
);
