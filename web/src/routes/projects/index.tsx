// The list of projects: what there is, how far it is, and one press to work.
import { createSignal, For, Show, type Component } from 'solid-js';
import { useMayCreate, useProjects } from '../../api/projects';
import type { Project } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Load } from '../../ui/Load';
import { Check } from '../../ui/TextInput';
import { Card } from './Card';
import { messages } from './messages';
import './projects.css';

const Projects: Component = () => {
  const projects = useProjects();
  const mayCreate = useMayCreate();
  const [archived, setArchived] = createSignal(false);
  return (
    <div class="page">
      <div class="page-head">
        <h1>{messages.title}</h1>
        <Show when={mayCreate()}>
          <LinkButton href="/new">{messages.create}</LinkButton>
        </Show>
      </div>
      <Load query={projects} skeleton={{ shape: 'cards', n: 3 }}>
        {(list) => (
          <Show when={list().length > 0} fallback={<Nothing />}>
            <ul class="project-cards">
              <For each={list().filter((project) => archived() || !project.archived)}>
                {(project: Project) => <Card project={project} />}
              </For>
            </ul>
            <Show when={list().some((project) => project.archived)}>
              <Check checked={archived()} onChange={setArchived}>
                {messages.showArchived}
              </Check>
            </Show>
          </Show>
        )}
      </Load>
    </div>
  );
};

/** Nobody manages a project here yet, so only administrators can make one. */
const Nothing: Component = () => {
  const mayCreate = useMayCreate();
  return (
    <Show
      when={mayCreate()}
      fallback={
        <EmptyState icon="image" title={messages.emptyNone}>
          {messages.emptyNoneWhat}
        </EmptyState>
      }
    >
      <EmptyState
        icon="image"
        title={messages.empty}
        action={
          <LinkButton look="primary" href="/new">
            {messages.create}
          </LinkButton>
        }
      >
        {messages.emptyWhat}
      </EmptyState>
    </Show>
  );
};

export default Projects;
