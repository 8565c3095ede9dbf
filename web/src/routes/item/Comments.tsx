// Comments on the item, its claims and regions, as threads. What people wrote is shown as text and nothing else.
import { A } from '@solidjs/router';
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
import { ago } from '../../ui/format';
import { AboutField } from './AboutField';
import { addressOf } from './at';
import { anchorsOf, anchorTitle, ITEM, placeOf, type CommentAnchor } from './anchors';
import { commentMessages as messages } from './comment_messages';
import type { Reader } from './readers';
import { Writing } from './Writing';
import './truth.css';

type S = components['schemas'];
type CommentView = S['CommentView'];

export interface CommentsProps {
  slug: string;
  id: string;
  design: Design;
  item: Item;
  readers: readonly Reader[];
  /** What a new comment is about. */
  about: CommentAnchor;
  onAbout: (anchor: CommentAnchor) => void;
  /** To what a comment is about. */
  onGo: (anchor: CommentAnchor) => void;
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
                {messages.about}{' '}
                <A
                  class="link"
                  href={addressOf(props.slug, props.id, placeOf(anchor))}
                  noScroll
                  onClick={() => props.onGo(anchor)}
                >
                  <bdi>{anchorTitle(props, anchor)}</bdi>
                </A>
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
  const write = async (body: string) => {
    await props.onWrite(body, anchorsOf(props.about));
    props.onAbout(ITEM);
  };
  return (
    <div class="stack" style={{ '--gap': 'var(--space-2)' }} id="new-comment">
      <AboutField small view={props} about={props.about} onAbout={(anchor) => props.onAbout(anchor)} />
      <Writing members={props.members} label={messages.comment} onWrite={write} />
    </div>
  );
};

/** Whose answer was sent back. */
function owner(view: ThreadProps): string {
  const id = view.thread.first.annotation;
  return view.readers.find((reader) => reader.annotation.id === id)?.name ?? '';
}
