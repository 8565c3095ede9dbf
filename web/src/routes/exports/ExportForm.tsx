// Choose by purpose, then the format, then what goes in.
import { createEffect, createSignal, For, on, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { projectPath, useJob } from '../../api/projects';
import type { Catalog, Job } from '../../api/types';
import { Button } from '../../ui/Button';
import { Refusal, sentence } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { Progress } from '../../ui/Progress';
import { Select } from '../../ui/Select';
import { Check } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { STATES } from '../items/filter';
import { messages as items } from '../items/messages';
import { messages } from './messages';
import { ExcludeFields, type Reasons } from './ExcludeFields';
import { formats, purposes, type Format } from './purposes';
import { SplitFields } from './SplitFields';
import { dealt, fits, USUAL, type Shares } from './splits';

export interface ExportFormProps {
  slug: string;
  catalog: Catalog;
  onDone: () => void;
}

export const ExportForm: Component<ExportFormProps> = (props) => {
  const [picked, setPurpose] = createSignal<string | null>(null);
  const [format, setFormat] = createSignal('');
  const [state, setState] = createSignal('');
  const [surplus, setSurplus] = createSignal(false);
  const [pseudonyms, setPseudonyms] = createSignal(false);
  const [bundle, setBundle] = createSignal(false);
  const [splits, setSplits] = createSignal(false);
  const [excluding, setExcluding] = createSignal(false);
  const [reasons, setReasons] = createSignal<Reasons>(new Map<string, string>());
  const [shares, setShares] = createSignal<Shares>(USUAL);
  const [job, setJob] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const running = useJob(job);
  const purpose = () => picked() ?? purposes(props.catalog)[0] ?? '';
  const offered = () => formats(props.catalog, purpose());
  const chosen = () => offered().find((one) => one.id === format()) ?? offered()[0];

  // The formats that write the side of each item are those with the votes.
  const dealable = () => chosen()?.loses.length === 0 || (chosen()?.purposes.includes('train') ?? false);
  const dealing = () => dealable() && splits();
  const excluded = () =>
    excluding() ? [...reasons()].map(([annotator, reason]) => ({ annotator, reason })) : [];
  const unsaid = () => excluded().some(({ reason }) => reason.trim() === '');

  // What others get to read names nobody, unless one wants that.
  const choose = (one: string) => {
    setPurpose(one);
    setPseudonyms(one === 'publish');
  };
  const start = async () => {
    const one = chosen();
    if (!one) return;
    setError(null);
    try {
      const body = {
        format: one.id,
        state: state() || null,
        include_surplus: surplus(),
        pseudonyms: pseudonyms(),
        bundle: bundle(),
        splits: dealing() ? dealt(shares()) : null,
        exclude: excluded(),
      };
      const reply = await api.post<{ job: Job }>(projectPath(props.slug, 'exports'), body);
      setJob(reply.job.id);
    } catch (failure) {
      setError(failure);
    }
  };
  createEffect(
    on(
      () => (job() === null || running.isPending ? undefined : running.data),
      (now) => {
        if (!now || now.state === 'running' || now.state === 'queued') return;
        setJob(null);
        props.onDone();
        if (now.state === 'done') toast({ text: messages.made, tone: 'ok' });
        else toast({ text: now.error ?? messages.failed, tone: 'danger' });
      },
    ),
  );
  return (
    <section class="panel stack">
      <fieldset>
        <legend class="field-label">{messages.what}</legend>
        <div class="purposes">
          <For each={purposes(props.catalog)}>
            {(one) => (
              <label class="purpose" classList={{ 'purpose-on': purpose() === one }}>
                <input type="radio" name="purpose" checked={purpose() === one} onChange={() => choose(one)} />
                <span>
                  <strong>{messages.purpose(one).title}</strong>
                  <span class="muted small purpose-what">{messages.purpose(one).what}</span>
                </span>
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <div class="export-fields">
        <Field label={messages.format} help={sentence(chosen()?.description ?? '')}>
          {(control) => (
            <Select
              {...control}
              value={chosen()?.id ?? ''}
              onValue={setFormat}
              options={offered().map((one) => ({ value: one.id, title: one.title }))}
            />
          )}
        </Field>
        <Field label={messages.state}>
          {(control) => (
            <Select
              {...control}
              value={state()}
              onValue={setState}
              options={[
                { value: '', title: messages.anyState },
                ...STATES.map((value) => ({ value, title: messages.onlyState(items.state[value]) })),
              ]}
            />
          )}
        </Field>
      </div>
      <Show when={chosen()}>{(one) => <Loses format={one()} />}</Show>
      <div class="row" style={{ '--gap': 'var(--space-5)' }}>
        <Check checked={pseudonyms()} onChange={setPseudonyms}>
          {messages.pseudonyms}
        </Check>
        <Show when={(chosen()?.loses.length ?? 0) > 0}>
          <Check checked={surplus()} onChange={setSurplus}>
            {messages.surplus}
          </Check>
        </Show>
        <Check checked={bundle()} onChange={setBundle}>
          {messages.bundle}
        </Check>
        <Check checked={excluding()} onChange={setExcluding}>
          {messages.exclude}
        </Check>
        <Show when={dealable()}>
          <Check checked={splits()} onChange={setSplits}>
            {messages.splits}
          </Check>
        </Show>
      </div>
      <Show when={dealing()}>
        <SplitFields shares={shares()} onShares={setShares} />
      </Show>
      <Show when={excluding()}>
        <ExcludeFields slug={props.slug} reasons={reasons()} onReasons={setReasons} />
      </Show>
      <Refusal error={error()} />
      <Show
        when={job() !== null}
        fallback={
          <div>
            <Button
              look="primary"
              disabled={(dealing() && !fits(shares())) || unsaid()}
              onClick={() => void start()}
            >
              {messages.make}
            </Button>
          </div>
        }
      >
        <div class="stack" style={{ '--gap': 'var(--space-2)' }} aria-live="polite">
          <span>{messages.making}</span>
          <Progress
            label={messages.making}
            value={running.isPending ? 0 : (running.data?.done ?? 0)}
            total={running.isPending ? null : (running.data?.total ?? null)}
          />
        </div>
      </Show>
    </section>
  );
};

/** What an export in this format will lose, before it is made. */
const Loses: Component<{ format: Format }> = (props) => (
  <Show
    when={props.format.loses.length > 0}
    fallback={
      <p class="loses row">
        <Icon name="check" />
        {messages.lossless(props.format.title)}
      </p>
    }
  >
    <div class="loses">
      <strong>{messages.loses(props.format.title)}</strong>
      <ul>
        <For each={props.format.loses}>{(loss) => <li>{sentence(loss)}</li>}</For>
      </ul>
      <p class="muted small">{messages.losesWhat}</p>
    </div>
  </Show>
);
