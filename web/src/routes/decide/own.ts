// The signer's own verdict: what another value changes, what it still needs, and what of it is signed.
import type { components } from '../../api/schema';
import { allowedVerdict, draftVerdict } from '../../model/annotation';
import { claimSource } from '../../model/corrected';
import { verdictValue } from '../../model/design';
import type { Field } from '../../model/jump';
import { missingFields } from '../../model/problems';
import { TextIndex } from '../../model/text';
import { extent } from '../../model/time';
import type { Claim, Region, Span, Verdict, VerdictValue, World } from '../../model/types';
import type { DecisionTask } from './rows';

type ClaimError = components['schemas']['ClaimError'];

/** What it is about: a claim under an aspect. */
interface About {
  readonly claim: string | { readonly id: string };
  readonly aspect?: string;
}

export function ownVerdict(about: About, value: VerdictValue, before: Verdict | undefined): Verdict {
  const claim = typeof about.claim === 'string' ? about.claim : about.claim.id;
  const blank: ClaimError = { type: '' };
  const had = before?.errors ?? [];
  const errors =
    value.error === 'forbidden' ? [] : value.error === 'required' && had.length === 0 ? [blank] : had;
  return {
    ...before,
    claim,
    aspect: about.aspect,
    value: value.id,
    reason: null,
    errors,
    evidence: value.evidence === 'forbidden' ? [] : (before?.evidence ?? []),
  };
}

/** The same as the workbench's draft; an error whose type is still to be chosen has none. */
function draftOf(own: Verdict) {
  const draft = draftVerdict(own);
  return { ...draft, errors: draft.errors.map((error) => ({ ...error, type: error.type || null })) };
}

/** The fields that it still needs, as the design has it. */
export function ownMissing(task: DecisionTask, claim: Claim, own: Verdict): Field[] {
  const rules = task.design.claims;
  const value = verdictValue(rules, own.value);
  if (!rules || !value) return ['value'];
  return missingFields(rules, value, draftOf(own), (claim.spans?.length ?? 0) > 1);
}

/** What is signed of it: nothing that its value or its errors' types forbid. */
export function ownSigned(task: DecisionTask, own: Verdict): Verdict {
  const rules = task.design.claims;
  const value = verdictValue(rules, own.value);
  return rules && value ? allowedVerdict(draftOf(own), value, rules) : own;
}

/** A piece of the claim source, and the code point at which it begins there. */
export interface Stretch {
  readonly text: string;
  readonly from: number;
}

/** The text from the first to the last word of a claim: what an error of it can be about. */
export function stretchOf(task: DecisionTask, claim: Claim): Stretch | null {
  const source = claimSource(worldOf(task));
  const spans = claim.spans ?? [];
  if (!source || spans.length === 0) return null;
  const from = Math.min(...spans.map((span) => span.start));
  const to = Math.max(...spans.map((span) => span.end));
  const [start, end] = new TextIndex(source.text).range({ start: from, end: to });
  return { text: source.text.slice(start, end), from };
}

/** A place in the stretch as a place in the whole text. */
export const inText = ({ from }: Stretch, span: Span): Span => ({
  ...span,
  start: span.start + from,
  end: span.end + from,
});

/** A place in the whole text as a place in the stretch. */
export const inStretch = ({ from }: Stretch, span: Span): Span => inText({ text: '', from: -from }, span);

/** When the region begins that was picked last of those that have a time; they are named as `R1/r1`. */
export function pickedStart(task: DecisionTask, own: Verdict): number | null {
  const times = (own.evidence ?? []).map((piece) => {
    const [name, id] = 'region' in piece ? piece.region.split('/') : [];
    const reader = task.readers.find((one) => one.name === name);
    const region = (reader?.body.regions ?? []).find((one) => one.id === id) as Region | undefined;
    return region ? extent(region.selector) : null;
  });
  return times.findLast((time) => time !== null)?.start_ms ?? null;
}

/** The types on the wire are those of the model. */
export function worldOf(task: DecisionTask): World {
  return { design: task.design, item: task.item as World['item'] };
}
