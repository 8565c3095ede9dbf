// Takes the guideline of another project over, as a new version that says where it comes from.
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show, type Component } from 'solid-js';
import { api, ApiError } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { components } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { Select } from '../../ui/Select';
import { messages } from './messages';

type Offer = components['schemas']['GuidelineOffer'];

export const TakeGuideline: Component<{ slug: string; version: number }> = (props) => {
  const cache = useQueryClient();
  const [chosen, setChosen] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const offers = useQuery(() => ({
    queryKey: keys.below(props.slug, 'guideline-offers', props.version),
    queryFn: ({ signal }) => api.get<Offer[]>(projectPath(props.slug, 'guideline', 'offers'), signal),
  }));
  const list = () => (offers.isPending ? [] : (offers.data ?? []));
  const key = (offer: Offer) => `${offer.project}/${offer.version}`;
  const offer = () => list().find((one) => key(one) === chosen());
  const options = () => [
    { value: '', title: messages.takeNone },
    ...list().map((one) => ({ value: key(one), title: messages.takeOffer(one.title, one.version) })),
  ];
  const take = async () => {
    const from = offer();
    if (!from) return;
    setBusy(true);
    setError(null);
    const slug = props.slug;
    const body = { project: from.project, version: from.version, base_version: props.version };
    try {
      await api.post(projectPath(slug, 'guideline', 'take'), body);
      await cache.invalidateQueries({ queryKey: keys.project(slug) });
    } catch (failure) {
      const stale = failure instanceof ApiError && failure.code === 'conflict';
      setError(stale ? new Error(messages.conflict) : failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Show when={list().length > 0}>
      <section class="stack" aria-label={messages.take}>
        <h2>{messages.take}</h2>
        <p class="muted">{messages.takeWhat}</p>
        <div class="row">
          <Select
            class="design-take"
            aria-label={messages.take}
            value={chosen()}
            onValue={setChosen}
            options={options()}
          />
          <Button busy={busy()} disabled={!offer()} onClick={() => void take()}>
            {messages.takeAs(props.version + 1)}
          </Button>
        </div>
        <Show when={offer()}>
          {(one) => (
            <pre class="design-offer" dir="auto">
              {one().text}
            </pre>
          )}
        </Show>
        <Refusal error={error()} />
      </section>
    </Show>
  );
};
