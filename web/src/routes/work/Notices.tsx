// What was decided about oneself in a project: notices and pauses with their reasons, and one's answer to them.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery, type QueryResult } from '../../api/query';
import type { MyNotices } from '../../api/types';
import { Button, LinkButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { ago } from '../../ui/format';
import { messages as common } from '../../ui/messages';
import { TextArea } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { asides } from './dialogs/messages';

const M = asides.notices;

type Notice = MyNotices['notices'][number];

const TONES = { notice: 'plain', pause: 'warn', resume: 'ok' } as const;

function useNotices(slug: () => string): QueryResult<MyNotices> {
  return useQuery(() => ({
    queryKey: keys.below(slug(), 'my-notices'),
    queryFn: ({ signal }) => api.get<MyNotices>(projectPath(slug(), 'my-notices'), signal),
  }));
}

/** All of them, newest first; nothing while there are none. */
export const Notices: Component<{ slug: string }> = (props) => {
  const found = useNotices(() => props.slug);
  return (
    <Show when={!found.isPending && (found.data?.notices ?? []).length > 0}>
      <section class="stack" aria-label={M.title}>
        <h2>{M.title}</h2>
        <ul class="mine-notices">
          {/* By id: a row stays the same one when it is answered, and keeps the focus. */}
          <For each={(found.data?.notices ?? []).map(({ id }) => id)}>
            {(id) => (
              <Show when={found.data?.notices.find((notice) => notice.id === id)}>
                {(notice) => <Row notice={notice()} onAnswered={() => void found.refetch()} />}
              </Show>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
};

const Row: Component<{ notice: Notice; onAnswered: () => void }> = (props) => {
  const [open, setOpen] = createSignal(false);
  let row!: HTMLLIElement;
  /** The button and what it opens take each other's place; the focus goes along. */
  const toggle = (on: boolean) => {
    setOpen(on);
    queueMicrotask(() => row.querySelector<HTMLElement>(on ? 'textarea' : 'button')?.focus());
  };
  return (
    <li ref={row} class="mine-notice">
      <Chip tone={TONES[props.notice.kind]}>{M.kind[props.notice.kind]}</Chip>
      <div class="mine-notice-body">
        <p dir="auto">{props.notice.reason}</p>
        <p class="muted small">{M.by(props.notice.made_by.name, ago(props.notice.at))}</p>
        <Show when={props.notice.appeal}>
          {(text) => (
            <p dir="auto">
              <span class="muted">{M.answered}</span> {text()}
            </p>
          )}
        </Show>
        <Show
          when={open()}
          fallback={
            <Button small onClick={() => toggle(true)}>
              {props.notice.appeal ? M.again : M.answer}
            </Button>
          }
        >
          <Answer
            id={props.notice.id}
            onClose={() => toggle(false)}
            onSent={() => {
              toggle(false);
              props.onAnswered();
            }}
          />
        </Show>
      </div>
    </li>
  );
};

const Answer: Component<{ id: string; onClose: () => void; onSent: () => void }> = (props) => {
  const [text, setText] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post(`/api/notices/${encodeURIComponent(props.id)}/appeal`, { text: text() });
      toast({ text: M.sent, tone: 'ok' });
      props.onSent();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <Field label={M.text} help={M.textWhat}>
        {(control) => <TextArea {...control} rows={3} value={text()} onValue={setText} />}
      </Field>
      <Refusal error={error()} />
      <div class="row">
        <Button onClick={() => props.onClose()}>{common.common.cancel}</Button>
        <Button look="primary" busy={busy()} disabled={text().trim() === ''} onClick={() => void send()}>
          {M.send}
        </Button>
      </div>
    </div>
  );
};

/** Why there is no work, for who is paused. */
export const Paused: Component<{ slug: string }> = (props) => {
  const found = useNotices(() => props.slug);
  const pause = () => found.data?.notices.find((notice) => notice.kind === 'pause');
  return (
    <Show when={!found.isPending && found.data?.paused_since != null}>
      <div class="error-note" role="status">
        <div class="grow stack" style={{ '--gap': 'var(--space-2)' }}>
          <strong>{M.paused}</strong>
          <p dir="auto">{pause()?.reason}</p>
          <div>
            <LinkButton small href={`/p/${props.slug}/mine`}>
              {M.answer}
            </LinkButton>
          </div>
        </div>
      </div>
    </Show>
  );
};
