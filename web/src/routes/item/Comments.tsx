// Comments on the item, its claims and regions, as threads. What people wrote is shown as text and nothing else.
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Show, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { components } from '../../api/schema';
import type { Design, Item } from '../../api/types';
import { ulid } from '../../editor/ulid';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { ago } from '../../ui/format';
import { Select } from '../../ui/Select';
import { TextArea } from '../../ui/TextInput';
import { commentMessages as messages } from './comment_messages';
import { sharedClaims } from './compare';
import type { Reader } from './readers';
import { title } from './titles';
import './truth.css';

type S = components['schemas'];
type CommentView = S['CommentView'];
type CommentAnchor = S['CommentAnchor'];

export interface CommentsProps {
  slug: string;
  id: string;
  design: Design;
  item: Item;
  readers: readonly Reader[];
  onLight: (regions: ReadonlySet<string>) => void;
}

interface Thread {
  first: CommentView;
  rest: CommentView[];
  resolved: boolean;
}

/** Comments by thread, in the order of their first comment; one is resolved while nobody wrote after that. */
export function threads(comments: readonly CommentView[]): Thread[] {
  const found = new Map<string, Thread>();
  for (const comment of comments) {
    const thread = comment.reply_to == null ? undefined : found.get(comment.reply_to);
    if (!thread) {
      found.set(comment.id, { first: comment, rest: [], resolved: false });
    } else if (comment.kind === 'resolve') {
      thread.resolved = true;
    } else {
      thread.rest.push(comment);
      thread.resolved = false;
    }
  }
  return [...found.values()];
}

export const Comments: Component<CommentsProps> = (props) => {
  const cache = useQueryClient();
  const key = () => keys.below(props.slug, 'item', props.id, 'comments');
  const address = () => projectPath(props.slug, 'items', props.id, 'comments');
  const found = useQuery(() => ({
    queryKey: key(),
    queryFn: ({ signal }) => api.get<S['Comments']>(address(), signal),
  }));
  const all = () => threads(found.isPending ? [] : (found.data?.comments ?? []));
  const members = () => (found.isPending ? [] : (found.data?.members ?? []));
  const again = () => cache.invalidateQueries({ queryKey: key() });
  const write = async (body: string, about: readonly CommentAnchor[], replyTo?: string) => {
    await api.post(address(), { id: ulid(), body, anchors: about, reply_to: replyTo });
    await again();
  };
  const resolve = async (id: string) => {
    await api.post(path('/api/comments', id, 'resolve'));
    await again();
  };
  const open = () => all().filter((thread) => !thread.resolved);
  const resolved = () => all().filter((thread) => thread.resolved);
  const thread = (one: Thread) => (
    <ThreadView
      {...props}
      thread={one}
      members={members()}
      onReply={(body) => write(body, one.first.anchors, one.first.id)}
      onResolve={() => void resolve(one.first.id)}
    />
  );
  return (
    <section class="comments" aria-label={messages.title}>
      <h2>{messages.title}</h2>
      <Show when={all().length === 0}>
        <p class="muted">{messages.none}</p>
      </Show>
      <For each={open()}>{thread}</For>
      <Show when={resolved().length > 0}>
        <details>
          <summary class="muted">{messages.resolved(resolved().length)}</summary>
          <div class="comments">
            <For each={resolved()}>{thread}</For>
          </div>
        </details>
      </Show>
      <NewComment {...props} members={members()} onWrite={write} />
    </section>
  );
};

interface ThreadProps extends CommentsProps {
  thread: Thread;
  members: readonly string[];
  onReply: (body: string) => Promise<void>;
  onResolve: () => void;
}

