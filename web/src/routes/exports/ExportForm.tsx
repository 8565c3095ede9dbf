// Choose by purpose, then the format, then what goes in.
import { createEffect, createSignal, For, on, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { projectPath, useJob } from '../../api/projects';
import type { Catalog, Job } from '../../api/types';
import { Button } from '../../ui/Button';
import { Refusal, sentence } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Progress } from '../../ui/Progress';
import { Select } from '../../ui/Select';
import { Check } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { STATES } from '../items/filter';
import { messages as items } from '../items/messages';
import { messages } from './messages';
import { formats, PURPOSES, type Purpose } from './purposes';

export interface ExportFormProps {
  slug: string;
  catalog: Catalog;
  onDone: () => void;
}

export const ExportForm: Component<ExportFormProps> = (props) => {
  const [purpose, setPurpose] = createSignal<Purpose>('keep');
  const [format, setFormat] = createSignal('');
  const [state, setState] = createSignal('');
  const [surplus, setSurplus] = createSignal(false);
  const [pseudonyms, setPseudonyms] = createSignal(false);
  const [job, setJob] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const running = useJob(job);
  const offered = () => formats(props.catalog, purpose());
  const chosen = () => offered().find((one) => one.id === format()) ?? offered()[0];

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
          <For each={PURPOSES.filter((one) => formats(props.catalog, one).length > 0)}>
            {(one) => (
              <label class="purpose" classList={{ 'purpose-on': purpose() === one }}>
                <input
                  type="radio"
                  name="purpose"
                  checked={purpose() === one}
                  onChange={() => setPurpose(one)}
                />
                <span>
                  <strong>{messages.purpose[one].title}</strong>
                  <span class="muted small purpose-what">{messages.purpose[one].what}</span>
                </span>
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <div class="export-fields">
        <Field
          label={messages.format}
          help={`${sentence(chosen()?.description ?? '')} ${chosen()?.lossy ? messages.lossy : messages.lossless}`}
        >
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
      <div class="row" style={{ '--gap': 'var(--space-5)' }}>
        <Check checked={pseudonyms()} onChange={setPseudonyms}>
          {messages.pseudonyms}
        </Check>
        <Check checked={surplus()} onChange={setSurplus}>
          {messages.surplus}
        </Check>
      </div>
      <Refusal error={error()} />
      <Show
        when={job() !== null}
        fallback={
          <div>
            <Button look="primary" onClick={() => void start()}>
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
