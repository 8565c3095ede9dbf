// The pages of one project below their navigation; who may not manage sees only what they may open.
import { A, useParams, type RouteSectionProps } from '@solidjs/router';
import { For, Show, type Component } from 'solid-js';
import { ApiError } from '../../api/client';
import { may, useProject } from '../../api/projects';
import type { ProjectRole } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { Load } from '../../ui/Load';
import { messages } from './messages';
import { NoProject } from './Missing';

interface Page {
  path: string;
  title: string;
  role: ProjectRole;
}

const PAGES: readonly Page[] = [
  { path: '', title: messages.overview, role: 'annotator' },
  { path: '/items', title: messages.items, role: 'reviewer' },
  { path: '/decide', title: messages.decide, role: 'reviewer' },
  { path: '/quality', title: messages.quality, role: 'reviewer' },
  { path: '/gold', title: messages.gold, role: 'reviewer' },
  { path: '/people', title: messages.people, role: 'manager' },
  { path: '/exports', title: messages.exports, role: 'manager' },
  { path: '/design', title: messages.design, role: 'manager' },
  { path: '/settings', title: messages.settings, role: 'manager' },
  { path: '/audit', title: messages.audit, role: 'manager' },
];

const ProjectShell: Component<RouteSectionProps> = (props) => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const project = useProject(slug);
  /** No such project, or not one of theirs: then nothing but the way back is offered. */
  const isMissing = () => project.error instanceof ApiError && project.error.status === 404;
  const role = () => (project.isPending ? 'annotator' : (project.data?.role ?? 'annotator'));
  return (
    <>
      <nav class="sections" aria-label={messages.navigation}>
        <div class="sections-list">
          <For each={PAGES.filter((page) => !isMissing() && may(role(), page.role))}>
            {(page) => (
              <A
                href={`/p/${slug()}${page.path}`}
                end={page.path === ''}
                class="sections-link link"
                activeClass="sections-on"
              >
                {page.title}
              </A>
            )}
          </For>
        </div>
        <Show when={!isMissing()}>
          <LinkButton look="primary" small href={`/p/${slug()}/work`}>
            {messages.work}
          </LinkButton>
        </Show>
      </nav>
      <div class="page">
        <Show when={isMissing()}>
          <NoProject />
        </Show>
        <Show when={!isMissing()}>
          <Load query={project} skeleton={{ shape: 'lines' }}>
            {(data) => (
              <>
                <Show when={data().archived}>
                  <p class="notice">{messages.archived}</p>
                </Show>
                {props.children}
              </>
            )}
          </Load>
        </Show>
      </div>
    </>
  );
};

export default ProjectShell;
