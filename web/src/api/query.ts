// Reading from the server through the cache, as stores. What loads says so by `isPending`; it never suspends the page
// around it, which would take that page out of the document: dialogs would stop being modal, and the focus would be lost.
import {
  InfiniteQueryObserver,
  QueryObserver,
  useQueryClient,
  type DefaultedInfiniteQueryObserverOptions,
  type DefaultedQueryObserverOptions,
  type InfiniteData,
  type InfiniteQueryObserverOptions,
  type InfiniteQueryObserverResult,
  type QueryKey,
  type QueryObserverOptions,
  type QueryObserverResult,
} from '@tanstack/solid-query';
import { createComputed, createMemo, on, onCleanup, untrack, type Accessor } from 'solid-js';
import { createStore } from 'solid-js/store';

export type QueryResult<T> = QueryObserverResult<T, Error>;
export type PagedResult<T, P> = InfiniteQueryObserverResult<InfiniteData<T, P>, Error>;

export function useQuery<T>(options: Accessor<QueryObserverOptions<T, Error>>): QueryResult<T> {
  const client = useQueryClient();
  const whole = createMemo<DefaultedQueryObserverOptions<T, Error>>(() => ({
    ...client.defaultQueryOptions(options()),
    _optimisticResults: 'optimistic',
  }));
  // eslint-disable-next-line solid/reactivity -- the observer is told of every change
  return followed(whole, new QueryObserver<T, Error>(client, untrack(whole)));
}

export function useInfiniteQuery<T, P>(
  options: Accessor<InfiniteQueryObserverOptions<T, Error, InfiniteData<T, P>, QueryKey, P>>,
): PagedResult<T, P> {
  type Whole = DefaultedInfiniteQueryObserverOptions<T, Error, InfiniteData<T, P>, QueryKey, P>;
  const client = useQueryClient();
  const whole = createMemo<Whole>(() => ({
    ...(client.defaultQueryOptions(options()) as Whole),
    _optimisticResults: 'optimistic',
  }));
  const observer = new InfiniteQueryObserver<T, Error, InfiniteData<T, P>, QueryKey, P>(
    client,
    untrack(whole),
  );
  // eslint-disable-next-line solid/reactivity -- as above
  return followed(whole, observer);
}

interface Observer<O, R> {
  getOptimisticResult(options: O): R;
  setOptions(options: O): void;
  subscribe(listener: (result: R) => void): () => void;
}

/** What is equal to before stays the same object in the store, so that rows of a list are not drawn anew. */
function followed<O, R extends object>(options: Accessor<O>, observer: Observer<O, R>): R {
  const [state, setState] = createStore<R>({ ...observer.getOptimisticResult(untrack(options)) });
  onCleanup(observer.subscribe((result) => setState({ ...result })));
  createComputed(
    on(
      options,
      (changed) => {
        observer.setOptions(changed);
        setState({ ...observer.getOptimisticResult(changed) });
      },
      { defer: true },
    ),
  );
  return state;
}
