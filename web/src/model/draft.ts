// The draft: everything that one person says about one item, as one immutable value.
import type { Answer, Claim, Link, Region, Span, Stance } from './types';

/** A region that speaks for or against something; its stance follows the verdict until it is set. */
export interface RegionEvidence {
  readonly region: string;
  readonly stance?: Stance;
}

/** No region can be shown, and why. */
export interface AbsentEvidence {
  readonly none: string;
}

export type DraftEvidence = RegionEvidence | AbsentEvidence;

export interface DraftError {
  readonly type: string | null;
  readonly severity: number | null;
  readonly span: Span | null;
  readonly correction: string;
  /** By how much the claim comes too late; negative where it comes too early. */
  readonly offset_ms: number | null;
  readonly axes: Readonly<Record<string, string>>;
}

/** The judgement of one claim under one aspect. Fields that its value forbids are kept, but never sent. */
export interface DraftVerdict {
  readonly claim: string;
  readonly aspect: string;
  readonly value: string | null;
  readonly reason: string | null;
  readonly evidence: readonly DraftEvidence[];
  readonly errors: readonly DraftError[];
  readonly rationale: string;
  /** How sure the annotator is, 0 to 1. */
  readonly confidence: number | null;
}

/** What a claim is, apart from its words; a statement that the text lacks is one as well. */
export type Statement = Pick<Claim, 'kind' | 'attributes' | 'polarity' | 'certainty'>;

export interface DraftOmission extends Readonly<Statement> {
  readonly id: string;
  readonly text: string;
  readonly type: string | null;
  readonly severity: number | null;
  readonly evidence: readonly DraftEvidence[];
  readonly rationale: string;
  readonly axes: Readonly<Record<string, string>>;
}

export interface Draft {
  readonly regions: readonly Region[];
  /** The annotator's own claims. */
  readonly claims: readonly Claim[];
  /** Shared claims that own claims replace, or that are none. */
  readonly dropped: readonly string[];
  readonly omissions: readonly DraftOmission[];
  readonly verdicts: readonly DraftVerdict[];
  readonly links: readonly Link[];
  readonly answers: readonly Answer[];
  readonly note: string;
  /** A reviewer should look at it. */
  readonly flagged: boolean;
  /** Why, if the annotator says so. */
  readonly flag: string;
}

/** A shape that is still being drawn. It is saved with the draft, but it is no part of it until it is finished. */
export interface Unfinished {
  /** `slot/part`. */
  readonly pane: string;
  readonly tool: string;
  readonly points: readonly (readonly [number, number])[];
}

export const EMPTY_DRAFT: Draft = {
  regions: [],
  claims: [],
  dropped: [],
  omissions: [],
  verdicts: [],
  links: [],
  answers: [],
  note: '',
  flagged: false,
  flag: '',
};

export const EMPTY_ERROR: DraftError = {
  type: null,
  severity: null,
  span: null,
  correction: '',
  offset_ms: null,
  axes: {},
};

/** What evidence is given for: a claim under an aspect, or an omission. */
export type Judged =
  | { readonly on: 'claim'; readonly id: string; readonly aspect: string }
  | { readonly on: 'omission'; readonly id: string };

export function emptyVerdict(claim: string, aspect: string): DraftVerdict {
  return {
    claim,
    aspect,
    value: null,
    reason: null,
    evidence: [],
    errors: [],
    rationale: '',
    confidence: null,
  };
}

export function emptyOmission(id: string): DraftOmission {
  return { id, text: '', type: null, severity: null, evidence: [], rationale: '', axes: {} };
}

export function verdictOf(draft: Draft, claim: string, aspect: string): DraftVerdict | undefined {
  return draft.verdicts.find((verdict) => verdict.claim === claim && verdict.aspect === aspect);
}

export function evidenceOf(draft: Draft, judged: Judged): readonly DraftEvidence[] {
  if (judged.on === 'omission') {
    return draft.omissions.find((omission) => omission.id === judged.id)?.evidence ?? [];
  }
  return verdictOf(draft, judged.id, judged.aspect)?.evidence ?? [];
}

/** The regions among the evidence. */
export function evidenceRegions(evidence: readonly DraftEvidence[]): string[] {
  return evidence.flatMap((entry) => ('region' in entry ? [entry.region] : []));
}

/** `r1`, `r2`, …: the next id that nothing carries; a number is not used again while something older carries a higher one. */
export function freshId(prefix: string, taken: Iterable<string>): string {
  let highest = 0;
  for (const id of taken) {
    const digits = id.startsWith(prefix) ? Number(id.slice(prefix.length)) : NaN;
    if (Number.isInteger(digits) && digits > highest) highest = digits;
  }
  return `${prefix}${highest + 1}`;
}
