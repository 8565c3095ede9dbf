// Labels and criteria that people disagree about: a signal that the guideline is unclear there.
import { createSignal, For, Show, type Component, type JSX } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { Design } from '../../../api/types';
import { count, decimal, percent } from '../../../ui/format';
import { Load } from '../../../ui/Load';
import { Table } from '../../../ui/Table';
import { DotPlot } from '../DotPlot';
import { Plot } from '../Plot';
import { Discussions } from './Discussions';
import { Guideline } from './Guideline';
import { messages } from './messages';
import { Split } from './Split';
import {
  criterionDots,
  criterionRows,
  labelDots,
  labelName,
  labelRows,
  shareWords,
  type Report,
  type Wanted,
} from './unclear';
import './unclear.css';

export interface UnclearProps {
  slug: string;
  seq: number;
  design: Design;
  /** May put places on the list and close them. */
  leads: boolean;
}

export const Unclear: Component<UnclearProps> = (props) => {
  const report = useQuery(() => ({
    queryKey: keys.below(props.slug, 'labels', props.seq),
    queryFn: ({ signal }) => api.get<Report>(projectPath(props.slug, 'quality', 'labels'), signal),
  }));
  return (
    <Load query={report} skeleton={{ shape: 'block' }}>
      {(data) => (
        <>
          <Found {...props} report={data()} />
          <Discussions {...props} />
          <Guideline slug={props.slug} seq={props.seq} />
        </>
      )}
    </Load>
  );
};

const Found: Component<UnclearProps & { report: Report }> = (props) => {
  const [wanted, setWanted] = createSignal<Wanted | null>(null);
  const show = (chosen: Wanted) => {
    setWanted(chosen);
    document.getElementById('split-places')?.focus();
  };
  const meta = () => messages.meta(props.report.seq);
  const worst = () => props.report.labels[0];
  const least = () => props.report.criteria[0];
  const title = () => {
    const label = worst();
    const value = label?.specific?.value ?? 1;
    return label && value < 1 ? messages.labels(labelName(label), percent(value)) : messages.labelsNone;
  };
  return (
    <>
      <Show when={props.report.labels.length > 0}>
        <Plot
          title={title()}
          meta={meta()}
          what={messages.labelsWhat}
          name="labels"
          rows={() => labelRows(props.report)}
        >
          <DotPlot axis={messages.labelsAxis} dots={labelDots(props.report)} />
          <Labels report={props.report} onWanted={show} />
        </Plot>
      </Show>
      <Show when={least()}>
        {(first) => (
          <Plot
            title={messages.criteria(first().title, percent(first().agreement?.value ?? 1))}
            meta={meta()}
            what={messages.criteriaWhat}
            name="criteria"
            rows={() => criterionRows(props.report)}
          >
            <DotPlot axis={messages.criteriaAxis} dots={criterionDots(props.report)} />
            <Criteria report={props.report} onWanted={show} />
          </Plot>
        )}
      </Show>
      <Show when={wanted()} keyed>
        {(chosen) => (
          <Split
            slug={props.slug}
            seq={props.seq}
            design={props.design}
            leads={props.leads}
            wanted={chosen}
            onClose={() => setWanted(null)}
          />
        )}
      </Show>
    </>
  );
};

type Choosing = { report: Report; onWanted: (wanted: Wanted) => void };

const Heads: Component<{ children: JSX.Element }> = (props) => (
  <>
    {props.children}
    <th scope="col" class="number">
      {messages.agreed}
    </th>
    <th scope="col" class="number">
      {messages.units}
    </th>
    <th scope="col" class="number">
      {messages.split}
    </th>
  </>
);

const Numbers: Component<{ n: number; wanted: Wanted; onWanted: (wanted: Wanted) => void }> = (props) => (
  <td class="number">
    <Show when={props.n > 0} fallback={0}>
      <button
        type="button"
        class="unclear-n"
        aria-label={messages.splitWhat(props.wanted.words, count(props.n))}
        onClick={() => props.onWanted(props.wanted)}
      >
        {count(props.n)}
      </button>
    </Show>
  </td>
);

const Labels: Component<Choosing> = (props) => (
  <details class="plot-more" open>
    <summary>{messages.all}</summary>
    <Table
      label={messages.all}
      head={
        <Heads>
          <th scope="col">{messages.label}</th>
          <th scope="col">{messages.field}</th>
          <th scope="col" class="number">
            {messages.alpha}
          </th>
        </Heads>
      }
    >
      <For each={props.report.labels}>
        {(one) => (
          <tr>
            <th scope="row">{one.title || one.label}</th>
            <td>{one.field_title}</td>
            <td class="number">{one.alpha == null ? '–' : decimal(one.alpha)}</td>
            <td class="number">{shareWords(one.specific)}</td>
            <td class="number">{count(one.n_units)}</td>
            <Numbers
              n={one.n_split}
              wanted={{ field: one.field, label: one.label, words: labelName(one) }}
              onWanted={props.onWanted}
            />
          </tr>
        )}
      </For>
    </Table>
  </details>
);

const Criteria: Component<Choosing> = (props) => (
  <details class="plot-more">
    <summary>{messages.allCriteria}</summary>
    <Table
      label={messages.allCriteria}
      head={
        <Heads>
          <th scope="col">{messages.field}</th>
        </Heads>
      }
    >
      <For each={props.report.criteria}>
        {(one) => (
          <tr>
            <th scope="row">{one.title}</th>
            <td class="number">{shareWords(one.agreement)}</td>
            <td class="number">{count(one.n_units)}</td>
            <Numbers
              n={one.n_split}
              wanted={{ field: one.field, label: null, words: one.title }}
              onWanted={props.onWanted}
            />
          </tr>
        )}
      </For>
    </Table>
  </details>
);
