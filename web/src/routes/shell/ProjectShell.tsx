// The pages of one project below their navigation; who may not manage sees only what they may open.
import { A, useParams, type RouteSectionProps } from '@solidjs/router';
import { For, Show, type Component } from 'solid-js';
import { may, useProject } from '../../api/projects';
import type { ProjectRole } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { Load } from '../../ui/Load';
import { messages } from './messages';

interface Page {
  path: string;
  title: string;
  role: ProjectRole;
}

const PAGES: readonly Page[] = [
  { path: '', title: messages.overview, role: 'annotator' },
  { path: '/items', title: messages.items, role: 'reviewer' },
  { path: '/quality', title: messages.quality, role: 'reviewer' },
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
  const role = () => (project.isPending ? 'annotator' : (project.data?.role ?? 'annotator'));
  return (
    <>
      <nav class="sections" aria-label={messages.navigation}>
        <div class="sections-list">
          <For each={PAGES.filter((page) => may(role(), page.role))}>
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
        <LinkButton look="primary" small href={`/p/${slug()}/work`}>
          {messages.work}
        </LinkButton>
      </nav>
      <div class="page">
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
      </div>
    </>
  );
};

export default ProjectShell;
