// What people talk about of what one has judged, asked for by a press: whoever has read it is no independent voice any more.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import { Button } from '../../ui/Button';
import { Load } from '../../ui/Load';
import { Entry } from '../quality/unclear/Entry';
import type { Discussion } from '../quality/unclear/unclear';
import '../quality/quality.css';
import { asides } from './dialogs/messages';

export const Talks: Component<{ slug: string }> = (props) => {
  const [asked, setAsked] = createSignal(false);
  return (
    <section class="stack" aria-label={asides.talks.title}>
      <h2>{asides.talks.title}</h2>
      <p class="muted">{asides.talks.what}</p>
      <Show
        when={asked()}
        fallback={
          <div>
            <Button onClick={() => setAsked(true)}>{asides.talks.show}</Button>
          </div>
        }
      >
        {/* It takes the place of the button that had the focus. */}
        <div tabindex={-1} ref={(list) => queueMicrotask(() => list.focus())}>
          <List slug={props.slug} />
        </div>
      </Show>
    </section>
  );
};

const List: Component<{ slug: string }> = (props) => {
  const list = useQuery(() => ({
    queryKey: keys.below(props.slug, 'discussions', 'own'),
    queryFn: ({ signal }) => api.get<Discussion[]>(projectPath(props.slug, 'discussions'), signal),
  }));
  return (
    <Load query={list} skeleton={{ shape: 'lines' }}>
      {(data) => (
        <Show when={data().length > 0} fallback={<p>{asides.talks.none}</p>}>
          <ul class="discussions">
            <For each={data()}>{(one) => <Entry slug={props.slug} one={one} />}</For>
          </ul>
        </Show>
      )}
    </Load>
  );
};
