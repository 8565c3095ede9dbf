// One project as a card.
import { A } from '@solidjs/router';
import { Show, type Component } from 'solid-js';
import { may } from '../../api/projects';
import type { Project } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { count } from '../../ui/format';
import { Progress } from '../../ui/Progress';
import { Thumb } from '../../ui/Thumb';
import { messages } from './messages';

/** What counts as finished: excluded items are not wanted, unusable ones are settled. */
function finished(project: Project): { done: number; total: number } {
  const { done, unusable, excluded, items } = project.counts;
  return { done: done + unusable, total: items - excluded };
}

export const Card: Component<{ project: Project }> = (props) => {
  const home = () =>
    may(props.project.role, 'reviewer') ? `/p/${props.project.slug}` : `/p/${props.project.slug}/work`;
  const progress = () => finished(props.project);
  return (
    <li class="project-card">
      <Thumb
        size="card"
        alt=""
        src={props.project.cover}
        icon={props.project.kinds.includes('image') ? 'image' : 'text'}
      />
      <div class="project-card-body">
        <div class="project-card-title">
          <h2>
            <A href={home()} class="link project-card-link" dir="auto">
              {props.project.title}
            </A>
          </h2>
          <Show when={props.project.sample}>
            <span data-tip={messages.sampleWhat}>
              <Chip tone="accent">{messages.sample}</Chip>
            </span>
          </Show>
          <Show when={props.project.archived}>
            <Chip>{messages.archived}</Chip>
          </Show>
        </div>
        <p class="project-card-text" dir="auto">
          {props.project.description}
        </p>
        <div class="stack project-card-progress" style={{ '--gap': '6px' }}>
          <Progress
            label={messages.progress(props.project.title)}
            value={progress().done}
            total={Math.max(progress().total, 1)}
          />
          <div class="project-card-numbers small muted">
            <span>
              {progress().total === 0
                ? messages.noItems
                : messages.done(count(progress().done), count(progress().total))}
            </span>
            <span>{messages.mine(count(props.project.mine.submitted), count(props.project.mine.today))}</span>
          </div>
        </div>
        <div class="row">
          <LinkButton look="primary" href={`/p/${props.project.slug}/work`}>
            {messages.work}
          </LinkButton>
          <Show when={may(props.project.role, 'reviewer')}>
            <LinkButton href={`/p/${props.project.slug}`}>
              {may(props.project.role, 'manager') ? messages.manage : messages.review}
            </LinkButton>
          </Show>
        </div>
      </div>
    </li>
  );
};
