// Lets signed-in people in; everybody else signs in first and comes back to where they wanted to go.
import { Navigate, useLocation, type RouteSectionProps } from '@solidjs/router';
import { Match, Switch, type Component } from 'solid-js';
import { useMe } from '../../api/session';
import { ErrorNote } from '../../ui/ErrorNote';
import { Skeleton } from '../../ui/Skeleton';

export const RequireUser: Component<RouteSectionProps> = (props) => {
  const me = useMe();
  const location = useLocation();
  const target = () => `/signin?next=${encodeURIComponent(location.pathname + location.search)}`;
  return (
    <Switch>
      <Match when={me.isPending}>
        <div class="page">
          <Skeleton />
        </div>
      </Match>
      <Match when={me.isLoadingError}>
        <div class="page">
          <ErrorNote error={me.error} onRetry={() => void me.refetch()} />
        </div>
      </Match>
      <Match when={!me.isPending && me.data?.user}>{props.children}</Match>
      <Match when={!me.isPending}>
        <Navigate href={target()} />
      </Match>
    </Switch>
  );
};
