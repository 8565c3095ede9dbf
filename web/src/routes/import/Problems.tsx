// What an import could not take: grouped by kind, with the lines.
import { useQuery } from '../../api/query';
import { For, Show, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import type { Job, Problem, ProblemPage } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { sentence } from '../../ui/ErrorNote';
import { count } from '../../ui/format';
import { Load } from '../../ui/Load';
import { messages } from './messages';

const LINES_SHOWN = 12;
const PAGE = 200;
const AT_MOST = 2_000;

interface Group {
  code: string;
  problems: Problem[];
}

interface Found {
  readonly problems: readonly Problem[];
  /** There are no more than these. */
  readonly whole: boolean;
}

/** The problems of an import, page by page up to a limit: kinds repeat, and the file has every row. */
async function firstProblems(job: string, signal: AbortSignal): Promise<Found> {
  const problems: Problem[] = [];
  let after: string | null | undefined = null;
  do {
    const query = `limit=${PAGE}${after == null ? '' : `&after=${encodeURIComponent(after)}`}`;
    const page: ProblemPage = await api.get(`${path('/api/jobs', job, 'problems')}?${query}`, signal);
    problems.push(...page.items);
    after = page.next;
  } while (after != null && problems.length < AT_MOST);
  return { problems, whole: after == null };
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
  const staged = () => props.job.kind === 'stage';
  const words = () => (staged() ? messages.stage : messages);
  const problems = useQuery(() => ({
    queryKey: ['job', props.job.id, 'problems'],
    queryFn: ({ signal }) => firstProblems(props.job.id, signal),
  }));
  return (
    <section class="stack problems" style={{ '--gap': 'var(--space-3)' }}>
      <div class="row">
        <div class="grow">
          <h3>{words().problems(count(props.job.n_problems))}</h3>
          <p class="muted">{words().problemsWhat}</p>
        </div>
        <Show when={!staged()}>
          <LinkButton href={path('/api/jobs', props.job.id, 'rejected')} download="">
            {messages.rejected}
          </LinkButton>
        </Show>
      </div>
      <Load query={problems} skeleton={{ n: 3 }}>
        {(found) => (
          <>
            <Show when={!found().whole}>
              <p class="muted">{messages.firstProblems(count(found().problems.length))}</p>
            </Show>
            <ul class="problem-groups">
              <For each={grouped(found().problems)}>
                {(group) => (
                  <li>
                    <span class="number muted">{messages.times(count(group.problems.length))}</span>
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
          </>
        )}
      </Load>
    </section>
  );
};
