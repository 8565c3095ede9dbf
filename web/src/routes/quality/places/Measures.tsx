// All measures of places in a table, each with the sentence that says what it means.
import { For, Show, type Component } from 'solid-js';
import type { PlaceAgreement } from '../../../api/types';
import { count } from '../../../ui/format';
import { Table } from '../../../ui/Table';
import { messages } from './messages';
import { inUnit } from './places';

export const Measures: Component<{ fields: readonly PlaceAgreement[] }> = (props) => (
  <details class="plot-more">
    <summary>{messages.all}</summary>
    <Table
      label={messages.all}
      head={
        <>
          <th scope="col">{messages.field}</th>
          <th scope="col">{messages.measure}</th>
          <For each={[messages.value, messages.interval, messages.pairs, messages.items]}>
            {(head) => (
              <th scope="col" class="number">
                {head}
              </th>
            )}
          </For>
        </>
      }
    >
      <For each={props.fields}>
        {(field) => (
          <For each={field.metrics}>
            {(metric, index) => (
              <tr>
                <td>
                  <span classList={{ 'visually-hidden': index() > 0 }} dir="auto">
                    {field.title}
                  </span>
                </td>
                <td>
                  {metric.title}
                  <span class="muted small measure-what">{metric.summary}</span>
                </td>
                <td class="number">
                  <Show when={metric.value != null} fallback="–">
                    {inUnit(metric, metric.value ?? 0)}
                  </Show>
                </td>
                <td classList={{ number: metric.interval != null, muted: metric.interval == null }}>
                  <Show when={metric.interval} fallback={metric.undefined ?? ''}>
                    {(interval) => (
                      <>
                        {inUnit(metric, interval().low)} … {inUnit(metric, interval().high)}
                      </>
                    )}
                  </Show>
                </td>
                <td class="number">{count(field.n_pairs)}</td>
                <td class="number">{count(field.n_items)}</td>
              </tr>
            )}
          </For>
        )}
      </For>
    </Table>
  </details>
);
