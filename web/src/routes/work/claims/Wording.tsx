// The words of a claim: fixed for shared ones, a field for the annotator's own; and what can be done with a claim.
import { For, Show, type Component } from 'solid-js';
import type { ClaimRow as Row } from '../../../model/claims';
import { titled } from '../../../model/design';
import type { Claim } from '../../../model/types';
import { describe } from '../../../questions';
import { Chip } from '../../../ui/Chip';
import { dropClaim, mergeClaims, putInOtherWords, rewordClaim, splitClaim } from '../claim_commands';
import { advance } from '../focus';
import { hint } from '../hints';
import { work as words } from '../messages';
import { useWork, type Work } from '../work';

export const Wording: Component<{ row: Row }> = (props) => {
  const work = useWork();
  const claim = () => props.row.claim;
  const current = () => {
    const focus = work.focus();
    return focus?.on === 'claim' && focus.id === claim().id;
  };
  const isOpen = () => current() && (props.row.own || work.rewording() === claim().id);
  const change = (field: HTMLTextAreaElement) => {
    const text = field.value;
    if (props.row.own) {
      return work.edit({ kind: 'change_claim', id: claim().id, change: { text } }, `wording:${claim().id}`);
    }
    if (text === claim().text) return;
    const caret = field.selectionEnd;
    const id = putInOtherWords(work, claim(), text);
    // Another row stands for the claim from now on; the writing goes on there, before the next key comes.
    queueMicrotask(() => {
      const own = document.querySelector<HTMLTextAreaElement>(
        `[data-target="claim:${id}"] [data-field="text"] textarea`,
      );
      own?.focus();
      own?.setSelectionRange(caret, caret);
    });
  };
  return (
    <span class="claim-words" dir="auto">
      <Show when={isOpen()} fallback={<span>{claim().text}</span>}>
        <span data-field="text" class="claim-wording">
          <textarea
            class="input"
            rows={1}
            dir="auto"
            aria-label={words.claims.wording}
            value={claim().text}
            onInput={(event) => (props.row.own || !event.isComposing) && change(event.currentTarget)}
            onCompositionEnd={(event) => change(event.currentTarget)}
            onBlur={() => work.rewording() === claim().id && work.setRewording(null)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              advance(event.currentTarget);
            }}
          />
        </span>
      </Show>
      <Show when={props.row.own}>
        <span class="claim-own">{words.claims.own}</span>
      </Show>
      <Show when={claim().polarity === 'negated'}>
        <Chip>{words.claims.negated}</Chip>
      </Show>
      <Show when={claim().certainty === 'uncertain'}>
        <Chip>{words.claims.uncertain}</Chip>
      </Show>
      <For each={attributes(work, claim())}>{(words) => <Chip>{words}</Chip>}</For>
    </span>
  );
};

/** The attributes of a claim in the words of its kind. */
function attributes(work: Work, claim: Claim): string[] {
  const kind = work.world.design.claims?.kinds?.find((each) => each.id === claim.kind);
  return Object.entries(claim.attributes ?? {}).flatMap(([id, value]) => {
    const declared = kind?.attributes?.find((each) => each.id === id);
    if (value === undefined) return [];
    return [`${declared ? titled(declared) : id}: ${declared ? describe(declared, value) : String(value)}`];
  });
}

const ACTIONS: readonly { command: keyof typeof words.commands; title: string; run: (work: Work) => void }[] =
  [
    { command: 'reword_claim', title: words.claims.reword, run: rewordClaim },
    { command: 'split_claim', title: words.claims.split, run: splitClaim },
    { command: 'merge_claims', title: words.claims.merge, run: mergeClaims },
    { command: 'drop_claim', title: words.claims.drop, run: dropClaim },
  ];

export const ClaimActions: Component = () => {
  const work = useWork();
  return (
    <div class="claim-actions">
      <For each={ACTIONS}>
        {(action) => (
          <button
            type="button"
            class="claim-action"
            data-tip={words.commands[action.command]}
            data-tip-keys={hint(action.command)}
            onClick={() => action.run(work)}
          >
            {action.title}
          </button>
        )}
      </For>
    </div>
  );
};
