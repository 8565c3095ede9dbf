// What is known of each annotator by the model: reliability and courses of errors.
import { createMemo, For, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { AnnotatorsReport } from '../../../api/types';
import { percent } from '../../../ui/format';
import { Load } from '../../../ui/Load';
import { DotPlot, type Dot } from '../DotPlot';
import { Plot } from '../Plot';
import type { Cell } from '../save';
import { Actions } from './Actions';
import { messages } from './messages';
import './people.css';

type Person = AnnotatorsReport['annotators'][number];

/** So often what is behind is asked for again. */
const BEHIND_MS = 3_000;

export const Reliability: Component<{ slug: string; seq: number; manages: boolean }> = (props) => {
  const report = useQuery(() => ({
    queryKey: keys.below(props.slug, 'annotators', props.seq),
    queryFn: ({ signal }) => api.get<AnnotatorsReport>(projectPath(props.slug, 'annotators'), signal),
    // In a large project the server gives what it knew a moment ago and computes the next beside.
    refetchInterval: (query) => (query.state.data && query.state.data.seq < props.seq ? BEHIND_MS : false),
  }));
  return (
    <Load query={report} skeleton={{ shape: 'block' }}>
      {(data) => (
        <>
          <Dots report={data()} />
          <Courses people={data().annotators} />
          <Actions {...props} report={data()} onDone={() => void report.refetch()} />
        </>
      )}
    </Load>
  );
};

const byName = (a: Person, b: Person) => a.annotator.name.localeCompare(b.annotator.name);

function dot({ annotator, reliability }: Person): Dot {
  return {
    id: annotator.id,
    title: annotator.name,
    value: reliability?.value ?? null,
    low: reliability?.interval.low ?? null,
    high: reliability?.interval.high ?? null,
    why: messages.nothing,
  };
}

const Dots: Component<{ report: AnnotatorsReport }> = (props) => {
  const people = createMemo(() => [...props.report.annotators].sort(byName));
  const shares = () => people().flatMap((one) => one.reliability?.value ?? []);
  const title = () =>
    shares().length === 0
      ? messages.reliabilityNone
      : messages.reliability(percent(Math.min(...shares())), percent(Math.max(...shares())));
  const rows = (): Cell[][] => [
    ['annotator', 'items', 'decisions', 'reliability', 'low', 'high', 'skill', 'gold', 'fast', 'drift_alarm'],
    ...people().map((one): Cell[] => [
      one.annotator.name,
      one.n_items,
      one.n_decisions,
      one.reliability?.value ?? null,
      one.reliability?.interval.low ?? null,
      one.reliability?.interval.high ?? null,
      one.skill?.value ?? null,
      one.gold?.value ?? null,
      one.fast,
      one.drift.alarm ?? null,
    ]),
  ];
  return (
    <Plot
      title={title()}
      meta={messages.meta(props.report.seq)}
      what={messages.reliabilityWhat}
      name="reliability"
      rows={rows}
    >
      <DotPlot axis={messages.reliabilityAxis} dots={people().map(dot)} />
    </Plot>
  );
};

const WIDTH = 360;
const HEIGHT = 48;

/** The sums as a line, the limit at three quarters of the height. */
function line(sums: readonly number[], limit: number): string {
  const x = (at: number) => (at / Math.max(1, sums.length - 1)) * WIDTH;
  const y = (sum: number) => HEIGHT - (Math.min(sum, (4 / 3) * limit) / ((4 / 3) * limit)) * HEIGHT;
  return sums.map((sum, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(sum).toFixed(1)}`).join('');
}

const Courses: Component<{ people: readonly Person[] }> = (props) => (
  <details class="plot-more">
    <summary>{messages.drift}</summary>
    <p class="muted">{messages.driftWhat}</p>
    <ul class="drift-list">
      <For each={[...props.people].sort(byName)}>
        {(one) => (
          <li>
            <bdi>{one.annotator.name}</bdi>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
              <line class="drift-limit" x1={0} x2={WIDTH} y1={HEIGHT / 4} y2={HEIGHT / 4} />
              <path class="drift-line" d={line(one.drift.sums, one.drift.limit)} />
            </svg>
            <span>{one.drift.alarm == null ? messages.steady : messages.alarm}</span>
          </li>
        )}
      </For>
    </ul>
  </details>
);
