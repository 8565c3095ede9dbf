// How good each annotator's reasons are, as reviewers found them.
import { Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { components } from '../../../api/schema';
import { count, percent } from '../../../ui/format';
import { Load } from '../../../ui/Load';
import { DotPlot, type Dot } from '../DotPlot';
import { Plot } from '../Plot';
import type { Cell } from '../save';
import { messages } from './messages';

type Report = components['schemas']['ReasonsReport'];
type Person = Report['annotators'][number];

const all = (one: Person) => one.n_good + one.n_thin + one.n_wrong;

const dot = (one: Person): Dot => ({
  id: one.annotator.id,
  title: one.annotator.name,
  value: one.good?.value ?? null,
  low: one.good?.interval.low ?? null,
  high: one.good?.interval.high ?? null,
  why: messages.nothing,
});

export const Reasons: Component<{ slug: string; seq: number }> = (props) => {
  const report = useQuery(() => ({
    queryKey: keys.below(props.slug, 'reasons', props.seq),
    queryFn: ({ signal }) => api.get<Report>(projectPath(props.slug, 'quality', 'reasons'), signal),
  }));
  return (
    <Load query={report} skeleton={{ shape: 'block' }}>
      {(data) => {
        const people = () =>
          [...data().annotators].sort((a, b) => a.annotator.name.localeCompare(b.annotator.name));
        const sum = (of: (one: Person) => number) => people().reduce((total, one) => total + of(one), 0);
        const good = () => sum((one) => one.n_good);
        const rows = (): Cell[][] => [
          ['annotator', 'good', 'low', 'high', 'n_good', 'n_thin', 'n_wrong'],
          ...people().map((one): Cell[] => [
            one.annotator.name,
            one.good?.value ?? null,
            one.good?.interval.low ?? null,
            one.good?.interval.high ?? null,
            one.n_good,
            one.n_thin,
            one.n_wrong,
          ]),
        ];
        return (
          <Show
            when={people().length > 0}
            fallback={
              <section class="plot" aria-label={messages.reasonsNone}>
                <h2>{messages.reasonsNone}</h2>
                <p class="muted plot-what">{messages.reasonsNoneWhat}</p>
              </section>
            }
          >
            <Plot
              title={messages.reasons(percent(good() / sum(all)))}
              meta={messages.reasonsMeta(
                count(good()),
                count(sum((one) => one.n_thin)),
                count(sum((one) => one.n_wrong)),
              )}
              what={messages.reasonsWhat}
              name="reasons"
              rows={rows}
            >
              <DotPlot axis={messages.reasonsAxis} dots={people().map(dot)} />
            </Plot>
          </Show>
        );
      }}
    </Load>
  );
};
