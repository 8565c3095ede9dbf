// People by how often they agree with others; never a table of winners.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { AgreementReport } from '../../api/types';
import { count, decimal, duration, percent } from '../../ui/format';
import { Table } from '../../ui/Table';
import { DotPlot, type Dot } from './DotPlot';
import { messages } from './messages';
import { wilson } from './numbers';
import { Plot } from './Plot';
import type { Cell } from './save';

type Stat = AgreementReport['annotators'][number];

function byName(a: Stat, b: Stat): number {
  return a.annotator.name.localeCompare(b.annotator.name);
}

function dot(stat: Stat): Dot {
  const share = stat.agreement_with_others ?? null;
  const interval = share === null || stat.n === 0 ? null : wilson(share, stat.n);
  return {
    id: stat.annotator.id,
    title: stat.annotator.name,
    value: share,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    why: messages.peopleNone,
  };
}

export const Annotators: Component<{ report: AgreementReport; meta: string }> = (props) => {
  const stats = createMemo(() => [...props.report.annotators].sort(byName));
  const shares = () => stats().flatMap((stat) => stat.agreement_with_others ?? []);
  const finding = () =>
    shares().length === 0
      ? messages.peopleNone
      : messages.peopleTitle(percent(Math.min(...shares())), percent(Math.max(...shares())));
  const rows = (): Cell[][] => [
    [
      'annotator',
      'agreement_with_others',
      'comparisons',
      'submitted',
      'median_active_ms',
      'unusable',
      'declined',
    ],
    ...stats().map((stat): Cell[] => [
      stat.annotator.name,
      stat.agreement_with_others ?? null,
      stat.n,
      stat.submitted,
      stat.median_active_ms,
      stat.unusable,
      stat.declined,
    ]),
  ];
  return (
    <Plot title={finding()} meta={props.meta} what={messages.peopleWhat} name="annotators" rows={rows}>
      <DotPlot axis={messages.peopleAxis} dots={stats().map(dot)} />
      <details class="plot-more">
        <summary>{messages.people}</summary>
        <Table
          label={messages.people}
          head={
            <>
              <th scope="col">{messages.person}</th>
              <For
                each={[
                  messages.submitted,
                  messages.shared,
                  messages.share,
                  messages.time,
                  messages.unusable,
                  messages.declined,
                ]}
              >
                {(head) => (
                  <th scope="col" class="number">
                    {head}
                  </th>
                )}
              </For>
            </>
          }
        >
          <For each={stats()}>
            {(stat) => (
              <tr>
                <td>
                  <bdi>{stat.annotator.name}</bdi>
                  <Show when={stat.annotator.kind === 'model'}>
                    <span class="muted"> {messages.model}</span>
                  </Show>
                </td>
                <td class="number">{count(stat.submitted)}</td>
                <td class="number">{count(stat.n)}</td>
                <td class="number">
                  {stat.agreement_with_others == null ? '–' : decimal(stat.agreement_with_others)}
                </td>
                <td class="number">{duration(stat.median_active_ms)}</td>
                <td class="number">{count(stat.unusable)}</td>
                <td class="number">{count(stat.declined)}</td>
              </tr>
            )}
          </For>
        </Table>
      </details>
    </Plot>
  );
};
