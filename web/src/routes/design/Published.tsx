// What a new version means for the answers that exist already.
import { For, Show, type Component } from 'solid-js';
import type { PublishedDesign } from '../../api/types';
import { messages } from './messages';

export const Published: Component<{ result: PublishedDesign }> = (props) => (
  <div class="panel stack published" role="status" style={{ '--gap': 'var(--space-2)' }}>
    <strong>{messages.published(props.result.version)}</strong>
    <Show
      when={props.result.opened_fields.length > 0}
      fallback={<p class="muted">{messages.nothingOpened}</p>}
    >
      <div>
        <p>{messages.opened}</p>
        <ul>
          <For each={props.result.opened_fields}>{(field) => <li class="mono">{field}</li>}</For>
        </ul>
      </div>
      <Show when={props.result.kept_fields.length > 0}>
        <div>
          <p>{messages.kept}</p>
          <ul>
            <For each={props.result.kept_fields}>{(field) => <li class="mono">{field}</li>}</For>
          </ul>
        </div>
      </Show>
    </Show>
  </div>
);
