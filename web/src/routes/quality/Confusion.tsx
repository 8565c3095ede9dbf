// Which values meet on the same place, as a table whose cells are as strong as they are frequent.
import { createMemo, createSignal, For, Show, type Component } from 'solid-js';
import type { AgreementReport, FieldAgreement } from '../../api/types';
import { count } from '../../ui/format';
import { Select } from '../../ui/Select';
import { messages } from './messages';
import { label, mostConfused } from './numbers';
import { Plot } from './Plot';
import type { Cell } from './save';

/** Two values of one field, as ids. */
export interface Pair {
  field: string;
  a: string;
  b: string;
  words: string;
}

export interface ConfusionProps {
  report: AgreementReport;
  meta: string;
  onPair: (pair: Pair) => void;
}

function finding(field: FieldAgreement): string {
  const found = mostConfused(field);
  return found ? messages.confusion(label(field, found.a), label(field, found.b)) : messages.confusionNone;
}

function rows(field: FieldAgreement): Cell[][] {
  const titles = field.labels.map((choice) => choice.title || choice.id);
  return [['', ...titles], ...field.confusion.map((row, index): Cell[] => [titles[index] ?? '', ...row])];
}

export const Confusion: Component<ConfusionProps> = (props) => {
  const fields = createMemo(() => props.report.fields.filter((field) => field.confusion.length > 1));
  const [chosen, setChosen] = createSignal('');
  const field = () => fields().find((one) => one.field === chosen()) ?? fields()[0];
  return (
    <Show when={field()}>
      {(now) => (
        <Plot
          title={finding(now())}
          meta={props.meta}
          what={messages.confusionWhat}
          name={`confusion-${now().field.replaceAll('/', '-')}`}
          rows={() => rows(now())}
          controls={
            <Select
              small
              class="plot-select"
              aria-label={messages.confusionField}
              value={now().field}
              onValue={setChosen}
              options={fields().map((one) => ({ value: one.field, title: one.title || one.field }))}
            />
          }
        >
          <Heat field={now()} onPair={(pair) => props.onPair(pair)} />
        </Plot>
      )}
    </Show>
  );
};

const Heat: Component<{ field: FieldAgreement; onPair: (pair: Pair) => void }> = (props) => {
  const most = () => Math.max(1, ...props.field.confusion.flat());
  const strength = (n: number) => `${Math.round(75 * Math.sqrt(n / most()))}%`;
  const pair = (a: number, b: number): Pair => ({
    field: props.field.field,
    a: props.field.labels[a]?.id ?? '',
    b: props.field.labels[b]?.id ?? '',
    words: messages.disputedFilter(label(props.field, a), label(props.field, b)),
  });
  return (
    <div class="table-scroll" role="region" aria-label={messages.confusionWhat} tabindex={0}>
      <table class="heat">
        <thead>
          <tr>
            <td />
            <For each={props.field.labels}>
              {(choice) => <th scope="col">{choice.title || choice.id}</th>}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.field.confusion}>
            {(row, a) => (
              <tr>
                <th scope="row">{label(props.field, a())}</th>
                <For each={row}>
                  {(n, b) => (
                    <td
                      class="heat-cell"
                      classList={{ 'heat-same': a() === b() }}
                      style={{ '--heat': strength(n) }}
                    >
                      <Show when={a() !== b() && n > 0} fallback={count(n)}>
                        <button
                          type="button"
                          aria-label={messages.cell(
                            label(props.field, a()),
                            label(props.field, b()),
                            count(n),
                          )}
                          onClick={() => props.onPair(pair(a(), b()))}
                        >
                          {count(n)}
                        </button>
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
};
