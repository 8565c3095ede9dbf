// Pages without an item: nothing left, waiting for the connection, or at work in another tab.
import { lazy, Show, Suspense, type Component, type JSX } from 'solid-js';
import type { Progress } from '../../model/types';
import { Button, LinkButton } from '../../ui/Button';
import { work as words } from './messages';
import './workbench.css';

/** Seldom there: no part of what everybody loads first. */
const Paused = lazy(async () => ({ default: (await import('./Notices')).Paused }));

const Page: Component<{ title: string; children: JSX.Element; actions?: JSX.Element }> = (props) => (
  <main class="work-blank">
    <div class="work-card">
      <h1>{props.title}</h1>
      {props.children}
      <div class="work-card-actions">{props.actions}</div>
    </div>
  </main>
);

interface DoneProps {
  slug: string;
  progress: Progress | null;
  /** How the last submission was kept, where that is more than simply accepted. */
  kept: 'late' | 'surplus' | null;
  onAgain: () => void;
  notice: JSX.Element;
}

export const Done: Component<DoneProps> = (props) => (
  <>
    {props.notice}
    <Page
      title={words.done.title}
      actions={
        <>
          <LinkButton href={`/p/${props.slug}/mine`}>{words.done.mine}</LinkButton>
          <LinkButton href="/">{words.done.projects}</LinkButton>
          <Button look="primary" onClick={() => props.onAgain()}>
            {words.done.again}
          </Button>
        </>
      }
    >
      <Suspense>
        <Paused slug={props.slug} />
      </Suspense>
      <Show when={props.kept}>{(how) => <p role="status">{words.bar.kept[how()]}.</p>}</Show>
      <Show when={props.progress}>
        {(progress) => (
          <p>
            {words.done.today(progress().today)} {words.done.total(progress().submitted)}
          </p>
        )}
      </Show>
    </Page>
  </>
);

export const Waiting: Component<{ offline: boolean; count: number }> = (props) => (
  <Show
    when={props.offline}
    fallback={<main class="work-blank work-blank-late">{words.waiting.sending}</main>}
  >
    <Page title={words.waiting.offline}>
      <p>{words.waiting.kept(props.count)}</p>
    </Page>
  </Show>
);

export const Elsewhere: Component<{ onTake: () => void }> = (props) => (
  <Page
    title={words.elsewhere.title}
    actions={
      <Button look="primary" autofocus onClick={() => props.onTake()}>
        {words.elsewhere.take}
      </Button>
    }
  >
    <p>{words.elsewhere.what}</p>
  </Page>
);
