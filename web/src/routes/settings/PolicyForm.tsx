// The assignment policy as a form: how many people, in which order, for how long.
import { For, Show, type Component } from 'solid-js';
import type { Design, Overlap, Policy } from '../../api/types';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { Check, TextInput } from '../../ui/TextInput';
import { fields } from './fields';
import { messages } from './messages';
import { Threshold } from './Threshold';
import './settings.css';

const ORDERS = ['sequence', 'random', 'priority'] as const;

export interface PolicyFormProps {
  design: Design;
  policy: Policy;
  onChange: (policy: Policy) => void;
}

/** A whole number of at least one; the value before where something else was typed. */
function atLeastOne(typed: string, before: number): number {
  const value = Math.round(Number(typed));
  return Number.isFinite(value) && value >= 1 ? value : before;
}

export const PolicyForm: Component<PolicyFormProps> = (props) => {
  const change = (part: Partial<Policy>) => props.onChange({ ...props.policy, ...part });
  const kind = (type: string) => {
    const fixed: Overlap = { type: 'fixed', n: 3 };
    const first = fields(props.design)[0]?.value;
    const adaptive: Overlap = {
      type: 'adaptive',
      start: 2,
      max: 5,
      fields: first === undefined ? [] : [first],
    };
    const confident: Overlap = { ...adaptive, type: 'confident', threshold: 0.85 };
    change({ overlap: type === 'fixed' ? fixed : type === 'confident' ? confident : adaptive });
  };
  return (
    <div class="policy">
      <Field label={messages.overlap}>
        {(control) => (
          <Select
            {...control}
            value={props.policy.overlap.type}
            onValue={kind}
            options={[
              { value: 'fixed', title: messages.fixed },
              { value: 'adaptive', title: messages.adaptive },
              { value: 'confident', title: messages.confident },
            ]}
          />
        )}
      </Field>
      <OverlapFields
        overlap={props.policy.overlap}
        design={props.design}
        onChange={(overlap) => change({ overlap })}
      />
      <Field label={messages.order}>
        {(control) => (
          <Select
            {...control}
            value={props.policy.order}
            onValue={(value) => change({ order: ORDERS.find((one) => one === value) ?? 'sequence' })}
            options={ORDERS.map((value) => ({ value, title: messages.orders[value] }))}
          />
        )}
      </Field>
      <Field label={messages.cap} help={messages.capWhat}>
        {(control) => (
          <TextInput
            {...control}
            type="number"
            min="1"
            value={props.policy.max_per_annotator ?? ''}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              change({ max_per_annotator: typed === '' ? null : atLeastOne(typed, 1) });
            }}
          />
        )}
      </Field>
    </div>
  );
};

/** What is seldom changed. */
export const PolicyDetails: Component<PolicyFormProps> = (props) => {
  const change = (part: Partial<Policy>) => props.onChange({ ...props.policy, ...part });
  return (
    <div class="policy">
      <Count
        label={messages.lease}
        value={props.policy.lease_minutes}
        onValue={(lease_minutes) => change({ lease_minutes })}
      />
      <Count
        label={messages.unusable}
        value={props.policy.unusable_limit}
        onValue={(unusable_limit) => change({ unusable_limit })}
      />
      <Check checked={props.policy.count_late} onChange={(count_late) => change({ count_late })}>
        {messages.late}
      </Check>
    </div>
  );
};

/** The rules of gold as they are where nothing is said of them. */
const GOLD = { share: 0, trusted_share: 0.05, trusted_at: 0.7 } as const;
const REPEATS = { share: 0, after_days: 7 } as const;

