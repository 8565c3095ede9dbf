// Everything that the verdict of the claim in focus needs: value, why, errors, reason, evidence.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { ClaimRow as Row } from '../../../model/claims';
import { claimErrors, titled, verdictValue } from '../../../model/design';
import { verdictOf, type Judged } from '../../../model/draft';
import type { ClaimRules } from '../../../model/types';
import { Options } from '../../../questions/Options';
import { judge } from '../claim_commands';
import { advance } from '../focus';
import { work as words } from '../messages';
import { useWork } from '../work';
import { Confidence } from './Confidence';
import { ErrorFields } from './ErrorFields';
import { EvidenceLine } from './EvidenceLine';
import { FieldLine } from './FieldLine';
import { QuestionList } from './QuestionList';
import { VerdictButtons } from './VerdictButtons';
import './verdict.css';

interface DetailsProps {
  row: Row;
  rules: ClaimRules;
  aspect: string;
}

export const VerdictDetails: Component<DetailsProps> = (props) => {
  const work = useWork();
  const claim = () => props.row.claim.id;
  const verdict = createMemo(() => verdictOf(work.draft(), claim(), props.aspect));
  const value = () => verdictValue(props.rules, verdict()?.value ?? null);
  const judged = (): Judged => ({ on: 'claim', id: claim(), aspect: props.aspect });
  const ruledOut = () => props.row.failedBy[props.aspect] !== undefined;
  const reasons = () => value()?.reasons ?? [];
  const errors = () => {
    const given = verdict()?.errors.length ?? 0;
    if (!value() || value()?.error === 'forbidden') return 0;
    return Math.max(given, claimErrors(props.rules).length > 0 ? 1 : 0);
  };
  return (
    <Show when={!ruledOut()}>
      <div class="claim-details">
        <VerdictButtons
          rules={props.rules}
          value={verdict()?.value ?? null}
          onValue={(id) => judge(work, claim(), props.aspect, id === verdict()?.value ? null : id)}
        />
        <Show when={reasons().length > 0}>
          <FieldLine field="reason" title={words.claims.reason} needed={!verdict()?.reason}>
            <Options
              quick
              items={reasons().map((choice, index) => ({
                id: choice.id,
                title: titled(choice),
                help: choice.help,
                key: index < 9 ? String(index + 1) : undefined,
              }))}
              chosen={verdict()?.reason ? [verdict()?.reason ?? ''] : []}
              label={words.claims.reason}
              onToggle={(reason) =>
                work.edit({ kind: 'set_reason', claim: claim(), aspect: props.aspect, reason })
              }
              onDone={() => advanceFromActive()}
            />
          </FieldLine>
        </Show>
        <For each={Array.from({ length: errors() }, (_, index) => index)}>
          {(index) => (
            <ErrorFields
              claim={props.row.claim}
              rules={props.rules}
              aspect={props.aspect}
              index={index}
              needed={value()?.error === 'required'}
            />
          )}
        </For>
        <Show when={value() && value()?.rationale !== 'forbidden' && (isShort() || verdict()?.rationale)}>
          <FieldLine
            field="rationale"
            title={words.claims.because}
            needed={value()?.rationale === 'required' && !verdict()?.rationale.trim()}
          >
            <textarea
              class="input claim-text"
              rows={1}
              dir="auto"
              aria-label={words.claims.because}
              value={verdict()?.rationale ?? ''}
              onInput={(event) =>
                work.edit(
                  { kind: 'set_rationale', judged: judged(), rationale: event.currentTarget.value },
                  `rationale:${claim()}:${props.aspect}`,
                )
              }
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                advance(event.currentTarget);
              }}
            />
          </FieldLine>
        </Show>
        <Show when={props.rules.confidence && value()}>
          <Confidence
            value={verdict()?.confidence ?? null}
            onValue={(confidence) =>
              work.edit({ kind: 'set_confidence', claim: claim(), aspect: props.aspect, confidence })
            }
            onDone={advanceFromActive}
          />
        </Show>
        <Show when={value()?.evidence !== 'forbidden'}>
          <EvidenceLine judged={judged()} needed={value()?.evidence === 'required'} />
        </Show>
        <QuestionList target={{ on: 'claim', id: claim() }} />
      </div>
    </Show>
  );

  /** A reason is asked for where something is wrong; elsewhere it is there once it was written. */
  function isShort(): boolean {
    return value()?.rationale === 'required' || value()?.error !== 'forbidden' || reasons().length > 0;
  }
};

function advanceFromActive(): void {
  const active = document.activeElement;
  if (active instanceof HTMLElement) advance(active);
}
