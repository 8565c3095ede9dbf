// Ordering gold: which kinds of errors, how many items with one, how many without.
import { createEffect, createSignal, For, on, Show, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import { projectPath, useJob } from '../../api/projects';
import type { CorruptionKind, Job, ProblemPage } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { messages as common } from '../../ui/messages';
import { Progress } from '../../ui/Progress';
import { Check, TextInput } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { messages } from './messages';

const KINDS = Object.keys(messages.kinds) as CorruptionKind[];
const MOST = 500;

/** The summary of the job. */
interface Proposed {
  kinds: Readonly<Record<string, number>>;
  clean: number;
  verified: number;
}

function outcome(job: Job): { text: string; tone: 'ok' | 'danger' } {
  if (job.state !== 'done') return { text: job.error ?? messages.stopped, tone: 'danger' };
  const made = job.summary as unknown as Proposed;
  const total = Object.values(made.kinds).reduce((sum, one) => sum + one, 0);
  if (total + made.clean === 0) return { text: messages.madeNone(made.verified), tone: 'danger' };
  return { text: messages.made(total, made.clean), tone: 'ok' };
}

export interface GenerateProps {
  slug: string;
  open: boolean;
  onClose: () => void;
  onMade: () => void;
}

function upTo(typed: string): number {
  const value = Math.round(Number(typed));
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), MOST) : 0;
}

export const Generate: Component<GenerateProps> = (props) => {
  const [kinds, setKinds] = createSignal<readonly CorruptionKind[]>(KINDS);
  const [n, setN] = createSignal(20);
  const [clean, setClean] = createSignal(10);
  const [job, setJob] = createSignal<string | null>(null);
  const [problems, setProblems] = createSignal<readonly string[]>([]);
  const [error, setError] = createSignal<unknown>(null);
  const running = useJob(job);
  const found = () => (job() === null || running.isPending ? undefined : running.data);
  const toggle = (kind: CorruptionKind, on: boolean) =>
    setKinds((before) => (on ? [...before, kind] : before.filter((one) => one !== kind)));
  const make = async () => {
    setError(null);
    setProblems([]);
    try {
      const order = { n: n(), clean: clean(), kinds: kinds(), seed: Date.now() };
      const reply = await api.post<{ job: Job }>(projectPath(props.slug, 'gold', 'proposals'), order);
      setJob(reply.job.id);
    } catch (failure) {
      setError(failure);
    }
  };
  const refused = async (id: string) => {
    const page = await api.get<ProblemPage>(path('/api/jobs', id, 'problems'));
    setProblems(page.items.map((one) => `${(one.at ?? []).join(' ')}: ${one.message}`));
  };
  createEffect(
    on(found, (now) => {
      if (!now || now.state === 'running' || now.state === 'queued') return;
      setJob(null);
      toast(outcome(now));
      props.onMade();
      // What could not be made is read before the dialog goes.
      if (now.n_problems > 0) void refused(now.id).catch(setError);
      else if (now.state === 'done') props.onClose();
    }),
  );
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={messages.generateTitle}
      wide
      footer={
        <>
          <Button onClick={() => props.onClose()}>{common.common.cancel}</Button>
          <Button
            look="primary"
            busy={job() !== null}
            disabled={kinds().length === 0 && n() > 0}
            onClick={() => void make()}
          >
            {messages.make}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p>{messages.generateWhat}</p>
        <fieldset class="stack" style={{ '--gap': 'var(--space-2)' }}>
          <legend class="field-label">{messages.kindsLabel}</legend>
          <div class="gold-kinds">
            <For each={KINDS}>
              {(kind) => (
                <Check checked={kinds().includes(kind)} onChange={(on) => toggle(kind, on)}>
                  {messages.kinds[kind][0]}
                  <span class="gold-kind-what">{messages.kinds[kind][1]}</span>
                </Check>
              )}
            </For>
          </div>
          <Show when={kinds().length === 0}>
            <p class="muted" role="status">
              {messages.chooseKind}
            </p>
          </Show>
        </fieldset>
        <div class="gold-numbers">
          <Field label={messages.n}>
            {(control) => (
              <TextInput
                {...control}
                type="number"
                min="0"
                max={MOST}
                value={n()}
                onChange={(event) => setN(upTo(event.currentTarget.value))}
              />
            )}
          </Field>
          <Field label={messages.clean} help={messages.cleanWhat}>
            {(control) => (
              <TextInput
                {...control}
                type="number"
                min="0"
                max={MOST}
                value={clean()}
                onChange={(event) => setClean(upTo(event.currentTarget.value))}
              />
            )}
          </Field>
        </div>
        <Show when={found()}>
          {(now) => (
            <div class="stack" style={{ '--gap': 'var(--space-2)' }} aria-live="polite">
              <Progress label={messages.making} value={now().done} total={now().total ?? null} />
              <p class="muted small">{messages.makingWhat}</p>
            </div>
          )}
        </Show>
        <Show when={problems().length > 0}>
          <div class="stack" role="status" style={{ '--gap': 'var(--space-2)' }}>
            <p>{messages.notMade}</p>
            <ul class="gold-problems">
              <For each={problems()}>{(one) => <li>{one}</li>}</For>
            </ul>
          </div>
        </Show>
        <Refusal error={error()} />
      </div>
    </Dialog>
  );
};
