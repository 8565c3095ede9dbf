// The tokens of the person who is signed in.
import { useQueryClient } from '@tanstack/solid-query';
import { useQuery } from '../../api/query';
import { For, Show, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import type { Token } from '../../api/types';
import { Button } from '../../ui/Button';
import { words } from '../../ui/ErrorNote';
import { ago, date } from '../../ui/format';
import { Load } from '../../ui/Load';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';
import { messages } from './messages';

export const TOKENS = ['tokens'] as const;

export const Tokens: Component = () => {
  const cache = useQueryClient();
  const tokens = useQuery(() => ({
    queryKey: TOKENS,
    queryFn: ({ signal }) => api.get<Token[]>('/api/tokens', signal),
  }));
  const revoke = async (token: Token) => {
    try {
      await api.del(path('/api/tokens', token.id));
      toast({ text: messages.revoked(token.name), tone: 'ok' });
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    }
    await cache.invalidateQueries({ queryKey: TOKENS });
  };
  return (
    <Load query={tokens} skeleton={{ shape: 'rows', n: 2 }}>
      {(list) => (
        <Show when={list().length > 0} fallback={<p class="muted">{messages.empty}</p>}>
          <Table
            label={messages.tokens}
            head={
              <>
                <th scope="col">{messages.name}</th>
                <th scope="col">{messages.scopes}</th>
                <th scope="col">{messages.created}</th>
                <th scope="col">{messages.lastUsed}</th>
                <th scope="col">{messages.until}</th>
                <th scope="col">
                  <span class="visually-hidden">{messages.revoke}</span>
                </th>
              </>
            }
          >
            <For each={list()}>
              {(token) => (
                <tr>
                  <td>
                    <bdi>{token.name}</bdi>
                  </td>
                  <td>{token.scopes.join(', ')}</td>
                  <td>{date(token.created_at)}</td>
                  <td>{token.last_used_at == null ? messages.never : ago(token.last_used_at)}</td>
                  <td>{token.expires_at == null ? messages.days(0) : date(token.expires_at)}</td>
                  <td class="number">
                    <Button small look="danger" onClick={() => void revoke(token)}>
                      {messages.revoke}
                    </Button>
                  </td>
                </tr>
              )}
            </For>
          </Table>
        </Show>
      )}
    </Load>
  );
};
