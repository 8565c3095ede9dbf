// What the annotator is at: a claim under an aspect, an omission, or a question; and where it is on the page.
import { aspectsOf, titled } from '../../model/design';
import { claimRows, isRuledOut } from '../../model/claims';
import type { Draft, Judged } from '../../model/draft';
import type { Field, Jump } from '../../model/jump';
import { asked, candidates, ITEM, targetKey } from '../../model/targets';
import type { Target, World } from '../../model/types';

export type Focus =
  | { readonly on: 'claim'; readonly id: string; readonly aspect: string }
  | { readonly on: 'omission'; readonly id: string }
  | { readonly on: 'question'; readonly question: string; readonly target: Target };

export function focusKey(focus: Focus): string {
  switch (focus.on) {
    case 'claim':
      return `claim:${focus.id}/${focus.aspect}`;
    case 'omission':
      return `omission:${focus.id}`;
    case 'question':
      return `question:${focus.question}@${targetKey(focus.target)}`;
  }
}

export function judgedOf(focus: Focus | null): Judged | null {
  return focus === null || focus.on === 'question' ? null : focus;
}

/** Where J and K go: claims with their aspects and questions, omissions, then the questions of item and candidates. */
export function sequence(world: World, draft: Draft): Focus[] {
  const rules = world.design.claims;
  const found: Focus[] = [];
  if (rules) {
    for (const row of claimRows(world, draft)) {
      const aspects = isRuledOut(world, row) ? aspectsOf(rules).slice(0, 1) : aspectsOf(rules);
      for (const aspect of aspects) found.push({ on: 'claim', id: row.claim.id, aspect: aspect.id });
      found.push(...questionsOn(world, draft, { on: 'claim', id: row.claim.id }));
    }
  }
  for (const omission of draft.omissions) found.push({ on: 'omission', id: omission.id });
  found.push(...questionsOn(world, draft, ITEM));
  for (const id of candidates(world)) found.push(...questionsOn(world, draft, { on: 'candidate', id }));
  return found;
}

function questionsOn(world: World, draft: Draft, target: Target): Focus[] {
  return asked(world, draft, target).map((question) => ({ on: 'question', question: question.id, target }));
}

export function focusOfJump(jump: Jump): Focus | null {
  switch (jump.to) {
    case 'claim':
      return { on: 'claim', id: jump.id, aspect: jump.aspect };
    case 'omission':
      return { on: 'omission', id: jump.id };
    case 'question':
      return { on: 'question', question: jump.question, target: jump.target };
    default:
      return null;
  }
}

/** The element of the page that stands for a focus. */
export function elementOf(focus: Focus): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focusKey(focus))}"]`);
}

/** Moves the page's focus; `field` is a field inside, and the first control of a question is meant by itself. */
export function focusElement(focus: Focus, field?: Field): boolean {
  const element = elementOf(focus);
  if (!element) return false;
  const inside = field && field !== 'value' ? fieldIn(element, field) : null;
  const control = focus.on === 'question' ? element.querySelector<HTMLElement>(CONTROLS) : null;
  (inside ?? control ?? element).focus({ preventScroll: true });
  (inside ?? element).scrollIntoView({ block: 'nearest' });
  return true;
}

/** What takes the focus inside of a row. */
export const CONTROLS =
  'input:not(:disabled), textarea:not(:disabled), button[tabindex="0"]:not(:disabled), select:not(:disabled)';

export function fieldIn(element: HTMLElement, field: Field): HTMLElement | null {
  const place = element.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
  return place?.querySelector<HTMLElement>(`${CONTROLS}, button:not(:disabled)`) ?? null;
}

/** Goes to the field after `from` in the same row; to the row itself after the last one. */
export function advance(from: HTMLElement): void {
  const row = from.closest<HTMLElement>('[data-focus]');
  if (!row) return;
  const fields = [...row.querySelectorAll<HTMLElement>('[data-field]')];
  const at = fields.findIndex((field) => field.contains(from));
  const next = fields
    .slice(at + 1)
    .find((field) => field.dataset.field !== 'evidence' && field.dataset.aside === undefined);
  const control = next?.querySelector<HTMLElement>(`${CONTROLS}, button:not(:disabled)`);
  (control ?? row).focus();
}

/** How a target is called in lists. */
export function targetTitle(
  world: World,
  draft: Draft,
  target: Target,
  words: {
    item: string;
    claim: (number: number, text: string) => string;
    omission: (text: string) => string;
    region: (id: string, label: string) => string;
    candidate: (id: string) => string;
  },
): string {
  switch (target.on) {
    case 'item':
      return words.item;
    case 'claim': {
      const row = claimRows(world, draft).find((each) => each.claim.id === target.id);
      return row ? words.claim(row.number, row.claim.text) : target.id;
    }
    case 'omission':
      return words.omission(draft.omissions.find((each) => each.id === target.id)?.text ?? target.id);
    case 'region': {
      const region = draft.regions.find((each) => each.id === target.id);
      const label = world.design.ontology?.labels?.find((each) => each.id === region?.label);
      const quote =
        region?.selector.type === 'text'
          ? `“${region.selector.spans.map((span) => span.quote).join(' … ')}”`
          : '';
      return words.region(
        /\d+$/.exec(target.id)?.[0] ?? target.id,
        [label ? titled(label) : '', quote].filter(Boolean).join(' '),
      );
    }
    case 'candidate':
      return words.candidate(target.id);
    case 'link':
      return target.id;
  }
}
