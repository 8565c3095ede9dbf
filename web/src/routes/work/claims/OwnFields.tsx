// What an annotator's own claim is: its kind with the attributes of that kind, affirmed or negated, certain or not.
import { createUniqueId, For, Show, type Component } from 'solid-js';
import { titled } from '../../../model/design';
import type { Attribute, Claim, ClaimRules, Json } from '../../../model/types';
import { QuestionControl } from '../../../questions';
import { Options } from '../../../questions/Options';
import { advance } from '../focus';
import { work as words } from '../messages';
import { useWork } from '../work';
import { FieldLine } from './FieldLine';

interface OwnProps {
  claim: Claim;
  rules: ClaimRules;
}

export const OwnFields: Component<OwnProps> = (props) => {
  const work = useWork();
  const change = (part: Partial<Omit<Claim, 'id'>>, gesture?: string) =>
    work.edit({ kind: 'change_claim', id: props.claim.id, change: part }, gesture);
  const kinds = () => props.rules.kinds ?? [];
  const attributes = () => kinds().find((kind) => kind.id === props.claim.kind)?.attributes ?? [];
  return (
    <div class="claim-details claim-own-fields">
      <Show when={kinds().length > 0}>
        <FieldLine field="kind" title={words.claims.kind}>
          <Options
            items={kinds().map((kind, index) => ({ id: kind.id, title: titled(kind), key: key(index) }))}
            chosen={[props.claim.kind ?? '']}
            label={words.claims.kind}
            onToggle={(kind) => change({ kind: kind === props.claim.kind ? null : kind })}
            onDone={onward}
          />
        </FieldLine>
      </Show>
      <For each={attributes()}>
        {(attribute) => (
          <AttributeLine
            attribute={attribute}
            value={props.claim.attributes?.[attribute.id]}
            onValue={(value) => {
              const { [attribute.id]: _, ...others } = props.claim.attributes ?? {};
              const kept = value === null ? others : { ...others, [attribute.id]: value };
              const gesture =
                typeof value === 'string' ? `attribute:${props.claim.id}:${attribute.id}` : undefined;
              change({ attributes: kept }, gesture);
            }}
          />
        )}
      </For>
      <FieldLine aside field="polarity" title={words.claims.polarity}>
        <Options
          items={[
            { id: 'affirmed', title: words.claims.affirmed, key: '1' },
            { id: 'negated', title: words.claims.negated, key: '2' },
          ]}
          chosen={[props.claim.polarity ?? 'affirmed']}
          label={words.claims.polarity}
          onToggle={(id) => change({ polarity: id === 'negated' ? 'negated' : 'affirmed' })}
          onDone={onward}
        />
      </FieldLine>
      <FieldLine aside field="certainty" title={words.claims.certainty}>
        <Options
          items={[
            { id: 'certain', title: words.claims.certain, key: '1' },
            { id: 'uncertain', title: words.claims.uncertain, key: '2' },
          ]}
          chosen={[props.claim.certainty ?? 'certain']}
          label={words.claims.certainty}
          onToggle={(id) => change({ certainty: id === 'uncertain' ? 'uncertain' : 'certain' })}
          onDone={onward}
        />
      </FieldLine>
    </div>
  );
};

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
