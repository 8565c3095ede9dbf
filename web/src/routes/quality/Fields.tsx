// Agreement by field as dots with intervals; all coefficients in a table on demand.
import { For, Show, type Component } from 'solid-js';
import type { AgreementReport, FieldAgreement } from '../../api/types';
import { count, decimal } from '../../ui/format';
import { Table } from '../../ui/Table';
import { DotPlot, type Dot } from './DotPlot';
import { messages } from './messages';
import { ranked, recommended, RELIABLE, TENTATIVE } from './numbers';
import { Plot } from './Plot';
import type { Cell } from './save';

function dot(field: FieldAgreement): Dot {
  const metric = recommended(field);
  return {
    id: field.field,
    title: field.title || field.field,
    value: metric?.value ?? null,
    low: metric?.interval?.low ?? null,
    high: metric?.interval?.high ?? null,
    why: messages.why(metric?.undefined ?? ''),
  };
}

function finding(report: AgreementReport): string {
  const order = ranked(report);
  const best = order[0];
  const worst = order.at(-1);
  if (!best || !worst) return messages.fieldsNone;
  return best === worst ? messages.fieldsOne(best.title) : messages.fields(best.title, worst.title);
}

function rows(report: AgreementReport): Cell[][] {
  return [
    [
      'field',
      'metric',
      'value',
      'low',
      'high',
      'level',
      'undefined',
      'units',
      'ratings',
      'annotators',
      'seq',
    ],
    ...report.fields.flatMap((field) =>
      field.metrics.map((metric): Cell[] => [
        field.field,
        metric.metric,
        metric.value ?? null,
        metric.interval?.low ?? null,
        metric.interval?.high ?? null,
        metric.interval?.level ?? null,
        metric.undefined ?? null,
        field.n_units,
        field.n_ratings,
        field.n_annotators,
        report.seq,
      ]),
    ),
  ];
}

export const Fields: Component<{ report: AgreementReport; meta: string }> = (props) => (
  <Plot title={finding(props.report)} meta={props.meta} name="agreement" rows={() => rows(props.report)}>
    <DotPlot
      axis={messages.fieldAxis}
      dots={props.report.fields.map(dot)}
      thresholds={[
        { value: TENTATIVE, title: messages.threshold },
        { value: RELIABLE, title: messages.thresholdHigh },
      ]}
    />
    <details class="plot-more">
      <summary>{messages.all}</summary>
      <Table
        label={messages.all}
        head={
          <>
            <th scope="col">{messages.field}</th>
            <th scope="col">{messages.metric}</th>
            <th scope="col" class="number">
              {messages.metricValue}
            </th>
            <th scope="col" class="number">
              {messages.interval}
            </th>
            <th scope="col">{messages.method}</th>
            <th scope="col" class="number">
              {messages.n}
            </th>
          </>
        }
      >
        <For each={props.report.fields}>
          {(field) => (
            <For each={field.metrics}>
              {(metric, index) => (
                <tr>
                  <td>
                    <span classList={{ 'visually-hidden': index() > 0 }}>{field.title}</span>
                  </td>
                  <td>{metric.title}</td>
                  <td class="number">
                    <Show when={metric.value != null} fallback="–">
                      {decimal(metric.value ?? 0)}
                    </Show>
                  </td>
                  <Show
                    when={metric.interval}
                    fallback={
                      <td colspan={2} class="muted">
                        {metric.undefined ?? ''}
                      </td>
                    }
                  >
                    {(interval) => (
                      <>
                        <td class="number">
                          {decimal(interval().low)} … {decimal(interval().high)}
                        </td>
                        <td class="muted">{interval().method}</td>
                      </>
                    )}
                  </Show>
                  <td class="number">{count(field.n_ratings)}</td>
                </tr>
              )}
            </For>
          )}
        </For>
      </Table>
    </details>
  </Plot>
);
