// What one was told, and what one has submitted, with a way to open it again until it is settled.
import { useNavigate, useParams } from '@solidjs/router';
import { createResource, createSignal, For, Show, type Component } from 'solid-js';
import { ApiError } from '../../api/client';
import { useProject } from '../../api/projects';
import { myWork, reopen } from '../../editor/service';
import { titled } from '../../model/design';
import type { Choice, MyWork, Outcome } from '../../model/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Skeleton } from '../../ui/Skeleton';
import { toast } from '../../ui/Toast';
import { Contest, MyAppeals } from './Contest';
import { asides } from './dialogs/messages';
import { Notices } from './Notices';
import { Talks } from './Talks';
import './mine.css';

const Mine: Component = () => {
  const params = useParams<{ slug: string }>();
  const project = useProject(() => params.slug);
  const reasons = () => (project.isPending ? [] : (project.data?.design.unusable_reasons ?? []));
  const [rows, setRows] = createSignal<readonly MyWork[]>([]);
  const [after, setAfter] = createSignal<string | null>(null);
  const [contesting, setContesting] = createSignal<string | null>(null);
  const [sent, setSent] = createSignal(0);
  const [page, { refetch }] = createResource(
    () => ({ slug: params.slug, after: after() }),
    async (key) => {
      const loaded = await myWork(key.slug, key.after);
      setRows((before) => (key.after === null ? loaded.items : [...before, ...loaded.items]));
      return loaded;
    },
  );
  return (
    <div class="mine">
      <h1>{asides.mine.title}</h1>
      <Notices slug={params.slug} />
      <section class="stack" aria-labelledby="mine-submitted">
        <h2 id="mine-submitted">{asides.mine.submitted}</h2>
        <Show when={!page.error} fallback={<ErrorNote error={page.error} onRetry={() => void refetch()} />}>
          <Show when={rows().length > 0 || !page.loading} fallback={<Skeleton />}>
            <Show
              when={rows().length > 0}
              fallback={
                <EmptyState icon="check" title={asides.mine.none}>
                  {asides.mine.noneWhat}
                </EmptyState>
              }
            >
              <ul class="mine-list">
                <For each={rows()}>
                  {(row) => (
                    <Entry
                      row={row}
                      slug={params.slug}
                      reasons={reasons()}
                      onContest={() => setContesting(row.annotation)}
                    />
                  )}
                </For>
              </ul>
            </Show>
            <Show when={!page.error && page.latest?.next}>
              {(next) => (
                <div>
                  <Button busy={page.loading} onClick={() => setAfter(next())}>
                    {asides.mine.more}
                  </Button>
                </div>
              )}
            </Show>
          </Show>
        </Show>
      </section>
      <MyAppeals slug={params.slug} sent={sent()} />
      <Talks slug={params.slug} />
      <Show when={contesting()} keyed>
        {(annotation) => (
          <Contest
            slug={params.slug}
            annotation={annotation}
            onClose={() => setContesting(null)}
            onSent={() => setSent((n) => n + 1)}
          />
        )}
      </Show>
    </div>
  );
};

export default Mine;

interface EntryProps {
  row: MyWork;
  slug: string;
  reasons: readonly Choice[];
  onContest: () => void;
}

const Entry: Component<EntryProps> = (props) => {
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal(false);
  const open = async () => {
    setBusy(true);
    try {
      const task = await reopen(props.row.annotation);
      navigate(`/p/${props.slug}/work?assignment=${encodeURIComponent(task.assignment.id)}`);
    } catch (error) {
      toast({ text: error instanceof ApiError ? error.message : String(error), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="mine-row">
      <Show when={props.row.thumbnail} fallback={<span class="mine-thumb" aria-hidden="true" />}>
        {(url) => <img class="mine-thumb" src={url()} alt="" loading="lazy" />}
      </Show>
      <span class="mine-text" dir="auto">
        {props.row.excerpt || '–'}
      </span>
      <span class="mine-outcome">
        <Show when={props.row.sent_back} fallback={outcomeWords(props.row.outcome, props.reasons)}>
          <Chip tone="warn">{asides.mine.sentBack}</Chip>
        </Show>
      </span>
      <time class="mine-time" datetime={new Date(props.row.submitted_at).toISOString()}>
        {new Date(props.row.submitted_at).toLocaleString(undefined, {
          dateStyle: 'medium',
          timeStyle: 'short',
        })}
      </time>
      <Button small look="quiet" onClick={() => props.onContest()}>
        {asides.mine.contest}
      </Button>
      <Show when={props.row.can_reopen} fallback={<span class="mine-closed">{asides.mine.closed}</span>}>
        <Button small busy={busy()} onClick={() => void open()}>
          {props.row.sent_back ? asides.mine.correct : asides.mine.reopen}
        </Button>
      </Show>
    </li>
  );
};

/** Reasons are ids of the design; an older version may have had others. */
function outcomeWords(outcome: Outcome, reasons: readonly Choice[]): string {
  switch (outcome.type) {
    case 'complete':
      return asides.mine.complete;
    case 'unusable':
      return `${asides.mine.unusable}: ${reasonTitle(outcome.reason, reasons)}`;
    case 'declined':
      return asides.mine.declined;
  }
}

function reasonTitle(id: string, reasons: readonly Choice[]): string {
  const found = reasons.find((reason) => reason.id === id);
  return found ? titled(found) : id.replaceAll('_', ' ');
}
