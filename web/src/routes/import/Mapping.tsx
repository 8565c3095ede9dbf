// Explains with the design's own slots how the columns of a table become items.
import { For, type Component } from 'solid-js';
import type { Design } from '../../api/types';
import { messages } from './messages';

export const Mapping: Component<{ design: Design }> = (props) => (
  <section class="mapping" aria-label={messages.mapTitle}>
    <h3>{messages.mapTitle}</h3>
    <p class="muted">{messages.map}</p>
    <dl>
      <div>
        <dt class="mono">id</dt>
        <dd class="muted">{messages.mapId}</dd>
      </div>
      <For each={props.design.slots}>
        {(slot) => (
          <div>
            <dt class="mono">{slot.id}</dt>
            <dd class="muted">
              {slot.kind === 'text' ? messages.mapText : messages.mapMedia}
              {slot.many ? `; ${messages.mapSeveral}` : ''}
            </dd>
          </div>
        )}
      </For>
    </dl>
    <p class="muted">
      {messages.mapOther} {messages.mapFolder}
    </p>
  </section>
);
