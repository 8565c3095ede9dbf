// What waits in the outbox of the person who is signed in, and that it has been sent; nothing when it is empty.
import { A } from '@solidjs/router';
import { createSignal, onCleanup, onMount, Show, type Component } from 'solid-js';
import { keys } from '../../api/projects';
import { client } from '../../api/session';
import { Courier, type Waiting } from '../../editor/courier';
import { service } from '../../editor/service';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { messages } from './messages';

/** How long the good news stays. */
const NEWS_MS = 10_000;

const OutboxNote: Component<{ user: string }> = (props) => {
  const [now, setNow] = createSignal<Waiting>({ waiting: 0, why: null, sent: 0, refused: null });
  const [toldOf, setToldOf] = createSignal(0);
  onMount(() => {
    const courier = new Courier({
      user: props.user,
      service,
      onChange: (next) => {
        setNow(next);
        if (next.why === 'signed_out') void client.invalidateQueries({ queryKey: ['me'] });
        if (next.sent > toldOf()) setTimeout(() => setToldOf(next.sent), NEWS_MS);
      },
      onSent: (kept) => void client.invalidateQueries({ queryKey: keys.project(kept.project) }),
    });
    const look = () => void courier.look();
    const seen = () => document.visibilityState === 'visible' && look();
    addEventListener('online', look);
    document.addEventListener('visibilitychange', seen);
    onCleanup(() => {
      removeEventListener('online', look);
      document.removeEventListener('visibilitychange', seen);
      courier.close();
    });
    look();
  });
  return (
    <span class="outbox" role="status">
      <Show when={now().refused} keyed>
        {(refused) => (
          <A class="link outbox-refused" href={`/p/${refused.project}/work`}>
            <Chip tone="danger">{messages.outbox.refused}</Chip>
          </A>
        )}
      </Show>
      <Show when={now().waiting > 0}>
        <Chip tone="warn">{messages.outbox.waiting(now().waiting, now().why)}</Chip>
      </Show>
      <Show when={now().waiting === 0 && now().sent > toldOf()}>
        <Chip tone="ok">
          <Icon name="check" size={12} /> {messages.outbox.sent(now().sent - toldOf())}
        </Chip>
      </Show>
    </span>
  );
};

export default OutboxNote;
