// The items on which people differ most, as cards; or every item behind a cell of the matrix.
import { createSignal, For, Show, type Component } from 'solid-js';
import { keys, projectPath } from '../../api/projects';
import type { AgreementReport, CellPage, Design, Disputed } from '../../api/types';
import { Button } from '../../ui/Button';
import type { Pair } from './Confusion';
import { DisputedCard } from './DisputedCard';
import { ItemsBehind } from './ItemsBehind';
import { messages } from './messages';

export interface DisputedItemsProps {
  slug: string;
  report: AgreementReport;
  design: Design;
  pair: Pair | null;
  onClear: () => void;
}

const FEW = 9;

export const DisputedItems: Component<DisputedItemsProps> = (props) => (
  <Show when={props.pair} fallback={<Most {...props} />} keyed>
    {(pair) => <Behind {...props} chosen={pair} />}
  </Show>
);

/** The most disputed places of the report. */
const Most: Component<DisputedItemsProps> = (props) => {
  const [many, setMany] = createSignal(false);
  const shown = () => (many() ? props.report.disputed : props.report.disputed.slice(0, FEW));
  const left = () => props.report.disputed.length - shown().length;
  return (
    <section class="stack" style={{ '--gap': 'var(--space-3)' }} id="disputed" tabindex={-1}>
      <div>
        <h2>{messages.disputed}</h2>
        <p class="muted">{messages.disputedWhat}</p>
      </div>
      <Show when={shown().length > 0} fallback={<p class="muted">{messages.noneDisputed}</p>}>
        <ul class="disputed">
          <For each={shown()}>{(one) => <Card {...props} one={one} />}</For>
        </ul>
        <Show when={left() > 0}>
          <div>
            <Button onClick={() => setMany(true)}>{messages.more(left())}</Button>
          </div>
        </Show>
      </Show>
    </section>
  );
};

/** Every place on which two values meet, page by page. */
const Behind: Component<DisputedItemsProps & { chosen: Pair }> = (props) => {
  const address = (after: string | null) => {
    const { field, a, b } = props.chosen;
    const query = new URLSearchParams({ field, a, b, ...(after === null ? {} : { after }) });
    return `${projectPath(props.slug, 'agreement', 'cell')}?${query}`;
  };
  return (
    <ItemsBehind
      id="disputed"
      title={props.chosen.words}
      level="h2"
      nWords={messages.pairWhat}
      closeWords={messages.showAll}
      queryKey={keys.below(props.slug, 'cell', props.chosen.field, props.chosen.a, props.chosen.b)}
      address={address}
      rows={(page: CellPage) => page.units}
      onClose={() => props.onClear()}
    >
      {(one) => <Card {...props} one={one} />}
    </ItemsBehind>
  );
};

/** One place, with the name of its field. */
const Card: Component<DisputedItemsProps & { one: Disputed }> = (props) => {
  const field = () => props.report.fields.find((one) => one.field === props.one.field)?.title;
  return (
    <DisputedCard
      slug={props.slug}
      one={props.one}
      field={field() ?? props.one.field}
      design={props.design}
    />
  );
};
