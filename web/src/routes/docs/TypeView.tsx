// One type with its fields.
import { For, Show, type Component } from 'solid-js';
import type { Schema } from './document';
import { messages } from './messages';
import { Written } from './Written';

export const TypeView: Component<{ name: string; schema: Schema }> = (props) => (
  <article id={`type-${props.name}`} class="docs-named">
    <h3>
      <code>{props.name}</code>
    </h3>
    <Show when={props.schema.description}>
      <p class="muted">{props.schema.description}</p>
    </Show>
    <Show when={props.schema.properties} keyed fallback={<Written schema={props.schema} />}>
      {(fields) => (
        <ul>
          <For each={Object.entries(fields)}>
            {([name, field]) => (
              <li>
                <code>{name}</code>{' '}
                <Show when={props.schema.required?.includes(name)}>
                  <span class="muted small">{messages.required}</span>{' '}
                </Show>
                <Written schema={field} /> <span class="muted">{field.description}</span>
              </li>
            )}
          </For>
        </ul>
      )}
    </Show>
  </article>
);
