// Shows a query: its skeleton while it loads, its failure in words, and then what it brought.
import type { UseQueryResult } from '@tanstack/solid-query';
import { Match, Show, Switch, type JSX } from 'solid-js';
import { ErrorNote } from './ErrorNote';
import { Skeleton, type SkeletonProps } from './Skeleton';

export interface LoadProps<T> {
  query: UseQueryResult<T, Error>;
  skeleton?: SkeletonProps;
  children: (data: () => T) => JSX.Element;
}

export function Load<T>(props: LoadProps<T>): JSX.Element {
  return (
    <Switch>
      <Match when={props.query.isPending}>
        <Skeleton {...props.skeleton} />
      </Match>
      <Match when={props.query.isLoadingError}>
        <ErrorNote error={props.query.error} onRetry={() => void props.query.refetch()} />
      </Match>
      <Match when={!props.query.isPending}>
        <Show when={props.query.isRefetchError}>
          <ErrorNote error={props.query.error} onRetry={() => void props.query.refetch()} />
        </Show>
        {props.children(() => props.query.data as T)}
      </Match>
    </Switch>
  );
}
