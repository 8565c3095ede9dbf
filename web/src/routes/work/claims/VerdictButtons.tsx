// The verdict values in a row, each with its colour, shape, word and digit.
import { For, type Component } from 'solid-js';
import { titled } from '../../../model/design';
import type { ClaimRules } from '../../../model/types';
import { VERDICT_SHAPES } from '../../../ui/VerdictMark';
import { work as words } from '../messages';

interface VerdictButtonsProps {
  rules: ClaimRules;
  value: string | null;
  onValue: (id: string) => void;
}

export const VerdictButtons: Component<VerdictButtonsProps> = (props) => {
  const values = () => props.rules.verdicts ?? [];
  const keydown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div class="verdicts" role="group" aria-label={words.claims.verdict} onKeyDown={keydown}>
      <For each={values()}>
        {(value, index) => {
          const tone = () => (value.tone ?? 'neutral').replace('_', '-');
          return (
            <button
              type="button"
              class="verdict-button"
              tabindex={index() === 0 ? 0 : -1}
              aria-pressed={props.value === value.id}
              style={{
                '--verdict': `var(--verdict-${tone()})`,
                '--verdict-bg': `var(--verdict-${tone()}-bg)`,
              }}
              onClick={() => props.onValue(value.id)}
            >
              <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
                <path d={VERDICT_SHAPES[value.tone ?? 'neutral']} />
              </svg>
              <span>{titled(value)}</span>
              <kbd aria-hidden="true">{index() < 9 ? index() + 1 : ''}</kbd>
            </button>
          );
        }}
      </For>
    </div>
  );
};
