// How good a reader's reason is, in the eyes of whoever decides: kept at once, and told by annotator on the quality page.
import { For, type Component } from 'solid-js';
import { useQueryClient } from '@tanstack/solid-query';
import { api, path } from '../../api/client';
import { useQuery } from '../../api/query';
import type { components } from '../../api/schema';
import { words } from '../../ui/ErrorNote';
import { toast } from '../../ui/Toast';
import { messages } from './messages';

type Rated = components['schemas']['RateReason'];

const WORDS: readonly Rated['rating'][] = ['good', 'thin', 'wrong'];

export const RateReason: Component<{ assignment: string; reader: string; unit: string }> = (props) => {
  const cache = useQueryClient();
  const address = () => path('/api/assignments', props.assignment, 'reasons');
  const key = () => ['reasons', props.assignment] as const;
  const rated = useQuery(() => ({
    queryKey: key(),
    queryFn: ({ signal }) => api.get<Rated[]>(address(), signal),
  }));
  const isMine = (one: Rated) => one.reader === props.reader && one.unit === props.unit;
  const now = () => (rated.isPending ? undefined : rated.data?.find(isMine)?.rating);
  const rate = async (rating: Rated['rating']) => {
    const made: Rated = { reader: props.reader, unit: props.unit, rating };
    try {
      await api.post(address(), made);
      await cache.invalidateQueries({ queryKey: key() });
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    }
  };
  return (
    <div class="decide-reason" role="group" aria-label={messages.rateReason(props.reader)}>
      <span class="muted small">{messages.reasonIs}</span>
      <For each={WORDS}>
        {(word) => (
          <button
            type="button"
            class="decide-kind small"
            aria-pressed={now() === word}
            data-tip={messages.reasonWhat[word]}
            onClick={() => void rate(word)}
          >
            {messages.reasonWord[word]}
          </button>
        )}
      </For>
    </div>
  );
};
