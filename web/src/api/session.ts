// Who is signed in. Every page asks here; a refused session anywhere in the application is noticed here too.
import { QueryCache, QueryClient } from '@tanstack/solid-query';
import { useQuery, type QueryResult } from './query';
import { api, ApiError } from './client';
import type { Me } from './types';

const ME = ['me'] as const;

function retried(failures: number, error: Error): boolean {
  return error instanceof ApiError && (error.offline || error.status >= 500) && failures < 2;
}

/** A session that ended shows the sign-in page, which leads back here. */
function noticed(error: Error): void {
  if (error instanceof ApiError && error.status === 401) void client.invalidateQueries({ queryKey: ME });
}

/** The one cache of everything that was read from the server. */
export const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticed }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: retried, refetchOnWindowFocus: true },
  },
});

/** The workbench asks for the password in place, so that nothing on the screen is lost: there nobody is sent away. */
async function askedAgain(signal: AbortSignal): Promise<Me> {
  const me = await api.get<Me>('/api/me', signal);
  const before = client.getQueryData<Me>(ME);
  const atWork = /^\/p\/[^/]+\/work/.test(location.pathname);
  return !me.user && before?.user && atWork ? before : me;
}

export function useMe(): QueryResult<Me> {
  return useQuery(() => ({
    queryKey: ME,
    queryFn: ({ signal }) => askedAgain(signal),
    staleTime: 5 * 60_000,
  }));
}

/** Everything that belonged to another person is forgotten. */
function enter(me: Me): void {
  client.clear();
  client.setQueryData(ME, me);
}

export async function signIn(email: string, password: string): Promise<void> {
  enter(await api.post<Me>('/api/session', { email, password }));
}

/** A reply that signs in as a side effect: setting up, accepting an invitation. */
export async function enterWith(request: Promise<Me>): Promise<void> {
  enter(await request);
}

export async function signOut(): Promise<void> {
  await api.del('/api/session');
  client.clear();
  await client.refetchQueries({ queryKey: ME });
  location.assign('/signin');
}
