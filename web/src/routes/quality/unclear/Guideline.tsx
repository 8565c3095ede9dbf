// How far people agree in the projects that share this project's guideline, field by field.
import { A } from '@solidjs/router';
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { components } from '../../../api/schema';
import { dateTime } from '../../../ui/format';
import { Load } from '../../../ui/Load';
import { Select } from '../../../ui/Select';
import { DotPlot, type Dot } from '../DotPlot';
import { Plot } from '../Plot';
import type { Cell } from '../save';
import { messages } from './messages';

type Report = components['schemas']['GuidelineReport'];
type Field = Report['fields'][number];
type Value = Field['values'][number];

export const Guideline: Component<{ slug: string; seq: number }> = (props) => {
  const report = useQuery(() => ({
    queryKey: keys.below(props.slug, 'shared-guideline', props.seq),
    queryFn: ({ signal }) => api.get<Report>(projectPath(props.slug, 'quality', 'guideline'), signal),
  }));
  return (
    <Load query={report} skeleton={{ shape: 'lines' }}>
      {(data) => (
        <Show when={data().fields[0]} fallback={<Alone slug={props.slug} report={data()} />}>
          {(first) => <Shared report={data()} first={first()} />}
        </Show>
      )}
    </Load>
  );
};

const Sources: Component<{ report: Report }> = (props) => (
  <For each={props.report.sources}>
    {(source) => (
      <p class="muted small">
        {messages.taken(
          source.version,
          source.title ?? messages.otherProject,
          source.from_version,
          dateTime(source.at),
        )}
      </p>
    )}
  </For>
);

const Alone: Component<{ slug: string; report: Report }> = (props) => (
  <section class="plot" aria-label={messages.sharedNone}>
    <h2>{messages.sharedNone}</h2>
    <p class="muted plot-what">
      {messages.sharedNoneWhat}{' '}
      <A class="link" href={`/p/${props.slug}/design`}>
        {messages.guideline}
      </A>
    </p>
    <Sources report={props.report} />
  </section>
);

const Shared: Component<{ report: Report; first: Field }> = (props) => {
  const [chosen, setChosen] = createSignal('');
  const field = () => props.report.fields.find((one) => one.field === chosen()) ?? props.first;
  const project = (slug: string) => props.report.projects.find((one) => one.project === slug);
  const dot = (one: Value): Dot => ({
    id: one.project,
    title: project(one.project)?.title ?? one.project,
    value: one.value ?? null,
    low: one.interval?.low ?? null,
    high: one.interval?.high ?? null,
    why: messages.undefinedAgreement(one.undefined ?? ''),
  });
  const rows = (): Cell[][] => [
    ['field', 'project', 'design_version', 'metric', 'value', 'low', 'high', 'units', 'annotators', 'seq'],
    ...props.report.fields.flatMap((one) =>
      one.values.map((value): Cell[] => [
        one.field,
        value.project,
        project(value.project)?.version ?? null,
        value.metric,
        value.value ?? null,
        value.interval?.low ?? null,
        value.interval?.high ?? null,
        value.n_units,
        value.n_annotators,
        project(value.project)?.seq ?? null,
      ]),
    ),
  ];
  return (
    <Plot
      title={messages.shared(props.report.projects.length)}
      meta={messages.sharedMeta(field().values[0]?.metric_title ?? '')}
      what={messages.sharedWhat}
      name="shared-guideline"
      rows={rows}
      controls={
        <Select
          small
          class="plot-select"
          aria-label={messages.field}
          value={field().field}
          onValue={setChosen}
          options={props.report.fields.map((one) => ({ value: one.field, title: one.title }))}
        />
      }
    >
      <DotPlot axis={messages.sharedAxis} dots={field().values.map(dot)} />
      <Sources report={props.report} />
    </Plot>
  );
};
