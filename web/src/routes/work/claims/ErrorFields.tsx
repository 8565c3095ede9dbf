// One error of a claim: type, further axes, severity, and what the words should be.
import { For, Show, type Component } from 'solid-js';
import { correctedSpan } from '../../../model/corrected';
import { claimErrors, titled } from '../../../model/design';
import { EMPTY_ERROR, verdictOf, type DraftError } from '../../../model/draft';
import type { Claim, ClaimRules } from '../../../model/types';
import { Options } from '../../../questions/Options';
import { Picker } from '../../../questions/Picker';
import { IconButton } from '../../../ui/IconButton';
import { focusPane } from '../commands';
import { advance } from '../focus';
import { OffsetField } from '../in_time';
import { work as words } from '../messages';
import { useWork } from '../work';
import { FieldLine } from './FieldLine';

interface ErrorProps {
  claim: Claim;
  rules: ClaimRules;
  aspect: string;
  index: number;
  needed: boolean;
}

export const ErrorFields: Component<ErrorProps> = (props) => {
  const work = useWork();
  const error = () =>
    verdictOf(work.draft(), props.claim.id, props.aspect)?.errors[props.index] ?? EMPTY_ERROR;
  const place = () => ({ claim: props.claim.id, aspect: props.aspect, index: props.index });
  const change = (part: Partial<DraftError>, gesture?: string) => {
    work.edit({ kind: 'set_error', ...place(), change: part }, gesture);
  };
  /** A further error that was begun is chosen or taken away; the first is asked for where the verdict needs one. */
  const isOpen = () => error().type === null && (props.needed || props.index > 0);
  const done = () => {
    const active = document.activeElement;
    if (active instanceof HTMLElement) advance(active);
  };
  return (
    <>
      <FieldLine
        field="error"
        title={words.claims.error}
        needed={isOpen()}
        aside={error().type === null && !isOpen()}
      >
        <div class="claim-error">
          <Picker
            options={claimErrors(props.rules).map((type) => ({ ...type, title: titled(type) }))}
            value={error().type}
            label={words.claims.error}
            onValue={(type) => change({ type })}
            onDone={done}
          />
          <Show when={error().type !== null || props.index > 0}>
            <IconButton
              icon="close"
              small
              label={words.claims.removeError}
              onClick={() => {
                work.edit({ kind: 'remove_error', ...place() });
              }}
            />
          </Show>
        </div>
      </FieldLine>
      <Show when={error().type !== null}>
        <Severity
          rules={props.rules}
          value={error().severity}
          onValue={(severity) => change({ severity })}
          onDone={done}
        />
        <Axes
          rules={props.rules}
          values={error().axes}
          onValue={(axis, option) => change({ axes: { ...error().axes, [axis]: option } })}
          onDone={done}
        />
        <Show when={props.rules.error_types?.find((type) => type.id === error().type)?.offset}>
          <FieldLine field="offset_ms" title={words.claims.offset}>
            <OffsetField {...props} value={error().offset_ms ?? null} onChange={change} />
          </FieldLine>
        </Show>
        <Correction
          claim={props.claim}
          error={error()}
          aspect={props.aspect}
          index={props.index}
          onChange={change}
        />
        <AnotherError {...props} />
      </Show>
    </>
  );
};

/** Only below the last error. */
const AnotherError: Component<ErrorProps> = (props) => {
  const work = useWork();
  const count = () => verdictOf(work.draft(), props.claim.id, props.aspect)?.errors.length ?? 0;
  return (
    <Show when={props.index === count() - 1}>
      <div class="claim-field">
        <span />
        <button
          type="button"
          class="claim-action"
          onClick={(event) => {
            const row = event.currentTarget.closest('[data-focus]');
            const { id: claim } = props.claim;
            work.edit({ kind: 'set_error', claim, aspect: props.aspect, index: count(), change: {} });
            queueMicrotask(() => {
              const added = [...(row?.querySelectorAll<HTMLElement>('[data-field="error"]') ?? [])].at(-1);
              added?.querySelector<HTMLElement>('input, button')?.focus();
            });
          }}
        >
          + {words.claims.anotherError}
        </button>
      </div>
    </Show>
  );
};

interface CorrectionProps {
  claim: Claim;
  error: DraftError;
  aspect: string;
  index: number;
  onChange: (part: Partial<DraftError>, gesture?: string) => void;
}

const Correction: Component<CorrectionProps> = (props) => {
  const work = useWork();
  const span = () => correctedSpan(props.claim, props.error);
  const canMark = () => (props.claim.spans?.length ?? 0) > 0;
  const mark = () => {
    work.setMarking({ claim: props.claim.id, aspect: props.aspect, index: props.index });
    const source = work.panes.find((pane) => pane.slot === work.world.design.claims?.slot);
    if (source) focusPane(work, source.key);
  };
  return (
    <FieldLine
      field="correction"
      title={words.claims.correction}
      needed={props.error.correction !== '' && !span() && canMark()}
    >
      <textarea
        class="input claim-text"
        rows={1}
        dir="auto"
        aria-label={words.claims.correction}
        value={props.error.correction}
        onInput={(event) =>
          props.onChange(
            { correction: event.currentTarget.value },
            `correction:${props.claim.id}:${props.index}`,
          )
        }
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          advance(event.currentTarget);
        }}
      />
      <Show when={canMark()}>
        <button
          type="button"
          class="claim-instead"
          data-tip={words.claims.markWords}
          classList={{ 'claim-instead-armed': work.marking()?.claim === props.claim.id }}
          onClick={mark}
        >
          {words.claims.insteadOf} <q dir="auto">{span()?.quote ?? '…'}</q>
        </button>
      </Show>
    </FieldLine>
  );
};

interface SeverityProps {
  rules: ClaimRules;
  value: number | null;
  onValue: (value: number | null) => void;
  onDone: () => void;
}

export const Severity: Component<SeverityProps> = (props) => (
  <Show when={(props.rules.severities?.length ?? 0) > 0}>
    <FieldLine field="severity" title={words.claims.severity}>
      <Options
        quick
        scale
        items={(props.rules.severities ?? []).map((severity) => ({
          id: String(severity.value),
          title: String(severity.value),
          caption: severity.title,
          help: severity.help,
          key: String(severity.value),
        }))}
        chosen={props.value === null ? [] : [String(props.value)]}
        label={words.claims.severity}
        onToggle={(id) => props.onValue(Number(id) === props.value ? null : Number(id))}
        onDone={props.onDone}
      />
    </FieldLine>
  </Show>
);

interface AxesProps {
  rules: ClaimRules;
  values: Readonly<Record<string, string>>;
  onValue: (axis: string, option: string) => void;
  onDone: () => void;
}

export const Axes: Component<AxesProps> = (props) => (
  <For each={props.rules.error_axes ?? []}>
    {(axis) => (
      <FieldLine
        field={`axis:${axis.id}`}
        title={titled(axis)}
        needed={axis.required && !props.values[axis.id]}
      >
        <Options
          quick
          items={axis.options.map((option, index) => ({
            id: option.id,
            title: titled(option),
            help: option.help,
            key: String(index + 1),
          }))}
          chosen={[props.values[axis.id] ?? '']}
          label={titled(axis)}
          onToggle={(option) => props.onValue(axis.id, option)}
          onDone={props.onDone}
        />
      </FieldLine>
    )}
  </For>
);
