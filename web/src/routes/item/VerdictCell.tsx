// One person's verdict on one claim, with its errors, reason and evidence.
import { For, Show, type Component } from 'solid-js';
import type { components } from '../../api/schema';
import type { Design, Verdict } from '../../api/types';
import { percent } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { VerdictMark } from '../../ui/VerdictMark';
import { offsetWords } from '../work/cues/offset_words';
import { messages } from './messages';
import { axes, reasonTitle, severity, title, verdict as words } from './titles';

type Evidence = components['schemas']['Evidence'];

/** The regions of a list of evidence, as `annotation/region`. */
export function places(annotation: string, evidence: readonly Evidence[] | undefined): string[] {
  return (evidence ?? []).flatMap((one) => ('region' in one ? [`${annotation}/${one.region}`] : []));
}

export interface VerdictCellProps {
  design: Design;
  verdict: Verdict | null;
  annotation: string;
  onLight: (regions: ReadonlySet<string>) => void;
}

export const VerdictCell: Component<VerdictCellProps> = (props) => (
  <Show when={props.verdict} fallback={<span class="muted small">{messages.noVerdict}</span>}>
    {(verdict) => (
      <div class="verdict-cell">
        <div class="row" style={{ '--gap': '4px' }}>
          <VerdictMark {...words(props.design, verdict().value)} />
          <EvidenceButton
            places={places(props.annotation, verdict().evidence)}
            onLight={(regions) => props.onLight(regions)}
          />
        </div>
        <Show when={verdict().reason}>
          {(reason) => <p class="small muted">{reasonTitle(props.design, verdict().value, reason())}</p>}
        </Show>
        <For each={verdict().errors ?? []}>
          {(error) => (
            <p class="small">
              {title(props.design.claims?.error_types, error.type)}
              <Show when={error.severity != null}>
                , {messages.severity(severity(props.design, error.severity ?? 0))}
              </Show>
              <For each={axes(props.design, error.axes)}>{(axis) => <>, {axis}</>}</For>
              <Show when={error.offset_ms != null}>, {offsetWords(error.offset_ms ?? 0)}</Show>
              <Show when={error.correction}>
                {(correction) => (
                  <>
                    <br />
                    <span class="muted">{messages.shouldBe}</span> <bdi>{correction()}</bdi>
                  </>
                )}
              </Show>
              <Show when={error.span}>
                {(span) => (
                  <>
                    <Show when={error.correction} fallback={<br />}>
                      {' '}
                    </Show>
                    <span class="muted">
                      {error.correction ? messages.insteadOf : messages.inWords}{' '}
                      <q dir="auto">{span().quote}</q>
                    </span>
                  </>
                )}
              </Show>
            </p>
          )}
        </For>
        <Show when={verdict().rationale}>
          {(rationale) => (
            <p class="small">
              <span class="muted">{messages.because}</span> <bdi>{rationale()}</bdi>
            </p>
          )}
        </Show>
        <Show when={verdict().confidence != null}>
          <p class="small muted">{messages.sure(percent(verdict().confidence ?? 0))}</p>
        </Show>
        <For each={verdict().evidence ?? []}>
          {(one) => (
            <Show when={'none' in one && one.none}>
              {(reason) => (
                <p class="small muted">
                  {messages.noEvidence(title(props.design.claims?.no_evidence_reasons, reason()))}
                </p>
              )}
            </Show>
          )}
        </For>
      </div>
    )}
  </Show>
);

export interface EvidenceButtonProps {
  places: readonly string[];
  /** What it shows; evidence, if nothing else is said. */
  label?: string;
  onLight: (regions: ReadonlySet<string>) => void;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Lights up the places while it is pointed at or has the focus. */
export const EvidenceButton: Component<EvidenceButtonProps> = (props) => {
  const light = () => props.onLight(new Set(props.places));
  const label = () => props.label ?? messages.evidence(props.places.length);
  const dark = () => props.onLight(NOTHING);
  return (
    <Show when={props.places.length > 0}>
      <button
        type="button"
        class="evidence"
        data-region={props.places.length === 1 ? props.places[0] : undefined}
        aria-label={label()}
        data-tip={label()}
        onPointerEnter={light}
        onPointerLeave={dark}
        onFocus={light}
        onBlur={dark}
        onClick={light}
      >
        <Icon name="image" size={14} />
        {props.places.length}
      </button>
    </Show>
  );
};
