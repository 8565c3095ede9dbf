// An import on its way: progress, what came of it, and what was not taken.
import { createEffect, createSignal, on, Show, Switch, Match, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import { useJob } from '../../api/projects';
import { client } from '../../api/session';
import type { Job } from '../../api/types';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { Icon } from '../../ui/Icon';
import { count } from '../../ui/format';
import { Progress } from '../../ui/Progress';
import { messages } from './messages';
import { Problems } from './Problems';

/** Jobs that make items of another project's texts. */
export const STAGE = 'stage';

function over(job: Job): boolean {
  return job.state !== 'queued' && job.state !== 'running';
}

function progress(job: Job): string {
  return job.total == null
    ? messages.progress(count(job.done), job.unit)
    : messages.progressOf(count(job.done), count(job.total), job.unit);
}

const IMPORTED = { reading: messages.reading, done: messages.done, doneWhat: messages.doneWhat };
const STAGED = {
  reading: messages.stage.making,
  done: messages.stage.done,
  doneWhat: messages.stage.doneWhat,
};

/** The job goes on from where it was. */
const TryAgain: Component<{ id: string }> = (props) => {
  const [error, setError] = createSignal<unknown>(null);
  const again = async () => {
    try {
      await api.post(path('/api/jobs', props.id, 'retry'));
      await client.invalidateQueries({ queryKey: ['job', props.id] });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div class="stack">
      <Button small onClick={() => void again()}>
        {messages.tryAgain}
      </Button>
      <Refusal error={error()} />
    </div>
  );
};

export const JobView: Component<{ id: string; onOver?: (job: Job) => void }> = (props) => {
  const query = useJob(() => props.id);
  const job = () => (query.isPending ? undefined : query.data);
  const words = () => (job()?.kind === STAGE ? STAGED : IMPORTED);
  createEffect(
    on(job, (now) => {
      if (now && over(now)) props.onOver?.(now);
    }),
  );
  return (
    <div class="stack" aria-live="polite">
      <Show when={job()}>
        {(now) => (
          <>
            <Show when={!over(now())}>
              <div class="stack" style={{ '--gap': 'var(--space-2)' }}>
                <div class="row">
                  <strong>{words().reading}</strong>
                  <span class="muted number grow">{progress(now())}</span>
                  <Button small onClick={() => void api.post(path('/api/jobs', now().id, 'cancel'))}>
                    {messages.stop}
                  </Button>
                </div>
                <Progress label={words().reading} value={now().done} total={now().total ?? null} />
                <p class="muted small">{messages.background}</p>
              </div>
            </Show>
            <Switch>
              <Match when={now().state === 'done'}>
                <p class="row">
                  <Icon name="check" />
                  <strong>{words().done}</strong>
                  <span class="muted">{words().doneWhat(count(now().done))}</span>
                </p>
              </Match>
              <Match when={now().state === 'cancelled'}>
                <p>{messages.cancelled}</p>
                <TryAgain id={now().id} />
              </Match>
              <Match when={now().state === 'failed'}>
                <p>
                  <strong>{messages.failed}</strong> {now().error} {messages.failedWhat}
                </p>
                <TryAgain id={now().id} />
              </Match>
            </Switch>
            <Show when={over(now()) && now().n_problems > 0}>
              <Problems job={now()} />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
};
