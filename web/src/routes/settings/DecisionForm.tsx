// Which items a reviewer looks at, and which ones a senior settles: a part of the policy.
import { For, Show, type Component } from 'solid-js';
import type { Design, Policy } from '../../api/types';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { Check, TextInput } from '../../ui/TextInput';
import { decisionMessages as messages } from './decision_messages';
import { fields } from './fields';

const WHEN = ['never', 'disputed', 'always'] as const;

export interface DecisionFormProps {
  design: Design;
  policy: Policy;
  onChange: (policy: Policy) => void;
}

/** A number within limits; the value before where something else was typed. */
function within(typed: string, low: number, high: number, before: number): number {
  const value = Math.round(Number(typed));
  return typed !== '' && Number.isFinite(value) && value >= low && value <= high ? value : before;
}

export const DecisionForm: Component<DecisionFormProps> = (props) => {
  const rule = () => props.policy.adjudication ?? { when: 'never' as const, fields: [], agree: 2 };
  const share = () => Math.round((props.policy.review?.share ?? 0) * 100);
  const change = (part: Partial<ReturnType<typeof rule>>) =>
    props.onChange({ ...props.policy, adjudication: { ...rule(), ...part } });
  const chosen = () => rule().fields ?? [];
  const toggle = (id: string, on: boolean) =>
    change({ fields: on ? [...chosen(), id] : chosen().filter((one) => one !== id) });
  return (
    <div class="policy">
      <Field label={messages.when} help={messages.whenWhat}>
        {(control) => (
          <Select
            {...control}
            value={rule().when ?? 'never'}
            onValue={(value) => change({ when: WHEN.find((one) => one === value) ?? 'never' })}
            options={WHEN.map((value) => ({ value, title: messages.whens[value] }))}
          />
        )}
      </Field>
      <Show when={rule().when === 'disputed'}>
        <Field label={messages.agree}>
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min="1"
              max="100"
              value={rule().agree ?? 2}
              onChange={(event) =>
                change({ agree: within(event.currentTarget.value, 1, 100, rule().agree ?? 2) })
              }
            />
          )}
        </Field>
        <fieldset class="stack policy-fields" style={{ '--gap': '4px' }}>
          <legend class="field-label">{messages.fields}</legend>
          <p class="field-help">{messages.fieldsWhat}</p>
          <For each={fields(props.design)}>
            {(field) => (
              <Check checked={chosen().includes(field.value)} onChange={(on) => toggle(field.value, on)}>
                {field.title}
              </Check>
            )}
          </For>
        </fieldset>
      </Show>
      <Field label={messages.review} help={messages.reviewWhat}>
        {(control) => (
          <TextInput
            {...control}
            type="number"
            min="0"
            max="100"
            value={share()}
            onChange={(event) =>
              props.onChange({
                ...props.policy,
                review: { share: within(event.currentTarget.value, 0, 100, share()) / 100 },
              })
            }
          />
        )}
      </Field>
    </div>
  );
};
