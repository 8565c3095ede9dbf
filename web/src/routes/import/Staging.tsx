// Items made of what people wrote in another project: choose it, see how many there are, begin.
import { createMemo, createSignal, Match, Show, Switch, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { StagedItems, StageOffers } from '../../api/types';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { count } from '../../ui/format';
import { Load } from '../../ui/Load';
import { Select, type Option } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { messages as all } from './messages';

const messages = all.stage;

type Which = 'each' | 'settled';

export interface StagingProps {
  slug: string;
  /** A job has begun. */
  onBegun: (job: string) => void;
}

export const Staging: Component<StagingProps> = (props) => {
  const offers = useQuery(() => ({
    queryKey: keys.below(props.slug, 'stage'),
    queryFn: ({ signal }) => api.get<StageOffers>(projectPath(props.slug, 'stage'), signal),
    staleTime: 0,
  }));
  return (
    <div class="stack">
      <p class="muted">{messages.what}</p>
      <Load query={offers} skeleton={{ n: 3 }}>
        {(found) => (
          <Switch fallback={<Form slug={props.slug} offers={found()} onBegun={props.onBegun} />}>
            <Match when={found().into.length === 0}>
              <EmptyState icon="file" title={messages.noSlot}>
                {messages.noSlotWhat}
              </EmptyState>
            </Match>
            <Match when={found().projects.length === 0}>
              <EmptyState icon="file" title={messages.noProject}>
                {messages.noProjectWhat}
              </EmptyState>
            </Match>
          </Switch>
        )}
      </Load>
    </div>
  );
};

const options = (places: readonly { id: string; title: string }[]): Option[] =>
  places.map((place) => ({ value: place.id, title: place.title }));

const Form: Component<StagingProps & { offers: StageOffers }> = (props) => {
  const [wanted, setWanted] = createSignal('');
  const [wantedText, setText] = createSignal('');
  const [wantedSlot, setSlot] = createSignal('');
  const [which, setWhich] = createSignal<Which>('each');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const projects = () => props.offers.projects;
  const project = createMemo(() => projects().find((one) => one.project === wanted()) ?? projects()[0]);
  const text = () => chosen(project()?.texts ?? [], wantedText());
  const into = () => chosen(props.offers.into, wantedSlot());
  const order = (preview: boolean) => ({
    from: project()?.project ?? '',
    text: text(),
    into: into(),
    which: which(),
    preview,
  });
  const preview = useQuery(() => ({
    queryKey: keys.below(props.slug, 'stage', JSON.stringify(order(true))),
    queryFn: () => api.post<StagedItems>(projectPath(props.slug, 'stage'), order(true)),
    staleTime: 0,
    retry: false,
  }));
  const ready = () => (preview.isSuccess ? preview.data.items : 0);
  const begin = async () => {
    setBusy(true);
    setError(null);
    try {
      const begun = await api.post<StagedItems>(projectPath(props.slug, 'stage'), order(false));
      if (begun.job != null) props.onBegun(begun.job);
      else await preview.refetch();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div class="stage-form">
        <Field label={messages.project}>
          {(control) => (
            <Select
              {...control}
              value={project()?.project ?? ''}
              options={projects().map((one) => ({ value: one.project, title: one.title }))}
              onValue={setWanted}
            />
          )}
        </Field>
        <Field label={messages.text}>
          {(control) => (
            <Select {...control} value={text()} options={options(project()?.texts ?? [])} onValue={setText} />
          )}
        </Field>
        <Field label={messages.into}>
          {(control) => (
            <Select {...control} value={into()} options={options(props.offers.into)} onValue={setSlot} />
          )}
        </Field>
        <Field label={messages.which} help={messages.whichWhat[which()]}>
          {(control) => (
            <Select
              {...control}
              value={which()}
              options={[
                { value: 'each', title: messages.each },
                { value: 'settled', title: messages.settled },
              ]}
              onValue={(value) => setWhich(value === 'settled' ? 'settled' : 'each')}
            />
          )}
        </Field>
      </div>
      <div aria-live="polite">
        <Switch>
          <Match when={preview.isPending}>
            <Skeleton shape="lines" n={1} />
          </Match>
          <Match when={preview.isError}>
            <Refusal error={preview.error} />
          </Match>
          <Match when={preview.isSuccess && preview.data}>
            {(found) => <Preview found={found()} which={which()} />}
          </Match>
        </Switch>
      </div>
      <Refusal error={error()} />
      <div class="row import-start">
        <Button look="primary" busy={busy()} disabled={ready() === 0} onClick={() => void begin()}>
          {messages.start}
        </Button>
      </div>
    </>
  );
};

/** What was chosen where it is still offered, else what is offered first. */
function chosen(places: readonly { id: string }[], wanted: string): string {
  return (places.find((place) => place.id === wanted) ?? places[0])?.id ?? '';
}

const Preview: Component<{ found: StagedItems; which: Which }> = (props) => (
  <Show when={props.found.items > 0} fallback={<p>{messages.none(count(props.found.of), props.which)}</p>}>
    <p>
      <strong>{messages.items(props.found.items, count(props.found.items))}</strong>{' '}
      <span class="muted">
        {messages.of(count(props.found.of))}{' '}
        <Show when={props.found.known > 0}>{messages.known(count(props.found.known))}</Show>
      </span>
    </p>
  </Show>
);
