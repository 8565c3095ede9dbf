// The signer's own verdict on a claim: value, errors, correction, reason, and evidence out of what any reader marked.
import { createMemo, createUniqueId, For, Show, type Component } from 'solid-js';
import { isEvidenceSlot, titled, verdictValue } from '../../model/design';
import type { Field } from '../../model/jump';
import type { Claim, Evidence, Stance, Verdict } from '../../model/types';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { TextArea } from '../../ui/TextInput';
import { VerdictMark } from '../../ui/VerdictMark';
import { title } from '../item/titles';
import { messages } from './messages';
import { Needed } from './Needed';
import { ownMissing, ownVerdict } from './own';
import { OwnErrors } from './OwnErrors';
import type { DecisionTask } from './rows';

export interface OwnVerdictProps {
  task: DecisionTask;
  claim: Claim;
  verdict: Verdict;
  /** Where the playback is, where the item has a time. */
  now?: () => number;
  onChange: (verdict: Verdict) => void;
  onDone: () => void;
  onLight: (regions: ReadonlySet<string>) => void;
}

export const OwnVerdict: Component<OwnVerdictProps> = (props) => {
  const rules = () => props.task.design.claims;
  const value = () => verdictValue(rules(), props.verdict.value);
  const change = (part: Partial<Verdict>) => props.onChange({ ...props.verdict, ...part });
  const missing = createMemo(() => ownMissing(props.task, props.claim, props.verdict));
  const needs = (field: Field) => missing().includes(field);
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
  const reason = createUniqueId();
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
        <div class="own-line">
          <Needed for={reason} needed={needs('reason')}>
            {messages.reason}
          </Needed>
          <Select
            id={reason}
            small
            value={props.verdict.reason ?? ''}
            onValue={(reason) => change({ reason: reason || null })}
            options={[
              { value: '', title: messages.choose },
              ...(value()?.reasons ?? []).map((one) => ({ value: one.id, title: titled(one) })),
            ]}
          />
        </div>
      </Show>
      <Show when={allowsErrors()}>
        <OwnErrors
          task={props.task}
          claim={props.claim}
          verdict={props.verdict}
          missing={missing()}
          now={props.now}
          onErrors={(errors) => change({ errors })}
        />
      </Show>
      <Show when={value()?.evidence !== 'forbidden'}>
        <fieldset class="own-evidence">
          <legend classList={{ 'own-needed': needs('evidence') }}>
            {messages.evidence}
            <Show when={needs('evidence')}>
              <span class="visually-hidden"> ({messages.missing})</span>
            </Show>
          </legend>
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
      <Show when={value()?.rationale !== 'forbidden'}>
        <div class="own-line own-line-tall">
          <Needed for={rationale} needed={needs('rationale')}>
            {messages.rationale}
          </Needed>
          <TextArea
            id={rationale}
            rows={2}
            value={props.verdict.rationale ?? ''}
            onValue={(text) => change({ rationale: text || null })}
          />
        </div>
      </Show>
      <div>
        <Button small onClick={() => props.onDone()}>
          {messages.done}
        </Button>
      </div>
    </div>
  );
};