/** What is mixed in with other work, so that nobody can tell it apart. */
export const PolicyChecks: Component<PolicyFormProps> = (props) => {
  const gold = () => props.policy.gold ?? GOLD;
  const repeats = () => props.policy.repeats ?? REPEATS;
  const change = (part: Partial<Policy>) => props.onChange({ ...props.policy, ...part });
  return (
    <div class="policy">
      <Percent
        label={messages.goldShare}
        help={messages.goldShareWhat}
        value={gold().share ?? GOLD.share}
        onValue={(share) => change({ gold: { ...gold(), share } })}
      />
      <Percent
        label={messages.goldTrusted}
        help={messages.goldTrustedWhat}
        value={gold().trusted_share ?? GOLD.trusted_share}
        onValue={(trusted_share) => change({ gold: { ...gold(), trusted_share } })}
      />
      <Percent
        label={messages.goldAt}
        help={messages.goldAtWhat}
        value={gold().trusted_at ?? GOLD.trusted_at}
        onValue={(trusted_at) => change({ gold: { ...gold(), trusted_at } })}
      />
      <Percent
        label={messages.repeatShare}
        help={messages.repeatShareWhat}
        value={repeats().share ?? REPEATS.share}
        onValue={(share) => change({ repeats: { ...repeats(), share } })}
      />
      <Count
        label={messages.repeatDays}
        value={repeats().after_days ?? REPEATS.after_days}
        onValue={(after_days) => change({ repeats: { ...repeats(), after_days } })}
      />
    </div>
  );
};

interface PercentProps {
  label: string;
  help: string;
  /** 0 to 1. */
  value: number;
  onValue: (share: number) => void;
}

/** A share, typed as a percentage. */
const Percent: Component<PercentProps> = (props) => (
  <Field label={props.label} help={props.help}>
    {(control) => (
      <TextInput
        {...control}
        type="number"
        min="0"
        max="100"
        step="any"
        value={Math.round(props.value * 1000) / 10}
        onChange={(event) => {
          const typed = Number(event.currentTarget.value);
          props.onValue(Number.isFinite(typed) ? Math.min(Math.max(typed, 0), 100) / 100 : props.value);
        }}
      />
    )}
  </Field>
);

const Count: Component<{ label: string; value: number; onValue: (value: number) => void }> = (props) => (
  <Field label={props.label}>
    {(control) => (
      <TextInput
        {...control}
        type="number"
        min="1"
        value={props.value}
        onChange={(event) => props.onValue(atLeastOne(event.currentTarget.value, props.value))}
      />
    )}
  </Field>
);

interface OverlapFieldsProps {
  overlap: Overlap;
  design: Design;
  onChange: (overlap: Overlap) => void;
}

const OverlapFields: Component<OverlapFieldsProps> = (props) => {
  const fixed = () => (props.overlap.type === 'fixed' ? props.overlap : null);
  const several = () => (props.overlap.type === 'fixed' ? null : props.overlap);
  const confident = () => (props.overlap.type === 'confident' ? props.overlap : null);
  const toggle = (list: readonly string[], id: string, on: boolean) =>
    on ? [...list, id] : list.filter((one) => one !== id);
  return (
    <>
      <Show when={fixed()}>
        {(overlap) => (
          <Count
            label={messages.n}
            value={overlap().n}
            onValue={(n) => props.onChange({ type: 'fixed', n })}
          />
        )}
      </Show>
      <Show when={several()}>
        {(overlap) => (
          <>
            <Count
              label={messages.start}
              value={overlap().start}
              onValue={(start) => props.onChange({ ...overlap(), start })}
            />
            <Count
              label={messages.max}
              value={overlap().max}
              onValue={(max) => props.onChange({ ...overlap(), max })}
            />
            <Show when={confident()}>
              {(sure) => (
                <Threshold
                  value={sure().threshold}
                  onValue={(threshold) => props.onChange({ ...sure(), threshold })}
                />
              )}
            </Show>
            <fieldset class="stack policy-fields" style={{ '--gap': '4px' }}>
              <legend class="field-label">{messages.fields}</legend>
              <p class="field-help">{confident() ? messages.fieldsSure : messages.fieldsWhat}</p>
              <For each={fields(props.design)}>
                {(field) => (
                  <Check
                    checked={overlap().fields.includes(field.value)}
                    onChange={(on) =>
                      props.onChange({ ...overlap(), fields: toggle(overlap().fields, field.value, on) })
                    }
                  >
                    {field.title}
                  </Check>
                )}
              </For>
            </fieldset>
          </>
        )}
      </Show>
    </>
  );
};
