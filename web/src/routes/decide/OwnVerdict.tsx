// The signer's own verdict on a claim: value, errors, correction, reason, and evidence out of what any reader marked.
import { createUniqueId, For, Show, type Component } from 'solid-js';
import type { components } from '../../api/schema';
import { claimErrors, isEvidenceSlot, titled, verdictValue } from '../../model/design';
import type { Evidence, Stance, Verdict } from '../../model/types';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Select } from '../../ui/Select';
import { TextArea, TextInput } from '../../ui/TextInput';
import { VerdictMark } from '../../ui/VerdictMark';
import { title } from '../item/titles';
import { messages } from './messages';
import { ownVerdict } from './own';
import type { DecisionTask } from './rows';

type ClaimError = components['schemas']['ClaimError'];

export interface OwnVerdictProps {
  task: DecisionTask;
  verdict: Verdict;
  onChange: (verdict: Verdict) => void;
  onDone: () => void;
  onLight: (regions: ReadonlySet<string>) => void;
}

export const OwnVerdict: Component<OwnVerdictProps> = (props) => {
  const rules = () => props.task.design.claims;
  const value = () => verdictValue(rules(), props.verdict.value);
  const change = (part: Partial<Verdict>) => props.onChange({ ...props.verdict, ...part });
  const errors = () => props.verdict.errors ?? [];
  const setError = (at: number, part: Partial<ClaimError>) =>
    change({ errors: errors().map((error, index) => (index === at ? { ...error, ...part } : error)) });
  const stance = (): Stance =>
    value()?.tone === 'supported' ? 'supports' : value()?.tone === 'contradicted' ? 'contradicts' : 'context';
  const absent = () =>
    (props.verdict.evidence ?? []).flatMap((piece) => ('none' in piece ? [piece.none] : []))[0] ?? '';
  const picked = (id: string) =>
    (props.verdict.evidence ?? []).some((piece) => 'region' in piece && piece.region === id);
  const pick = (id: string) => {
    const rest = (props.verdict.evidence ?? []).filter(
      (piece): piece is Extract<Evidence, { region: string }> => 'region' in piece && piece.region !== id,
    );
    change({ evidence: picked(id) ? rest : [...rest, { region: id, stance: stance() }] });
    props.onLight(new Set([id]));
  };
  const regions = () =>
    props.task.readers.flatMap((reader) =>
      (reader.body.regions ?? [])
        .filter((region) => isEvidenceSlot(props.task.design, region.slot))
        .map((region) => ({
          id: `${reader.name}/${region.id}`,
          name: reader.name,
          label: region.label ? title(props.task.design.ontology?.labels, region.label) : region.id,
        })),
    );
  const allowsErrors = () => value()?.error !== 'forbidden';
  const rationale = createUniqueId();
  return (
    <div class="own" role="group" aria-label={messages.ownVerdict}>
      <div class="own-values">
        <For each={rules()?.verdicts ?? []}>
          {(one, index) => (
            <button
              type="button"
              class="own-value"
              aria-pressed={props.verdict.value === one.id}
              data-tip={titled(one)}
              data-tip-keys={String(index() + 1)}
              onClick={() => props.onChange(ownVerdict(props.verdict, one, props.verdict))}
            >
              <VerdictMark tone={one.tone ?? 'neutral'} title={titled(one)} />
            </button>
          )}
        </For>
      </div>
      <Show when={(value()?.reasons ?? []).length > 0}>
        <label class="own-line">
          <span>{messages.reason}</span>
          <Select
            small
            value={props.verdict.reason ?? ''}
            onValue={(reason) => change({ reason: reason || null })}
            options={[
              { value: '', title: messages.choose },
              ...(value()?.reasons ?? []).map((one) => ({ value: one.id, title: titled(one) })),
            ]}
          />
        </label>
      </Show>
      <Show when={allowsErrors()}>
        <For each={errors().map((_, index) => index)}>
          {(at) => (
            <ErrorFields
              {...props}
              error={errors()[at]}
              onError={(part) => setError(at, part)}
              onRemove={() => change({ errors: errors().filter((_, index) => index !== at) })}
            />
          )}
        </For>
        <div>
          <Button small look="quiet" onClick={() => change({ errors: [...errors(), { type: '' }] })}>
            {messages.addError}
          </Button>
        </div>
      </Show>
      <Show when={value()?.evidence !== 'forbidden'}>
        <fieldset class="own-evidence">
          <legend>{messages.evidence}</legend>
          <Show when={regions().length > 0} fallback={<span class="muted small">{messages.noRegions}</span>}>
            <For each={regions()}>
              {(region) => (
                <button
                  type="button"
                  class="own-region"
                  aria-pressed={picked(region.id)}
                  onClick={() => pick(region.id)}
                  onMouseEnter={() => props.onLight(new Set([region.id]))}
                >
                  <span class="muted">{region.name}</span> {region.label}
                </button>
              )}
            </For>
          </Show>
          <label class="own-line">
            <span>{messages.noEvidence}</span>
            <Select
              small
              value={absent()}
              onValue={(none) => change({ evidence: none ? [{ none }] : [] })}
              options={[
                { value: '', title: '–' },
                ...(rules()?.no_evidence_reasons ?? []).map((one) => ({ value: one.id, title: titled(one) })),
              ]}
            />
          </label>
        </fieldset>
      </Show>
      <div class="own-line own-line-tall">
        <label for={rationale}>{messages.rationale}</label>
        <TextArea
          id={rationale}
          rows={2}
          value={props.verdict.rationale ?? ''}
          onValue={(text) => change({ rationale: text || null })}
        />
      </div>
      <div>
        <Button small onClick={() => props.onDone()}>
          {messages.done}
        </Button>
      </div>
    </div>
  );
};

interface ErrorFieldsProps extends OwnVerdictProps {
  error: ClaimError | undefined;
  onError: (part: Partial<ClaimError>) => void;
  onRemove: () => void;
}

const ErrorFields: Component<ErrorFieldsProps> = (props) => {
  const rules = () => props.task.design.claims;
  const blank = { value: '', title: messages.choose };
  return (
    <div class="own-error">
      <Select
        small
        aria-label={messages.errorType}
        value={props.error?.type ?? ''}
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
          value={props.error?.severity == null ? '' : String(props.error.severity)}
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
          <Select
            small
            aria-label={titled(axis)}
            value={props.error?.axes?.[axis.id] ?? ''}
            onValue={(option) => props.onError({ axes: { ...props.error?.axes, [axis.id]: option } })}
            options={[
              { ...blank, title: titled(axis) },
              ...(axis.options ?? []).map((one) => ({ value: one.id, title: titled(one) })),
            ]}
          />
        )}
      </For>
      <TextInput
        small
        aria-label={messages.correction}
        placeholder={messages.correction}
        value={props.error?.correction ?? ''}
        onValue={(correction) => props.onError({ correction: correction || null })}
      />
      <IconButton
        icon="trash"
        small
        look="plain"
        label={messages.removeError}
        onClick={() => props.onRemove()}
      />
    </div>
  );
};
