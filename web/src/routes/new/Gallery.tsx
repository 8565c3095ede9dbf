// The templates, each with a small drawing of what working on it looks like.
import { A } from '@solidjs/router';
import { For, type Component } from 'solid-js';
import type { Template } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { messages } from './messages';
import { TemplatePicture } from './TemplatePicture';

export const Gallery: Component<{ templates: readonly Template[] }> = (props) => (
  <ul class="gallery">
    <For each={props.templates}>
      {(template) => (
        <li>
          <A class="link gallery-card" href={`/new?template=${encodeURIComponent(template.id)}`}>
            <TemplatePicture design={template.design} />
            <span class="gallery-body">
              <strong class="gallery-title">{template.title}</strong>
              <span class="muted gallery-text">{template.description}</span>
              <span class="row" style={{ '--gap': '4px' }}>
                <For each={template.kinds}>{(kind) => <Chip>{messages.kinds[kind]}</Chip>}</For>
              </span>
            </span>
          </A>
        </li>
      )}
    </For>
  </ul>
);
