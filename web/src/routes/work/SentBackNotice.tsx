// Why a reviewer gave the submission back, in sight while it is corrected.
import { createResource, For, Show, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import type { components } from '../../api/schema';
import type { Task } from '../../model/types';
import { asides } from './dialogs/messages';

type CommentView = components['schemas']['CommentView'];

/** The words of what a comment is about; regions keep the number that the annotator knows. */
function about(task: Task, comment: CommentView): string {
  return comment.anchors
    .flatMap((anchor) => {
      if (anchor.on === 'item') return [];
      const claims = (task.item.claim_sets ?? []).flatMap((set) => set.claims);
      return [claims.find((claim) => claim.id === anchor.id)?.text ?? anchor.id];
    })
    .join(', ');
}

export const SentBackNotice: Component<{ task: Task }> = (props) => {
  const [comments] = createResource(
    () => (props.task.assignment.supersedes ? props.task.assignment.id : null),
    (id) => api.get<CommentView[]>(path('/api/assignments', id, 'comments')).catch(() => []),
  );
  return (
    <Show when={(comments() ?? []).length > 0}>
      <div class="work-notice work-sent-back" role="status">
        <strong>{asides.sentBack.title}</strong>
        <For each={comments()}>
          {(comment) => (
            <span dir="auto">
              <Show when={about(props.task, comment)}>{(words) => <em>{words()}: </em>}</Show>
              {comment.body} <span class="work-sent-back-by">{comment.author.name}</span>
            </span>
          )}
        </For>
      </div>
    </Show>
  );
};
