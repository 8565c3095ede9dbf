// A type in one line; names of other types lead to them.
import { For, type Component } from 'solid-js';
import { written, type Schema } from './document';

export const Written: Component<{ schema: Schema }> = (props) => (
  <code class="docs-type">
    <For each={written(props.schema)}>
      {(piece) => ('type' in piece ? <a href={`#type-${piece.type}`}>{piece.type}</a> : piece.text)}
    </For>
  </code>
);
