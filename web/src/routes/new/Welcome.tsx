// The first thing that a new administrator sees: that the place is theirs, and where it keeps everything.
import { Show, type Component } from 'solid-js';
import { LinkButton } from '../../ui/Button';
import { messages } from './messages';

const M = messages.welcome;

export interface WelcomeProps {
  name: string;
  /** The folder on the server; nothing where a database server or a bucket holds everything. */
  data: string | null;
}

export const Welcome: Component<WelcomeProps> = (props) => (
  <section class="panel welcome" aria-label={M.label}>
    <div class="grow stack" style={{ '--gap': 'var(--space-1)' }}>
      <strong>{M.title(props.name)}</strong>
      <Show when={props.data} fallback={<p class="muted">{M.elsewhere}</p>}>
        {(folder) => (
          <p class="muted">
            {M.folder} <bdi class="mono welcome-folder">{folder()}</bdi>
          </p>
        )}
      </Show>
      <p class="muted">{M.next}</p>
    </div>
    <LinkButton href="/">{M.skip}</LinkButton>
  </section>
);
