// A project's settings: its title, its policy, and putting it away.
import { useParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath, useProject } from '../../api/projects';
import type { Policy, ProjectDetail } from '../../api/types';
import { Button } from '../../ui/Button';
import { Refusal, words } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Load } from '../../ui/Load';
import { TextInput } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { decisionMessages } from './decision_messages';
import { DecisionForm } from './DecisionForm';
import { messages } from './messages';
import { PolicyChecks, PolicyDetails, PolicyForm } from './PolicyForm';

const Settings: Component = () => {
  const params = useParams();
  const project = useProject(() => params.slug ?? '');
  return (
    <>
      <h1>{messages.title}</h1>
      <Load query={project}>{(data) => <Form project={data()} />}</Load>
    </>
  );
};

const Form: Component<{ project: ProjectDetail }> = (props) => {
  const cache = useQueryClient();
  // What is being edited starts from what is stored and is sent back as a whole.
  // eslint-disable-next-line solid/reactivity
  const [title, setTitle] = createSignal(props.project.title);
  // eslint-disable-next-line solid/reactivity
  const [policy, setPolicy] = createSignal<Policy>(props.project.policy);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const patch = async (body: object) => {
    await api.patch<ProjectDetail>(projectPath(props.project.slug), body);
    await cache.invalidateQueries({ queryKey: keys.project(props.project.slug) });
    await cache.invalidateQueries({ queryKey: keys.projects });
  };
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await patch({ title: title().trim(), policy: policy() });
      toast({ text: messages.saved, tone: 'ok' });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const archive = async (archived: boolean) => {
    try {
      await patch({ archived });
      toast({
        text: archived ? messages.archived : messages.restored,
        action: archived ? { title: messages.restore, onSelect: () => void archive(false) } : undefined,
      });
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    }
  };
  return (
    <div class="stack settings" style={{ '--gap': 'var(--space-6)' }}>
      <form
        class="stack"
        style={{ '--gap': 'var(--space-6)' }}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <section class="stack">
          <h2>{messages.general}</h2>
          <Field label={messages.name}>
            {(control) => <TextInput {...control} required value={title()} onValue={setTitle} />}
          </Field>
        </section>
        <section class="stack">
          <div>
            <h2>{messages.policy}</h2>
            <p class="muted">{messages.policyWhat}</p>
          </div>
          <PolicyForm design={props.project.design} policy={policy()} onChange={setPolicy} />
          <PolicyDetails design={props.project.design} policy={policy()} onChange={setPolicy} />
        </section>
        <section class="stack">
          <div>
            <h2>{messages.checks}</h2>
            <p class="muted">{messages.checksWhat}</p>
          </div>
          <PolicyChecks design={props.project.design} policy={policy()} onChange={setPolicy} />
        </section>
        <section class="stack">
          <div>
            <h2>{decisionMessages.title}</h2>
            <p class="muted">{decisionMessages.titleWhat}</p>
          </div>
          <DecisionForm design={props.project.design} policy={policy()} onChange={setPolicy} />
        </section>
        <Refusal error={error()} />
        <div>
          <Button look="primary" type="submit" busy={busy()} disabled={title().trim() === ''}>
            {messages.save}
          </Button>
        </div>
      </form>
      <section class="stack settings-archive" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.archive}</h2>
        <p class="muted">{messages.archiveWhat}</p>
        <div>
          <Show
            when={props.project.archived}
            fallback={
              <Button look="danger" onClick={() => void archive(true)}>
                {messages.archive}
              </Button>
            }
          >
            <Button onClick={() => void archive(false)}>{messages.restore}</Button>
          </Show>
        </div>
      </section>
    </div>
  );
};

export default Settings;
