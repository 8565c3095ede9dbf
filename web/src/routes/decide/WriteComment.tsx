// A comment while deciding: about the item, a claim, or what a reader marked; whoever is named in it is told.
import { createEffect, createSignal, on, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import { projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { components } from '../../api/schema';
import { ulid } from '../../editor/ulid';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/Toast';
import { AboutField } from '../item/AboutField';
import { anchorsOf, ITEM, type CommentAnchor } from '../item/anchors';
import type { Reader } from '../item/readers';
import { Writing } from '../item/Writing';
import { messages } from './messages';
import type { DecisionTask, Row } from './rows';

export interface WriteCommentProps {
  slug: string;
  open: boolean;
  task: DecisionTask;
  readers: readonly Reader[];
  /** What is in focus: the comment is about it, unless something else is chosen. */
  row: Row | undefined;
  onClose: () => void;
}

/** What a row is about. Whose region it is stands with it: the most typical one for a place that several marked. */
export function anchorOf(task: DecisionTask, row: Row | undefined): CommentAnchor {
  if (row?.kind === 'verdict') {
    const id = row.claim.id;
    const author = task.readers.find((one) => (one.body.claims ?? []).some((claim) => claim.id === id));
    return { on: 'claim', id, ...(author && { annotation: author.name }) };
  }
  if (row?.kind !== 'region') return ITEM;
  const at = row.cells[row.typical] ? row.typical : row.cells.findIndex((cell) => cell !== null);
  const [region, reader] = [row.cells[at], task.readers[at]];
  return region && reader ? { on: 'region', id: region.id, annotation: reader.name } : ITEM;
}

export const WriteComment: Component<WriteCommentProps> = (props) => {
  const [about, setAbout] = createSignal<CommentAnchor>(ITEM);
  /** What was written before stays hidden while one decides; the names come with it. */
  const found = useQuery(() => ({
    queryKey: ['comment-names', props.slug, props.task.assignment.item],
    queryFn: ({ signal }) =>
      api.get<components['schemas']['Comments']>(
        projectPath(props.slug, 'items', props.task.assignment.item, 'comments'),
        signal,
      ),
    enabled: props.open,
  }));
  createEffect(
    on(
      () => props.open,
      (open) => open && setAbout(anchorOf(props.task, props.row)),
    ),
  );
  let area: HTMLTextAreaElement | undefined;
  createEffect(() => {
    if (props.open) requestAnimationFrame(() => area?.focus());
  });
  const write = async (body: string) => {
    const comment = { id: ulid(), body, anchors: anchorsOf(about()) };
    await api.post(path('/api/assignments', props.task.assignment.id, 'comments'), comment);
    toast({ text: messages.commented, tone: 'ok' });
    props.onClose();
  };
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title={messages.commentTitle}>
      <div class="stack">
        <p class="muted">{messages.commentWhat}</p>
        <AboutField
          view={{ design: props.task.design, item: props.task.item, readers: props.readers }}
          about={about()}
          onAbout={setAbout}
        />
        <Writing
          members={found.data?.members ?? []}
          label={messages.comment}
          onWrite={write}
          ref={(element) => (area = element)}
        />
      </div>
    </Dialog>
  );
};
