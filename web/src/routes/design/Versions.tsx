// All published versions of a design.
import { useQuery } from '../../api/query';
import { For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import type { DesignVersion } from '../../api/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ago } from '../../ui/format';
import { Load } from '../../ui/Load';
import { messages } from './messages';

export interface VersionsProps {
  slug: string;
  current: number;
  onLook: (version: number | null) => void;
}

export const Versions: Component<VersionsProps> = (props) => {
  const versions = useQuery(() => ({
    queryKey: keys.below(props.slug, 'designs'),
    queryFn: ({ signal }) => api.get<DesignVersion[]>(projectPath(props.slug, 'designs'), signal),
  }));
  return (
    <section class="stack" style={{ '--gap': 'var(--space-2)' }}>
      <h2>{messages.versions}</h2>
      <Load query={versions} skeleton={{ n: 2 }}>
        {(list) => (
          <ul class="versions">
            <For each={list()}>
              {(one) => (
                <li>
                  <strong>{messages.version(one.version)}</strong>
                  <span class="muted grow">{messages.by(one.created_by, ago(one.created_at))}</span>
                  <Show
                    when={one.version !== props.current}
                    fallback={<Chip tone="accent">{messages.current}</Chip>}
                  >
                    <Button small onClick={() => props.onLook(one.version)}>
                      {messages.look}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        )}
      </Load>
    </section>
  );
};
