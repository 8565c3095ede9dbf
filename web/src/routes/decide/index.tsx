// Review and adjudication: one item after the other, each with everything that is needed to decide about it.
import { useParams, useSearchParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import {
  createEffect,
  createResource,
  createSignal,
  Match,
  on,
  Show,
  Switch,
  type Component,
} from 'solid-js';
import { api, ApiError } from '../../api/client';
import { keys, may, projectPath, useProject } from '../../api/projects';
import type { ProjectDetail } from '../../api/types';
import { Button, LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote, sentence } from '../../ui/ErrorNote';
import { Load } from '../../ui/Load';
import { Skeleton } from '../../ui/Skeleton';
import { toast } from '../../ui/Toast';
import { Bench } from './Bench';
import { messages } from './messages';
import type { DecisionTask } from './rows';
import '../item/item.css';
import './decide.css';

type Kind = DecisionTask['assignment']['kind'];

interface At extends Record<string, string | undefined> {
  kind?: string;
  item?: string;
}

const Decide: Component = () => {
  const params = useParams();
  const project = useProject(() => params.slug ?? '');
  return <Load query={project}>{(data) => <Page project={data()} />}</Load>;
};

const Page: Component<{ project: ProjectDetail }> = (props) => {
  const cache = useQueryClient();
  const [at, setAt] = useSearchParams<At>();
  const settles = () => may(props.project.role, 'expert');
  const kind = (): Kind => {
    if (at.kind === 'review' || at.kind === 'adjudicate') return at.kind;
    return settles() && (props.project.counts.disputed > 0 || props.project.counts.review === 0)
      ? 'adjudicate'
      : 'review';
  };
  const [turn, setTurn] = createSignal(0);
  const [task] = createResource(
    () => ({
      slug: props.project.slug,
      kind: kind(),
      item: at.item,
      turn: turn(),
      allowed: kind() === 'review' || settles(),
    }),
    ({ slug, kind: wanted, item, allowed }) =>
      allowed
        ? api.post<DecisionTask | null>(projectPath(slug, 'decisions', 'next'), {
            kind: wanted,
            item,
          })
        : Promise.resolve(null),
  );
  const choose = (wanted: Kind) => setAt({ kind: wanted, item: undefined });
  const next = () => {
    setAt({ item: undefined, kind: kind() });
    setTurn(turn() + 1);
  };
  const done = (what: 'signed' | 'released' | 'sentBack') => {
    const words = { signed: messages.signed(''), released: messages.released, sentBack: messages.sentBack };
    toast({ text: words[what].trim(), tone: what === 'signed' ? 'ok' : 'plain' });
    void cache.invalidateQueries({ queryKey: keys.project(props.project.slug) });
    if (what === 'released') setAt({ item: undefined, kind: kind() });
    if (what === 'released') setIdle(true);
    else next();
  };
  /** Given back: the same item would come again at once. */
  const [idle, setIdle] = createSignal(false);
  createEffect(on([() => at.kind, () => at.item, turn], () => setIdle(false), { defer: true }));
  return (
    <div class="decide">
      <header class="decide-head">
        <h1>{messages.kinds[kind()]}</h1>
        <div class="decide-kinds" role="group" aria-label={messages.kind}>
          <KindButton
            kind="adjudicate"
            at={kind()}
            n={props.project.counts.disputed}
            shown={settles()}
            onKind={choose}
          />
          <KindButton kind="review" at={kind()} n={props.project.counts.review} shown onKind={choose} />
        </div>
      </header>
      <Switch>
        <Match when={kind() === 'adjudicate' && !settles()}>
          <EmptyState icon="lock" title={messages.expertOnly}>
            {messages.expertOnlyWhat}
          </EmptyState>
        </Match>
        <Match when={task.error as unknown}>{(error) => <Refused error={error()} onNext={next} />}</Match>
        <Match when={task.loading}>
          <Skeleton shape="block" />
        </Match>
        <Match when={idle() || !task()}>
          <EmptyState
            icon="check"
            title={messages.none[kind()]}
            action={
              <>
                <Show when={idle()}>
                  <Button onClick={next}>{messages.another}</Button>
                </Show>
                <LinkButton href={`/p/${props.project.slug}/items`}>{messages.toItems}</LinkButton>
                <Show when={may(props.project.role, 'manager')}>
                  <LinkButton href={`/p/${props.project.slug}/settings`}>{messages.toSettings}</LinkButton>
                </Show>
              </>
            }
          >
            {messages.noneWhat[kind()]}
          </EmptyState>
        </Match>
        <Match when={task()}>
          {(found) => (
            <Show when={found().assignment.id} keyed>
              <Bench slug={props.project.slug} task={found()} onDone={done} />
            </Show>
          )}
        </Match>
      </Switch>
    </div>
  );
};

export default Decide;

const KindButton: Component<{
  kind: Kind;
  at: Kind;
  n: number;
  shown: boolean;
  onKind: (kind: Kind) => void;
}> = (props) => (
  <Show when={props.shown}>
    <button
      type="button"
      class="decide-kind"
      aria-pressed={props.kind === props.at}
      onClick={() => props.onKind(props.kind)}
    >
      {messages.kinds[props.kind]} <span class="muted">{messages.waiting(props.n)}</span>
    </button>
  </Show>
);

/** Why the item cannot be had, and what else there is to do. */
const Refused: Component<{ error: unknown; onNext: () => void }> = (props) => {
  const refusal = () =>
    props.error instanceof ApiError && [403, 409].includes(props.error.status) ? props.error : undefined;
  return (
    <Show when={refusal()} fallback={<ErrorNote error={props.error} onRetry={() => props.onNext()} />}>
      {(error) => (
        <EmptyState
          icon="lock"
          title={messages.refused}
          action={<Button onClick={() => props.onNext()}>{messages.another}</Button>}
        >
          {sentence(error().message)}
        </EmptyState>
      )}
    </Show>
  );
};
