// Which values meet on the same place, as a matrix whose cells are as strong as they are frequent.
import { createMemo, createSignal, Show, type Component } from 'solid-js';
import type { AgreementReport, FieldAgreement } from '../../api/types';
import { Select } from '../../ui/Select';
import { Heat } from './Heat';
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
  /** Whose items are shown. */
  pair: Pair | null;
  onPair: (pair: Pair) => void;
}

function finding(field: FieldAgreement): string {
  const found = mostConfused(field);
  return found ? messages.confusion(label(field, found.a), label(field, found.b)) : messages.confusionNone;
}

function pair(field: FieldAgreement, a: number, b: number): Pair {
  const words = messages.pair(label(field, a), label(field, b));
  return { field: field.field, a: field.labels[a]?.id ?? '', b: field.labels[b]?.id ?? '', words };
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
          <Heat
            field={now()}
            chosen={props.pair?.field === now().field ? props.pair : null}
            onCell={(a, b) => props.onPair(pair(now(), a, b))}
          />
        </Plot>
      )}
    </Show>
  );
};
