// Makes the project, imports the files with progress, and leads on.
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Match, onMount, Show, Switch, type Component } from 'solid-js';
import { api, ApiError } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import type { Design, Policy, ProjectDetail, Template } from '../../api/types';
import { upload, type Upload } from '../../api/upload';
import { Button, LinkButton } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { messages as common } from '../../ui/messages';
import { Progress } from '../../ui/Progress';
import { freshId } from '../design/changes';
import { JobView } from '../import/JobView';
import { messages } from './messages';

export interface StartProps {
  template: Template;
  text: string;
  design: Design;
  policy: Policy;
  files: readonly Upload[];
  onBack: () => void;
}

const TRIES = 20;

/** Makes the project; when its address is taken, the next free number is put behind it. */
async function createProject(wanted: StartProps): Promise<ProjectDetail> {
  const own = wanted.text !== wanted.template.text;
  const body = {
    title: wanted.design.title,
    policy: wanted.policy,
    ...(own ? { design: wanted.design } : { template: wanted.template.id }),
  };
  const base = freshId(wanted.design.title, [], 'project').replaceAll('_', '-');
  for (let n = 1; ; n += 1) {
    try {
      const slug = n === 1 ? undefined : `${base}-${n}`;
      return await api.post<ProjectDetail>('/api/projects', { ...body, slug });
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.status === 409) || n >= TRIES) throw failure;
    }
  }
}

export const Start: Component<StartProps> = (props) => {
  const cache = useQueryClient();
  const [project, setProject] = createSignal<ProjectDetail | null>(null);
  const [sent, setSent] = createSignal<number | null>(null);
  const [job, setJob] = createSignal<string | null>(null);
  const [over, setOver] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);

  const create = async () => {
    const made = await createProject(props);
    void cache.invalidateQueries({ queryKey: keys.projects });
    return made;
  };
  const start = async () => {
    setError(null);
    try {
      const made = project() ?? (await create());
      setProject(made);
      if (props.files.length === 0) {
        setOver(true);
        return;
      }
      setSent(0);
      setJob((await upload(projectPath(made.slug, 'items'), props.files, setSent)).id);
    } catch (failure) {
      setError(failure);
    } finally {
      setSent(null);
    }
  };
  onMount(() => void start());
  const finished = () => {
    setOver(true);
    void cache.invalidateQueries({ queryKey: keys.projects });
  };
  return (
    <div class="stack new-progress">
      <h1>{over() ? messages.ready : messages.creating}</h1>
      <Refusal error={error()} />
      <Show when={error()}>
        <div class="row">
          <Show when={project() === null}>
            <Button onClick={() => props.onBack()}>{messages.step}</Button>
          </Show>
          <Button look="primary" onClick={() => void start()}>
            {common.common.retry}
          </Button>
        </div>
      </Show>
      <Switch>
        <Match when={sent() !== null}>
          <p>{messages.sending}</p>
          <Progress label={messages.sending} value={sent() ?? 0} total={1} />
        </Match>
        <Match when={job()} keyed>
          {(id) => <JobView id={id} onOver={finished} />}
        </Match>
      </Switch>
      <Show when={over() && project()}>
        {(made) => (
          <>
            <p class="muted">{props.files.length === 0 ? messages.readyEmpty : messages.readyWhat}</p>
            <div class="row">
              <Show
                when={props.files.length > 0}
                fallback={
                  <LinkButton look="primary" href={`/p/${made().slug}/items`}>
                    {messages.importItems}
                  </LinkButton>
                }
              >
                <LinkButton look="primary" href={`/p/${made().slug}/people`}>
                  {messages.invite}
                </LinkButton>
                <LinkButton href={`/p/${made().slug}/work`}>{messages.try}</LinkButton>
              </Show>
              <LinkButton href={`/p/${made().slug}`}>{messages.overview}</LinkButton>
            </div>
          </>
        )}
      </Show>
    </div>
  );
};
