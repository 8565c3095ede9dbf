// The workbench page: brings the annotator's desk to the screen, whatever state it is in.
import { useParams, useSearchParams } from '@solidjs/router';
import { useQuery } from '../../api/query';
import {
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
  Match,
  type Component,
} from 'solid-js';
import { api, path } from '../../api/client';
import { useMe } from '../../api/session';
import { Desk, type DeskState } from '../../editor/desk';
import { service } from '../../editor/service';
import type { Session } from '../../editor/session';
import type { Project } from '../../api/types';
import type { Outcome, Task } from '../../model/types';
import { ErrorNote } from '../../ui/ErrorNote';
import { Skeleton } from '../../ui/Skeleton';
import { TopBar } from './bars/TopBar';
import { Done, Elsewhere, Waiting } from './Done';
import { unread } from './guideline_read';
import { folded } from './later';
import { SentBackNotice } from './SentBackNotice';
import { Workbench } from './Workbench';

const interruptions = () => import('./dialogs/interruptions');
const ConflictDialog = folded(() => interruptions().then((file) => file.ConflictDialog));
const SignInDialog = folded(() => interruptions().then((file) => file.SignInDialog));
const RefusalNotice = folded(() => interruptions().then((file) => file.RefusalNotice));
const GuidelineNotice = folded(() => interruptions().then((file) => file.GuidelineNotice));
const RefusedElsewhere = folded(() => interruptions().then((file) => file.RefusedElsewhere));

const WorkPage: Component = () => {
  const params = useParams<{ slug: string }>();
  const [search, setSearch] = useSearchParams<{ assignment?: string }>();
  const me = useMe();
  /** What the desk opens first; it stays when the address names nothing any more. */
  const wanted = createMemo<Wanted>((before) => {
    const { slug } = params;
    const assignment = search.assignment ?? (before?.slug === slug ? before.assignment : null);
    return before?.slug === slug && before.assignment === assignment ? before : { slug, assignment };
  });
  return (
    <Show when={me.data?.user?.id} keyed>
      {(user) => (
        <Show when={wanted()} keyed>
          {({ slug, assignment }) => (
            <DeskView
              user={user}
              slug={slug}
              assignment={assignment}
              onLeft={() =>
                search.assignment !== undefined && setSearch({ assignment: undefined }, { replace: true })
              }
            />
          )}
        </Show>
      )}
    </Show>
  );
};

export default WorkPage;

interface Wanted {
  readonly slug: string;
  readonly assignment: string | null;
}

interface DeskProps {
  user: string;
  slug: string;
  assignment: string | null;
  /** Another item than the one that was asked for is on the desk. */
  onLeft: () => void;
}

