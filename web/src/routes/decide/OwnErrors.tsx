// The errors of the signer's own verdict: type, severity, further axes, how late the claim is, and what its words should be.
import { For, Show, type Component } from 'solid-js';
import type { components } from '../../api/schema';
import { claimErrors, titled } from '../../model/design';
import type { Claim, Verdict } from '../../model/types';
import type { Field } from '../../model/jump';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Kbd } from '../../ui/Kbd';
import { Select } from '../../ui/Select';
import { TextInput } from '../../ui/TextInput';
import { OffsetInput } from '../work/cues/OffsetInput';
import { ErrorWords } from './ErrorWords';
import { messages } from './messages';
import { Needed } from './Needed';
import { pickedStart } from './own';
import type { DecisionTask } from './rows';

type ClaimError = components['schemas']['ClaimError'];

export interface OwnErrorsProps {
  task: DecisionTask;
  claim: Claim;
  verdict: Verdict;
  missing: readonly Field[];
  /** Where the playback is, where the item has a time. */
  now?: () => number;
  onErrors: (errors: ClaimError[]) => void;
}

export const OwnErrors: Component<OwnErrorsProps> = (props) => {
  let host!: HTMLDivElement;
  const errors = () => props.verdict.errors ?? [];
  const change = (at: number, part: Partial<ClaimError>) =>
    props.onErrors(errors().map((error, index) => (index === at ? { ...error, ...part } : error)));
  const add = () => {
    props.onErrors([...errors(), { type: '' }]);
    queueMicrotask(() => host.querySelector<HTMLElement>('.own-error:last-of-type select')?.focus());
  };
  const remove = (at: number) => {
    props.onErrors(errors().filter((_, index) => index !== at));
    host.querySelector<HTMLElement>('.own-add')?.focus();
  };
  return (
    <div ref={host} class="own-errors">
      <For each={errors().map((_, index) => index)}>
        {(at) => (
          <ErrorFields
            {...props}
            number={at + 1}
            error={errors()[at] ?? { type: '' }}
            onError={(part) => change(at, part)}
            onRemove={() => remove(at)}
          />
        )}
      </For>
      <div>
        <Button small look="quiet" class="own-add" onClick={add}>
          {messages.addError}
        </Button>
      </div>
    </div>
  );
};

interface ErrorFieldsProps extends OwnErrorsProps {
  number: number;
  error: ClaimError;
  onError: (part: Partial<ClaimError>) => void;
  onRemove: () => void;
}

const ErrorFields: Component<ErrorFieldsProps> = (props) => {
  const rules = () => props.task.design.claims;
  const blank = { value: '', title: messages.choose };
  const isOffset = () => rules()?.error_types?.find((type) => type.id === props.error.type)?.offset === true;
  let correction: HTMLInputElement | undefined;
  return (
    <div class="own-error" role="group" aria-label={messages.errorNumber(props.number)}>
      <div class="own-error-line">
        <Needed needed={props.missing.includes('error')}>{messages.error}</Needed>
        <div class="own-error-what">
          <Select
            small
            aria-label={messages.errorType}
            value={props.error.type}
            onValue={(type) => props.onError({ type })}
            options={[
              { value: '', title: messages.errorType },
              ...claimErrors(rules() ?? { slot: '' }).map((one) => ({ value: one.id, title: titled(one) })),
            ]}
          />
          <Show when={(rules()?.severities ?? []).length > 0}>
            <Select
              small
              aria-label={messages.severity}
              value={props.error.severity == null ? '' : String(props.error.severity)}
              onValue={(severity) => props.onError({ severity: severity === '' ? null : Number(severity) })}
              options={[
                { ...blank, title: messages.severity },
                ...(rules()?.severities ?? []).map((one) => ({
                  value: String(one.value),
                  title: one.title || String(one.value),
                })),
              ]}
            />
          </Show>
          <For each={rules()?.error_axes ?? []}>
            {(axis) => (
              <span class="own-axis" classList={{ 'own-needed': isOpen(props, axis.id) }}>
                <Select
                  small
                  aria-label={titled(axis)}
                  value={props.error.axes?.[axis.id] ?? ''}
                  onValue={(option) => props.onError({ axes: withAxis(props.error, axis.id, option) })}
                  options={[
                    { ...blank, title: titled(axis) },
                    ...(axis.options ?? []).map((one) => ({ value: one.id, title: titled(one) })),
                  ]}
                />
              </span>
            )}
          </For>
        </div>
        <IconButton
          icon="trash"
          small
          look="plain"
          label={messages.removeError}
          onClick={() => props.onRemove()}
        />
      </div>
      <Show when={isOffset()}>
        <Offset {...props} onEnter={() => correction?.focus()} />
      </Show>
      <div class="own-line own-line-tall">
        <span>{messages.correction}</span>
        <div class="own-correction">
          <TextInput
            small
            ref={(input: HTMLInputElement) => (correction = input)}
            aria-label={messages.correction}
            dir="auto"
            value={props.error.correction ?? ''}
            onValue={(words) => props.onError({ correction: words || null })}
          />
          <ErrorWords
            task={props.task}
            claim={props.claim}
            span={props.error.span ?? null}
            needed={
              props.missing.includes('correction') && Boolean(props.error.correction) && !props.error.span
            }
            onSpan={(span) => props.onError({ span })}
            onMarked={() => correction?.focus()}
          />
        </div>
      </div>
    </div>
  );
};

const Offset: Component<ErrorFieldsProps & { onEnter: () => void }> = (props) => {
  const begins = () => props.claim.time?.start_ms ?? null;
  /** By how much the claim comes later than it should. */
  const late = (should: number | null) => {
    const is = begins();
    return is === null || should === null ? null : is - Math.round(should);
  };
  const fromEvidence = () => late(pickedStart(props.task, props.verdict));
  const fromHere = () => late(props.now?.() ?? null);
  const set = (ms: number | null) => props.onError({ offset_ms: ms });
  return (
    <div class="own-line own-line-tall">
      <span>{messages.offset}</span>
      <div class="own-offset">
        <OffsetInput
          value={props.error.offset_ms ?? null}
          onValue={set}
          onEnter={() => props.onEnter()}
          letters={{
            e: () => set(fromEvidence() ?? props.error.offset_ms ?? null),
            h: () => set(fromHere() ?? props.error.offset_ms ?? null),
          }}
        />
        <Button
          small
          look="quiet"
          disabled={fromEvidence() === null}
          data-tip={fromEvidence() === null ? messages.noInterval : messages.fromEvidenceWhat}
          onClick={() => set(fromEvidence())}
        >
          {messages.fromEvidence} <Kbd keys="E" />
        </Button>
        <Button
          small
          look="quiet"
          disabled={begins() === null || !props.now}
          data-tip={messages.fromHereWhat}
          onClick={() => set(fromHere())}
        >
          {messages.fromHere} <Kbd keys="H" />
        </Button>
      </div>
    </div>
  );
};

/** Whether an axis that the design asks for has no answer; only of an error that is one. */
function isOpen({ missing, error }: ErrorFieldsProps, axis: string): boolean {
  return missing.includes(`axis:${axis}`) && error.type !== '' && !error.axes?.[axis];
}

/** Without the axis where nothing was chosen: the empty string is no option. */
function withAxis({ axes }: ClaimError, axis: string, option: string): ClaimError['axes'] {
  const rest = Object.entries(axes ?? {}).filter(([id]) => id !== axis);
  return Object.fromEntries(option === '' ? rest : [...rest, [axis, option]]);
}
