// A project at a glance: how far it is, what to do next, what happened last.
import { A, useParams } from '@solidjs/router';
import { useQuery } from '../../api/query';
import { For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, may, projectPath, useProject } from '../../api/projects';
import type { ItemPage, ProjectDetail } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ago, count } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { Load } from '../../ui/Load';
import { Thumb } from '../../ui/Thumb';
import { messages as items } from '../items/messages';
import { STATE_TONE } from '../items/states';
import { messages as shell } from '../shell/messages';
import { messages } from './messages';
import { States } from './States';
import { steps } from './steps';
import './overview.css';

const Overview: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const project = useProject(slug);
  return (
    <Load query={project}>
      {(data) => (
        <>
          <div class="page-head">
            <div class="grow">
              <div class="row">
                <h1 dir="auto">{data().title}</h1>
                <Show when={data().sample}>
                  <Chip tone="accent">{shell.sample}</Chip>
                </Show>
              </div>
              <p class="page-lead" dir="auto">
                {data().description}
              </p>
            </div>
            <LinkButton href={`/p/${slug()}/mine`}>{messages.myWork}</LinkButton>
          </div>
          <Show when={data().sample}>
            <p class="muted small">{messages.sample}</p>
          </Show>
          <div class="overview">
            <States project={data()} />
            <Show when={may(data().role, 'reviewer')} fallback={<Mine project={data()} />}>
              <Next project={data()} />
            </Show>
          </div>
          <Show when={may(data().role, 'reviewer') && data().counts.items > 0}>
            <Activity slug={slug()} />
          </Show>
        </>
      )}
    </Load>
  );
};

const Mine: Component<{ project: ProjectDetail }> = (props) => (
  <section class="panel stack" style={{ '--gap': 'var(--space-3)' }}>
    <h2>{messages.mine}</h2>
    <p>{messages.mineWhat(count(props.project.mine.submitted), count(props.project.mine.today))}</p>
    <div>
      <LinkButton look="primary" href={`/p/${props.project.slug}/work`}>
        {messages.work}
      </LinkButton>
    </div>
  </section>
);

const Next: Component<{ project: ProjectDetail }> = (props) => (
  <section class="panel stack" style={{ '--gap': 'var(--space-2)' }}>
    <h2>{messages.next}</h2>
    <ul class="steps">
      <For each={steps(props.project)}>
        {(step) => (
          <li>
            <A class="link step" href={step.href}>
              <span class="grow">
                <strong>{step.title}</strong>
                <span class="muted step-what">{step.what}</span>
              </span>
              <Icon name="arrow" class="step-arrow" />
            </A>
          </li>
        )}
      </For>
    </ul>
  </section>
);

const RECENT = 8;

/** The items that changed last: what people are working on now. */
const Activity: Component<{ slug: string }> = (props) => {
  const recent = useQuery(() => ({
    queryKey: keys.below(props.slug, 'recent'),
    queryFn: ({ signal }) =>
      api.get<ItemPage>(`${projectPath(props.slug, 'items')}?sort=changed&limit=${RECENT}`, signal),
  }));
  return (
    <section class="stack" style={{ '--gap': 'var(--space-2)' }}>
      <h2>{messages.activity}</h2>
      <Load query={recent} skeleton={{ shape: 'rows', n: 4 }}>
        {(page) => (
          <ul class="recent">
            <For each={page().items} fallback={<li class="muted">{messages.noActivity}</li>}>
              {(row) => (
                <li class="recent-row">
                  <Thumb src={row.thumbnail} alt="" />
                  <A class="link recent-link grow" href={`/p/${props.slug}/items/${row.id}`}>
                    <bdi>{row.excerpt || row.external_id}</bdi>
                  </A>
                  <span class="muted number recent-votes">
                    {items.votes(count(row.votes), count(row.wanted))}
                  </span>
                  <Chip tone={STATE_TONE[row.state]}>{items.state[row.state]}</Chip>
                  <span class="muted small recent-when">{ago(row.changed_at)}</span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Load>
    </section>
  );
};

export default Overview;