const DeskView: Component<DeskProps> = (props) => {
  const [tick, setTick] = createSignal(0);
  // The desk belongs to one person and project; the page makes another one for others.
  /* eslint-disable solid/reactivity */
  const desk = new Desk({
    project: props.slug,
    user: props.user,
    service,
    assignment: props.assignment,
    preload,
    onChange: () => setTick((count) => count + 1),
  });
  /* eslint-enable solid/reactivity */
  const state = (): DeskState => (tick(), desk.state);
  const session = () => (tick(), desk.session);
  const now = <T,>(read: (desk: Desk) => T): T => (tick(), read(desk));
  const project = useQuery(() => ({
    queryKey: ['project', props.slug],
    queryFn: ({ signal }) => api.get<Project>(path('/api/projects', props.slug), signal),
    staleTime: 60_000,
  }));
  useLife(desk);
  createEffect(() => {
    const open = session()?.task.assignment.id;
    if (open === undefined ? state().phase === 'done' : open !== props.assignment) props.onLeft();
  });
  const phase = () => state().phase;
  const submit = (outcome: Outcome) => void desk.submit(outcome);

  return (
    <>
      <Switch>
        <Match when={phase() === 'loading'}>
          <div class="work-blank">
            <Skeleton />
          </div>
        </Match>
        <Match when={phase() === 'failed' && state()}>
          {(failed) => {
            const error = () => {
              const found = failed();
              return found.phase === 'failed' ? found.error : null;
            };
            return (
              <div class="work-blank">
                <ErrorNote error={error()} onRetry={() => void desk.retry()} />
              </div>
            );
          }}
        </Match>
        <Match when={phase() === 'elsewhere'}>
          <Elsewhere onTake={() => void desk.takeOver()} />
        </Match>
        <Match when={phase() === 'waiting'}>
          <Waiting
            offline={now((each) => each.sending.offline)}
            count={now((each) => each.sending.waiting)}
          />
        </Match>
        <Match when={phase() === 'done'}>
          <Done
            slug={props.slug}
            progress={now((each) => each.progress)}
            kept={now((each) => each.kept)}
            onAgain={() => void desk.retry()}
            notice={
              <Show when={now((each) => each.refused)}>
                {(kept) => (
                  <RefusedElsewhere slug={props.slug} kept={kept()} onFix={() => void desk.bringBack()} />
                )}
              </Show>
            }
          />
        </Match>
      </Switch>
      <Show when={session()} keyed>
        {(open: Session) => (
          <Workbench
            source={{
              world: open.world,
              media: open.task.media,
              hiddenSlots: open.task.hidden_slots,
              document: open.document,
              fixed: open.task.first_impression,
              unfinished: {
                get begun() {
                  return open.unfinished;
                },
                keep: (next) => open.keepUnfinished(next),
              },
            }}
            onSubmit={submit}
            onReveal={() => desk.reveal()}
            top={() => (
              <TopBar
                project={project.data?.title ?? open.world.design.title}
                slug={props.slug}
                again={open.task.assignment.supersedes != null}
                done={now((each) => each.progress?.submitted ?? 0)}
                total={now((each) => each.progress?.total ?? 0)}
                today={now((each) => each.progress?.today ?? 0)}
                save={now(() => open.save)}
                sending={now((each) => each.sending)}
                caughtUp={now((each) => each.caughtUp)}
                kept={now((each) => each.kept)}
              />
            )}
            notice={(work) => (
              <>
                <Show when={unread(props.slug, open.task)}>
                  {(change) => (
                    <GuidelineNotice
                      slug={props.slug}
                      task={open.task}
                      before={change().before}
                      now={open.world.design.guideline ?? ''}
                    />
                  )}
                </Show>
                <SentBackNotice task={open.task} />
                <Show when={now(() => open.refusal)}>
                  {(refusal) => <RefusalNotice work={work} refusal={refusal()} />}
                </Show>
                <Show when={now((each) => each.refused)}>
                  {(kept) => (
                    <RefusedElsewhere slug={props.slug} kept={kept()} onFix={() => void desk.bringBack()} />
                  )}
                </Show>
              </>
            )}
          />
        )}
      </Show>
      <Show when={now((each) => (each.session?.conflict ? each.session : null))} keyed>
        {(open) => <ConflictDialog session={open} />}
      </Show>
      <Show when={now((each) => each.sending.signedOut || each.session?.save === 'signed_out')}>
        <SignInDialog user={props.user} onSignedIn={() => desk.resume()} />
      </Show>
    </>
  );
};

/** Starts the desk, tells it of signs of life and of the connection, and puts everything away at the end. */
function useLife(desk: Desk): void {
  const alive = () => desk.session?.active.sign();
  const seen = () => {
    if (document.visibilityState === 'visible') return alive();
    desk.session?.active.pause();
    void desk.session?.flush();
  };
  const online = () => desk.resume();
  onMount(() => {
    void desk.start();
    for (const event of ['pointermove', 'keydown', 'wheel', 'pointerdown']) {
      window.addEventListener(event, alive, { passive: true });
    }
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('online', online);
  });
  createEffect(on(() => desk.session, alive));
  onCleanup(() => {
    for (const event of ['pointermove', 'keydown', 'wheel', 'pointerdown']) {
      window.removeEventListener(event, alive);
    }
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', online);
    void desk.close();
  });
}

/** Lets the browser fetch the pictures of a task before it is shown. */
function preload(task: Task): void {
  for (const urls of Object.values(task.media)) {
    if (urls.kind !== 'image') continue;
    const picture = new Image();
    picture.src = urls.display;
  }
}
