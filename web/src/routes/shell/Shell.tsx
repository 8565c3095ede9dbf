// The frame around every page but the workbench: a thin bar on top, the page below.
import { A, type RouteSectionProps } from '@solidjs/router';
import { lazy, onCleanup, onMount, Show, Suspense, type Component } from 'solid-js';
import { connect } from '../../api/live';
import { useMe } from '../../api/session';
import { follow } from '../../api/useLive';
import { messages as common } from '../../ui/messages';
import { Bell } from './Bell';
import { Mark } from './Mark';
import { messages } from './messages';
import { ProjectSwitch } from './ProjectSwitch';
import { UserMenu } from './UserMenu';
import './shell.css';

const OutboxNote = lazy(() => import('./OutboxNote'));

const Shell: Component<RouteSectionProps> = (props) => {
  onMount(() => {
    onCleanup(follow());
    onCleanup(connect());
  });
  return <Frame {...props} />;
};

const Frame: Component<RouteSectionProps> = (props) => {
  const me = useMe();
  return (
    <div class="shell">
      <a class="to-content" href="#content">
        {messages.skip}
      </a>
      <header class="bar">
        <A href="/" class="bar-home link">
          <Mark />
          <span>{common.product}</span>
        </A>
        <ProjectSwitch />
        <span class="grow" />
        <Show when={me.data?.user?.id} keyed>
          {(user) => (
            <Suspense>
              <OutboxNote user={user} />
            </Suspense>
          )}
        </Show>
        <Show when={me.data?.user?.id}>
          <Bell />
        </Show>
        <UserMenu />
      </header>
      <main id="content" tabindex={-1} class="shell-main">
        {props.children}
      </main>
    </div>
  );
};

export default Shell;
