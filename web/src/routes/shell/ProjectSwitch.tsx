// The name of the project, and behind it all others.
import { useParams } from '@solidjs/router';
import { createMemo, Show, type Component } from 'solid-js';
import { may, useMayCreate, useProjects } from '../../api/projects';
import { Icon } from '../../ui/Icon';
import { Menu, type MenuEntry } from '../../ui/Menu';
import { messages } from './messages';

export const ProjectSwitch: Component = () => {
  const params = useParams();
  const projects = useProjects();
  const mayCreate = useMayCreate();
  const list = () => (projects.isPending ? [] : (projects.data ?? []));
  const current = createMemo(() => list().find((project) => project.slug === params.slug));
  const entries = createMemo<MenuEntry[]>(() => [
    ...list()
      .filter((project) => !project.archived || project.slug === params.slug)
      .map((project) => ({
        title: project.title,
        href: may(project.role, 'reviewer') ? `/p/${project.slug}` : `/p/${project.slug}/work`,
        checked: project.slug === params.slug,
      })),
    'line' as const,
    { title: messages.allProjects, href: '/' },
    ...(mayCreate() ? [{ title: messages.newProject, href: '/new', icon: 'add' as const }] : []),
  ]);
  return (
    <Show when={params.slug}>
      <span class="bar-step" aria-hidden="true">
        /
      </span>
      <Menu
        label={messages.switchProject}
        entries={entries()}
        trigger={(trigger) => (
          <button type="button" class="bar-project" data-tip={messages.switchProject} {...trigger}>
            <bdi>{current()?.title ?? params.slug}</bdi>
            <Icon name="chevron" />
          </button>
        )}
      />
    </Show>
  );
};
