// What a new version means for the answers that exist already, before it is published and after.
import { For, Show, type Component } from 'solid-js';
import type { PublishedDesign } from '../../api/types';
import { messages } from './messages';

export const Published: Component<{ result: PublishedDesign }> = (props) => (
  <div class="panel stack published" role="status" style={{ '--gap': 'var(--space-2)' }}>
    <strong>{messages.published(props.result.version)}</strong>
    <Effect result={props.result} />
  </div>
);

/** Whether answers that are there would stop to count together with new ones. */
export function parts(result: PublishedDesign): boolean {
  return result.n_annotations > 0 && result.opened_fields.length + result.dropped_fields.length > 0;
}

/** The fields that begin anew, end, and go on. */
export const Effect: Component<{ result: PublishedDesign }> = (props) => (
  <Show
    when={props.result.opened_fields.length + props.result.dropped_fields.length > 0}
    fallback={<p class="muted">{messages.nothingOpened}</p>}
  >
    <Fields what={messages.opened} fields={props.result.opened_fields} />
    <Fields what={messages.dropped} fields={props.result.dropped_fields} />
    <Fields what={messages.kept} fields={props.result.kept_fields} />
  </Show>
);

const Fields: Component<{ what: string; fields: readonly string[] }> = (props) => (
  <Show when={props.fields.length > 0}>
    <div>
      <p>{props.what}</p>
      <ul>
        <For each={props.fields}>{(field) => <li class="mono">{field}</li>}</For>
      </ul>
    </div>
  </Show>
);