const ThreadView: Component<ThreadProps> = (props) => {
  const [replying, setReplying] = createSignal(false);
  return (
    <article class="comment-thread">
      <Show when={props.thread.first.anchors.length > 0 || props.thread.first.kind === 'send_back'}>
        <p class="comment-about">
          <Show when={props.thread.first.kind === 'send_back'}>
            <Chip tone="warn">{messages.sentBack(owner(props))}</Chip>
          </Show>
          <For each={props.thread.first.anchors}>
            {(anchor) => (
              <span>
                {messages.about} <bdi>{anchorTitle(props, anchor)}</bdi>
                <Show when={anchor.on === 'region'}>
                  {' '}
                  <Button small look="quiet" onClick={() => props.onLight(new Set([regionKey(anchor)]))}>
                    {messages.show}
                  </Button>
                </Show>
              </span>
            )}
          </For>
        </p>
      </Show>
      <For each={[props.thread.first, ...props.thread.rest]}>
        {(comment) => (
          <div>
            <p class="comment-head">
              <bdi>{comment.author.name}</bdi> <span class="muted small">{ago(comment.at)}</span>
            </p>
            <p class="comment-body" dir="auto">
              {comment.body}
            </p>
          </div>
        )}
      </For>
      <Show
        when={replying()}
        fallback={
          <p class="comment-foot">
            <Button small look="quiet" onClick={() => setReplying(true)}>
              {messages.reply}
            </Button>
            <Show when={!props.thread.resolved}>
              <Button small look="quiet" onClick={() => props.onResolve()}>
                {messages.resolve}
              </Button>
            </Show>
          </p>
        }
      >
        <Writing
          members={props.members}
          label={messages.reply}
          onWrite={(body) => props.onReply(body).then(() => void setReplying(false))}
        />
      </Show>
    </article>
  );
};

const NewComment: Component<
  CommentsProps & {
    members: readonly string[];
    onWrite: (body: string, about: readonly CommentAnchor[]) => Promise<void>;
  }
> = (props) => {
  const [about, setAbout] = createSignal('item');
  const options = () => [
    { value: 'item', title: messages.item },
    ...sharedClaims(props.design, props.item).map((claim) => ({
      value: `claim:${claim.id}`,
      title: claim.text,
    })),
    ...props.readers.flatMap((reader) =>
      (reader.annotation.body.regions ?? []).map((region) => ({
        value: `region:${region.id}:${reader.annotation.id}`,
        title: anchorTitle(props, { on: 'region', id: region.id, annotation: reader.annotation.id }),
      })),
    ),
  ];
  const anchors = (): CommentAnchor[] => {
    const [on = 'item', id = '', annotation] = about().split(':');
    if (on === 'claim') return [{ on, id }];
    return on === 'region' ? [{ on, id, annotation }] : [];
  };
  return (
    <div class="stack" style={{ '--gap': 'var(--space-2)' }}>
      <Field label={messages.aboutWhat}>
        {(control) => <Select {...control} small value={about()} onValue={setAbout} options={options()} />}
      </Field>
      <Writing
        members={props.members}
        label={messages.comment}
        onWrite={(body) => props.onWrite(body, anchors())}
      />
    </div>
  );
};

const Writing: Component<{
  members: readonly string[];
  label: string;
  onWrite: (body: string) => Promise<void>;
}> = (props) => {
  const [body, setBody] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.onWrite(body());
      setBody('');
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const name = (member: string) =>
    setBody(`${body()}${body() && !body().endsWith(' ') ? ' ' : ''}@${member} `);
  return (
    <div class="stack" style={{ '--gap': 'var(--space-2)' }}>
      <TextArea
        rows={2}
        aria-label={props.label}
        placeholder={messages.placeholder}
        value={body()}
        onValue={setBody}
      />
      <div class="comment-names" role="group" aria-label={messages.mention}>
        <For each={props.members}>
          {(member) => (
            <button type="button" class="comment-name" onClick={() => name(member)}>
              @{member}
            </button>
          )}
        </For>
      </div>
      <Refusal error={error()} />
      <div>
        <Button small busy={busy()} disabled={body().trim() === ''} onClick={() => void send()}>
          {props.label}
        </Button>
      </div>
    </div>
  );
};

const regionKey = (anchor: CommentAnchor) =>
  `${anchor.annotation ?? ''}/${anchor.on === 'item' ? '' : anchor.id}`;

/** Whose answer was sent back. */
function owner(view: ThreadProps): string {
  const id = view.thread.first.annotation;
  return view.readers.find((reader) => reader.annotation.id === id)?.name ?? '';
}

/** What an anchor points at, in words. */
function anchorTitle(view: CommentsProps, anchor: CommentAnchor): string {
  if (anchor.on === 'item') return messages.item;
  if (anchor.on === 'claim') {
    return sharedClaims(view.design, view.item).find((claim) => claim.id === anchor.id)?.text ?? anchor.id;
  }
  const reader = view.readers.find((one) => one.annotation.id === anchor.annotation);
  const region = (reader?.annotation.body.regions ?? []).find((one) => one.id === anchor.id);
  const label = region?.label ? title(view.design.ontology?.labels, region.label) : anchor.id;
  return [reader?.name, label].filter(Boolean).join(': ');
}
