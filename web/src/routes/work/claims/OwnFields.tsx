// What an own claim or an omission is: its kind with the attributes of that kind, affirmed or negated, certain or not.
import { createUniqueId, For, Show, type Component } from 'solid-js';
import { titled } from '../../../model/design';
import type { Statement } from '../../../model/draft';
import type { Attribute, ClaimRules, Json } from '../../../model/types';
import { QuestionControl } from '../../../questions';
import { Options } from '../../../questions/Options';
import { advance } from '../focus';
import { work as words } from '../messages';
import { FieldLine } from './FieldLine';

interface OwnProps {
  /** Of the claim or the omission. */
  id: string;
  statement: Statement;
  rules: ClaimRules;
  /** Enter passes the kind by. */
  aside?: boolean;
  onChange: (part: Partial<Statement>, gesture?: string) => void;
}

export const OwnFields: Component<OwnProps> = (props) => {
  const kinds = () => props.rules.kinds ?? [];
  const attributes = () => kinds().find((kind) => kind.id === props.statement.kind)?.attributes ?? [];
  const setAttribute = (id: string, value: Json | null) => {
    const { [id]: _, ...others } = props.statement.attributes ?? {};
    const kept = value === null ? others : { ...others, [id]: value };
    props.onChange(
      { attributes: kept },
      typeof value === 'string' ? `attribute:${props.id}:${id}` : undefined,
    );
  };
  return (
    <div class="claim-details claim-own-fields">
      <Show when={kinds().length > 0}>
        <FieldLine aside={props.aside} field="kind" title={words.claims.kind}>
          <Options
            items={kinds().map((kind, index) => ({ id: kind.id, title: titled(kind), key: key(index) }))}
            chosen={[props.statement.kind ?? '']}
            label={words.claims.kind}
            onToggle={(kind) => props.onChange({ kind: kind === props.statement.kind ? null : kind })}
            onDone={onward}
          />
        </FieldLine>
      </Show>
      <For each={attributes()}>
        {(attribute) => (
          <AttributeLine
            attribute={attribute}
            value={props.statement.attributes?.[attribute.id]}
            onValue={(value) => setAttribute(attribute.id, value)}
          />
        )}
      </For>
      <Pair
        field="polarity"
        ids={['affirmed', 'negated']}
        value={props.statement.polarity ?? 'affirmed'}
        onValue={(polarity) => props.onChange({ polarity })}
      />
      <Pair
        field="certainty"
        ids={['certain', 'uncertain']}
        value={props.statement.certainty ?? 'certain'}
        onValue={(certainty) => props.onChange({ certainty })}
      />
    </div>
  );
};

interface PairProps<Id extends string> {
  field: 'polarity' | 'certainty';
  ids: readonly [Id, Id];
  value: Id;
  onValue: (id: Id) => void;
}

/** One of two, of which the first goes without saying. */
function Pair<Id extends 'affirmed' | 'negated' | 'certain' | 'uncertain'>(props: PairProps<Id>) {
  return (
    <FieldLine aside field={props.field} title={words.claims[props.field]}>
      <Options
        items={props.ids.map((id, index) => ({ id, title: words.claims[id], key: key(index) }))}
        chosen={[props.value]}
        label={words.claims[props.field]}
        onToggle={(chosen) => props.onValue(props.ids.find((id) => id === chosen) ?? props.ids[0])}
        onDone={onward}
      />
    </FieldLine>
  );
}

interface LineProps {
  attribute: Attribute;
  value: Json | undefined;
  onValue: (value: Json | null) => void;
}

const AttributeLine: Component<LineProps> = (props) => {
  const id = createUniqueId();
  return (
    <FieldLine
      field={`attribute:${props.attribute.id}`}
      title={titled(props.attribute)}
      id={id}
      needed={props.attribute.required && props.value === undefined}
    >
      <QuestionControl
        spec={props.attribute}
        value={props.value}
        labelledBy={id}
        onValue={(value) => props.onValue(value)}
        onDone={onward}
      />
    </FieldLine>
  );
};

const key = (index: number) => (index < 9 ? String(index + 1) : undefined);

function onward(): void {
  const active = document.activeElement;
  if (active instanceof HTMLElement) advance(active);
}
