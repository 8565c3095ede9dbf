// What an import could not take: grouped by kind, with the lines.
import { useQuery } from '@tanstack/solid-query';
import { For, Show, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import type { Job, Problem, ProblemPage } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { sentence } from '../../ui/ErrorNote';
import { count } from '../../ui/format';
import { Load } from '../../ui/Load';
import { messages } from './messages';

const LINES_SHOWN = 12;

interface Group {
  code: string;
  problems: Problem[];
}

/** Problems of the same kind together, the most frequent kind first. */
export function grouped(problems: readonly Problem[]): Group[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const group = groups.get(problem.code);
    if (group) group.push(problem);
    else groups.set(problem.code, [problem]);
  }
  return [...groups]
    .map(([code, list]) => ({ code, problems: list }))
    .sort((a, b) => b.problems.length - a.problems.length);
}

/** `12, 19, 31 and 4 more`. */
export function lines(problems: readonly Problem[]): string {
  const all = problems.map((problem) => problem.line).filter((line) => line != null);
  const shown = all.slice(0, LINES_SHOWN).map(String).join(', ');
  return all.length > LINES_SHOWN ? `${shown} ${messages.moreLines(all.length - LINES_SHOWN)}` : shown;
}

export const Problems: Component<{ job: Job }> = (props) => {
  const problems = useQuery(() => ({
    queryKey: ['job', props.job.id, 'problems'],
    queryFn: ({ signal }) =>
      api.get<ProblemPage>(`${path('/api/jobs', props.job.id, 'problems')}?limit=200`, signal),
  }));
  return (
    <section class="stack problems" style={{ '--gap': 'var(--space-3)' }}>
      <div class="row">
        <div class="grow">
          <h3>{messages.problems(count(props.job.n_problems))}</h3>
          <p class="muted">{messages.problemsWhat}</p>
        </div>
        <LinkButton href={path('/api/jobs', props.job.id, 'rejected')} download="">
          {messages.rejected}
        </LinkButton>
      </div>
      <Load query={problems} skeleton={{ n: 3 }}>
        {(page) => (
          <ul class="problem-groups">
            <For each={grouped(page().items)}>
              {(group) => (
                <li>
                  <span class="number muted">{messages.times(group.problems.length)}</span>
                  <span class="grow">
                    <span dir="auto">{sentence(group.problems[0]?.message ?? '')}</span>
                    <Show when={lines(group.problems)}>
                      {(where) => (
                        <span class="muted small">
                          {' '}
                          {group.problems.length === 1 ? messages.line(where()) : messages.lines(where())}
                        </span>
                      )}
                    </Show>
                  </span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Load>
    </section>
  );
};
