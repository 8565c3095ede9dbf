// How far the texts hold: what share of claims is contradicted, cannot be verified or goes with something left out, by source,
// model and error type.
import { createSignal, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import { LinkButton } from '../../../ui/Button';
import { EmptyState } from '../../../ui/EmptyState';
import { count, dateTime } from '../../../ui/format';
import { Load } from '../../../ui/Load';
import { Select } from '../../../ui/Select';
import { Plot } from '../Plot';
import { Bars } from './Bars';
import { Behind } from './Behind';
import { finding, groupingTitle, groupTitle, rows, usual, type Report, type Wanted } from './mismatch';
import { messages } from './messages';
import { Errors, Shares } from './Shares';
import './mismatch.css';

export const Mismatch: Component<{ slug: string; seq: number }> = (props) => {
  const report = useQuery(() => ({
    queryKey: keys.below(props.slug, 'mismatch', props.seq),
    queryFn: ({ signal }) => api.get<Report>(projectPath(props.slug, 'quality', 'mismatch'), signal),
  }));
  return (
    <Load query={report} skeleton={{ shape: 'block' }}>
      {(data) => (
        <Show
          when={(data().groupings[0]?.groups[0]?.n_claims ?? 0) > 0}
          fallback={<Nothing slug={props.slug} />}
        >
          <Found slug={props.slug} report={data()} />
        </Show>
      )}
    </Load>
  );
};

const Nothing: Component<{ slug: string }> = (props) => (
  <section class="plot" aria-label={messages.label}>
    <h2>{messages.label}</h2>
    <EmptyState
      icon="check"
      title={messages.empty}
      action={<LinkButton href={`/p/${props.slug}/work`}>{messages.judge}</LinkButton>}
    >
      {messages.emptyWhat}
    </EmptyState>
  </section>
);

const Found: Component<{ slug: string; report: Report }> = (props) => {
  const [by, setBy] = createSignal('');
  const [value, setValue] = createSignal<string | null>(null);
  const [wanted, setWanted] = createSignal<Wanted | null>(null);
  const grouping = () =>
    props.report.groupings.find((one) => one.by === by()) ?? usual(props.report.groupings);
  const all = () => props.report.groupings[0]!.groups[0]!;
  const group = () => grouping().groups.find((one) => one.value === value()) ?? grouping().groups[0]!;
  const meta = () =>
    messages.meta(
      count(all().n_claims),
      count(all().n_items),
      dateTime(props.report.computed_at),
      props.report.seq,
    );
  const show = (chosen: Wanted) => {
    setWanted(chosen);
    document.getElementById('mismatch-behind')?.focus();
  };
  const numbers = (basis: { truth: number; majority: number; one: number }) =>
    [count(basis.truth), count(basis.majority), count(basis.one)] as const;
  return (
    <>
      <Plot
        title={finding(grouping())}
        meta={meta()}
        what={messages.what}
        name="mismatch"
        rows={() => rows(props.report, props.report.groupings)}
        controls={
          <Select
            small
            class="plot-select"
            aria-label={messages.by}
            value={grouping().by}
            onValue={setBy}
            options={props.report.groupings.map((one) => ({ value: one.by, title: groupingTitle(one.by) }))}
          />
        }
      >
        <Bars
          by={grouping().by}
          groups={grouping().groups}
          omissions={props.report.omissions}
          onWanted={show}
        />
        <p class="muted plot-what">
          {messages.basis(...numbers(all().basis))}{' '}
          <Show when={props.report.omissions}>
            {messages.omissionBasis(...numbers(all().omission_basis))}{' '}
          </Show>
          {messages.leftOut(all().undecided, all().not_applicable, props.report.n_left_out)}{' '}
          <a class="link" href={`${projectPath(props.slug, 'quality', 'mismatch')}?format=csv`} download="">
            {messages.csv}
          </a>
        </p>
        <Shares report={props.report} grouping={grouping()} onWanted={show} />
        <Show when={wanted()} keyed>
          {(chosen) => (
            <Behind
              slug={props.slug}
              seq={props.report.seq}
              wanted={chosen}
              onClose={() => setWanted(null)}
            />
          )}
        </Show>
      </Plot>
      <Errors
        report={props.report}
        grouping={grouping()}
        group={group()}
        meta={meta()}
        onGroup={setValue}
        onWanted={show}
      />
    </>
  );
};
