// One claim: its words and verdict at a glance; with the focus on it, everything that its verdict needs.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { ClaimRow as Row } from '../../../model/claims';
import { aspectsOf, titled, verdictValue } from '../../../model/design';
import { verdictOf } from '../../../model/draft';
import type { Choice, ClaimRules } from '../../../model/types';
import { VerdictMark } from '../../../ui/VerdictMark';
import { advance, focusKey } from '../focus';
import { CueLine } from '../in_time';
import { revealRegions } from '../regions';
import { work as words } from '../messages';
import { useWork } from '../work';
import { EvidenceChips } from './EvidenceLine';
import { OwnFields } from './OwnFields';
import { VerdictDetails } from './VerdictDetails';
import { ClaimActions, Wording } from './Wording';

export const ClaimRow: Component<{ id: string }> = (props) => {
  const work = useWork();
  const row = createMemo(() => work.row(props.id));
  const isAt = () => {
    const focus = work.focus();
    return focus?.on === 'claim' && focus.id === props.id;
  };
  return (
    <Show when={row() && work.world.design.claims}>
      {(rules) => (
        <Show when={row()}>
          {(found) => (
            <li
              class="claim-item"
              classList={{
                'claim-several': aspectsOf(rules()).length > 1,
                'claim-open-all': isAt(),
                'claim-said': work.said().has(props.id),
              }}
              style={{ 'margin-inline-start': `${found().depth * 18}px` }}
            >
              <For each={aspectsOf(rules())}>
                {(aspect, index) => (
                  <AspectRow row={found()} rules={rules()} aspect={aspect} first={index() === 0} />
                )}
              </For>
            </li>
          )}
        </Show>
      )}
    </Show>
  );
};

interface AspectProps {
  row: Row;
  rules: ClaimRules;
  aspect: Choice;
  first: boolean;
}

const AspectRow: Component<AspectProps> = (props) => {
  const work = useWork();
  const id = () => props.row.claim.id;
  const key = () => focusKey({ on: 'claim', id: id(), aspect: props.aspect.id });
  const current = () => {
    const focus = work.focus();
    if (focus?.on === 'question') {
      return props.first && focus.target.on === 'claim' && focus.target.id === id();
    }
    return focus?.on === 'claim' && focus.id === id() && focus.aspect === props.aspect.id;
  };
  const failedBy = () => props.row.failedBy[props.aspect.id];
  const verdict = createMemo(() => verdictOf(work.draft(), id(), props.aspect.id));
  const value = () => verdictValue(props.rules, verdict()?.value ?? null);
  const inWords = () => {
    const parent = failedBy();
    if (parent !== undefined) return words.claims.byRule(work.row(parent)?.number ?? 0);
    const found = value();
    return found ? titled(found) : words.claims.unjudged;
  };
  const enter = () => {
    work.setFocus({ on: 'claim', id: id(), aspect: props.aspect.id });
  };
  const keydown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget || event.ctrlKey) return;
    event.preventDefault();
    const first = event.currentTarget.querySelector<HTMLElement>('[data-field]');
    if (first) advance(event.currentTarget);
  };
  return (
    <div
      class="claim"
      classList={{ 'claim-current': current(), 'claim-ruled': failedBy() !== undefined }}
      role="group"
      tabindex={current() ? 0 : -1}
      data-focus={key()}
      data-target={`claim:${id()}`}
      aria-label={words.claims.row(props.row.number, props.row.claim.text, inWords())}
      aria-current={current() || undefined}
      onFocusIn={enter}
      onKeyDown={keydown}
      onPointerEnter={() => work.setHovered(`claim:${id()}`)}
      onPointerLeave={() => work.setHovered(null)}
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest('button, input, textarea, select')) {
          event.currentTarget.focus();
          revealRegions(work, work.lit());
        }
      }}
    >
      <div class="claim-line">
        <span class="claim-number">{props.first ? props.row.number : ''}</span>
        <Show when={props.first} fallback={<span class="claim-aspect">{titled(props.aspect)}</span>}>
          <Wording row={props.row} />
        </Show>
        <span class="claim-state">
          <Show when={props.first && titled(props.aspect) && aspectsOf(props.rules).length > 1}>
            <span class="claim-aspect">{titled(props.aspect)}</span>
          </Show>
          <EvidenceChips judged={{ on: 'claim', id: id(), aspect: props.aspect.id }} />
          <Show when={failedBy() === undefined} fallback={<VerdictMark tone="not_applicable" />}>
            <Show when={value()} fallback={<span class="claim-open">{words.claims.unjudged}</span>}>
              {(found) => <VerdictMark tone={found().tone ?? 'neutral'} title={found().title} />}
            </Show>
          </Show>
        </span>
      </div>
      <Show when={props.first && (props.row.claim.time || (props.row.own && work.time))}>
        <CueLine row={props.row} current={current()} />
      </Show>
      <Show when={failedBy()}>
        <p class="claim-rule">{inWords()}</p>
      </Show>
      <Show when={current()}>
        <Show when={props.first && props.row.own}>
          <OwnFields
            id={id()}
            statement={props.row.claim}
            rules={props.rules}
            onChange={(change, gesture) => work.edit({ kind: 'change_claim', id: id(), change }, gesture)}
          />
        </Show>
        <VerdictDetails row={props.row} rules={props.rules} aspect={props.aspect.id} />
        <Show when={props.first && props.rules.editable !== false}>
          <ClaimActions />
        </Show>
      </Show>
    </div>
  );
};
