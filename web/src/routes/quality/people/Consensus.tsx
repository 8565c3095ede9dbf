// How many values are sure, field by field, and how many annotations are still to come.
import { Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { ConsensusPage, ForecastView } from '../../../api/types';
import { count, percent } from '../../../ui/format';
import { Load } from '../../../ui/Load';
import { DotPlot, type Dot } from '../DotPlot';
import { Plot } from '../Plot';
import type { Cell } from '../save';
import { messages } from './messages';

type Field = ConsensusPage['fields'][number];

const total = (field: Field) => field.agreed + field.disputed + field.too_few;

function dot(field: Field): Dot {
  const value = total(field) > 0 ? field.agreed / total(field) : null;
  return { id: field.field, title: field.title, value, low: null, high: null, why: messages.nothing };
}

export const Consensus: Component<{ slug: string; seq: number }> = (props) => {
  const page = useQuery(() => ({
    queryKey: keys.below(props.slug, 'consensus', props.seq),
    queryFn: ({ signal }) =>
      api.get<ConsensusPage>(`${projectPath(props.slug, 'consensus')}?limit=1`, signal),
  }));
  const forecast = useQuery(() => ({
    queryKey: keys.below(props.slug, 'forecast', props.seq),
    queryFn: ({ signal }) => api.get<ForecastView>(projectPath(props.slug, 'forecast'), signal),
  }));
  return (
    <Load query={page} skeleton={{ shape: 'block' }}>
      {(data) => {
        const sum = (pick: (field: Field) => number) =>
          data().fields.reduce((all, field) => all + pick(field), 0);
        const rows = (): Cell[][] => [
          ['field', 'method', 'ratings', 'agreed', 'disputed', 'too_few', 'trust'],
          ...data().fields.map((field): Cell[] => [
            field.field,
            field.method,
            field.n_ratings,
            field.agreed,
            field.disputed,
            field.too_few,
            field.trust ?? null,
          ]),
        ];
        return (
          <Plot
            title={messages.consensus(count(sum((field) => field.agreed)), count(sum(total)))}
            meta={messages.meta(data().seq)}
            what={messages.consensusWhat}
            name="consensus"
            rows={rows}
          >
            <DotPlot axis={messages.consensusAxis} dots={data().fields.map(dot)} />
            <Show when={!forecast.isPending && forecast.data}>{(found) => <p>{sentence(found())}</p>}</Show>
          </Plot>
        );
      }}
    </Load>
  );
};

function sentence(found: ForecastView): string {
  const threshold = percent(found.threshold);
  if (found.open_items === 0) return messages.forecastNone(threshold);
  const [more, low, high] = [found.more, found.low, found.high].map((value) => count(Math.round(value)));
  return messages.forecast(more ?? '', low ?? '', high ?? '', threshold);
}
