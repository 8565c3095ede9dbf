// From a draft to what is submitted, and back when a submission is reopened.
import { claimRows, claimSet, type ClaimRow } from './claims';
import { aspectsOf, labelOf, offsetOf, verdictValue } from './design';
import {
  EMPTY_DRAFT,
  EMPTY_ERROR,
  emptyOmission,
  type Statement,
  emptyVerdict,
  verdictOf,
  type Draft,
  type DraftError,
  type DraftEvidence,
  type DraftVerdict,
} from './draft';
import { asked, exists, sameTarget } from './targets';
import type {
  Annotation,
  Answer,
  Claim,
  ClaimRules,
  Evidence,
  Outcome,
  Region,
  Stance,
  Tone,
  Verdict,
  VerdictValue,
  World,
} from './types';

export interface Envelope {
  readonly id: string;
  readonly outcome: Outcome;
  readonly activeMs: number;
  readonly supersedes: string | null;
  /** Answers given before slots were revealed; they stand as they were given. */
  readonly firstImpression: readonly Answer[];
}

/** What is submitted: only what the verdicts and conditions allow, with the verdicts that follow by rule. */
export function toAnnotation(draft: Draft, world: World, envelope: Envelope): Annotation {
  const rules = world.design.claims;
  return {
    id: envelope.id,
    outcome: envelope.outcome,
    regions: draft.regions.map((region) => declared(region, world)),
    claim_set: rules ? (claimSet(world)?.id ?? null) : null,
    claims: draft.claims.map((claim) => ({
      ...ofItsKind(claim, rules),
      parents: (claim.parents ?? []).filter((id) => exists(world, draft, { on: 'claim', id })),
    })),
    dropped: [...draft.dropped],
    omissions: draft.omissions.map((omission) => ({
      id: omission.id,
      text: omission.text.trim(),
      type: omission.type,
      severity: omission.severity,
      evidence: stated(omission.evidence, 'context'),
      rationale: omission.rationale.trim() || null,
      axes: { ...omission.axes },
      ...statement(ofItsKind(omission, rules)),
    })),
    verdicts: rules ? claimRows(world, draft).flatMap((row) => verdicts(row, rules, draft)) : [],
    links: draft.links.filter((link) => exists(world, draft, link.from) && exists(world, draft, link.to)),
    answers: answers(draft, world, envelope.firstImpression),
    note: draft.note.trim() || null,
    flag: draft.flagged ? draft.flag.trim() : null,
    active_ms: Math.round(envelope.activeMs),
    supersedes: envelope.supersedes,
  };
}

/** The draft that a submission was made from. */
export function fromAnnotation(annotation: Annotation, world: World): Draft {
  const ruled = world.design.claims?.verdicts?.find((value) => value.not_applicable)?.id;
  const draft: Draft = {
    ...EMPTY_DRAFT,
    regions: annotation.regions ?? [],
    claims: annotation.claims ?? [],
    dropped: annotation.dropped ?? [],
    omissions: (annotation.omissions ?? []).map((omission) => ({
      ...emptyOmission(omission.id),
      text: omission.text,
      type: omission.type ?? null,
      severity: omission.severity ?? null,
      evidence: omission.evidence ?? [],
      rationale: omission.rationale ?? '',
      axes: omission.axes ?? {},
      ...statement(omission),
    })),
    verdicts: (annotation.verdicts ?? []).map(draftVerdict),
    links: annotation.links ?? [],
    answers: annotation.answers ?? [],
    flagged: annotation.flag != null,
    flag: annotation.flag ?? '',
    note: annotation.note ?? '',
  };
  const rows = new Map(claimRows(world, draft).map((row) => [row.claim.id, row]));
  const byRule = (verdict: DraftVerdict) =>
    verdict.value === ruled && rows.get(verdict.claim)?.failedBy[verdict.aspect] !== undefined;
  return { ...draft, verdicts: draft.verdicts.filter((verdict) => !byRule(verdict)) };
}

/** What a region says about a claim when nobody set it: it follows the verdict. */
export function defaultStance(tone: Tone | undefined): Stance {
  switch (tone) {
    case 'supported':
      return 'supports';
    case 'contradicted':
    case 'partial':
      return 'contradicts';
    default:
      return 'context';
  }
}

/** The region with those attributes only that its label declares. */
function declared(region: Region, world: World): Region {
  const attributes = labelOf(world.design, region.label)?.attributes ?? [];
  const given = Object.entries(region.attributes ?? {});
  const kept = given.filter(([id]) => attributes.some((attribute) => attribute.id === id));
  return kept.length === given.length ? region : { ...region, attributes: Object.fromEntries(kept) };
}

function verdicts(row: ClaimRow, rules: ClaimRules, draft: Draft): Verdict[] {
  const ruled = rules.verdicts?.find((value) => value.not_applicable);
  return aspectsOf(rules).flatMap((aspect): Verdict[] => {
    if (row.failedBy[aspect.id] !== undefined && ruled) {
      return [{ claim: row.claim.id, aspect: aspect.id, value: ruled.id, evidence: [], errors: [] }];
    }
    const verdict = verdictOf(draft, row.claim.id, aspect.id);
    const value = verdictValue(rules, verdict?.value ?? null);
    return verdict && value ? [allowedVerdict(verdict, value, rules)] : [];
  });
}

/** What is submitted of a verdict: nothing that its value forbids, and no error without a type. */
export function allowedVerdict(verdict: DraftVerdict, value: VerdictValue, rules: ClaimRules): Verdict {
  const reason = value.reasons?.some((choice) => choice.id === verdict.reason) ? verdict.reason : null;
  const errors = value.error === 'forbidden' ? [] : verdict.errors.filter((error) => error.type !== null);
  const rationale = value.rationale === 'forbidden' ? '' : verdict.rationale.trim();
  return {
    claim: verdict.claim,
    aspect: verdict.aspect,
    value: value.id,
    reason,
    evidence: value.evidence === 'forbidden' ? [] : stated(verdict.evidence, defaultStance(value.tone)),
    errors: errors.map((error) => ({
      type: error.type ?? '',
      severity: error.severity,
      span: error.span,
      correction: error.correction.trim() || null,
      ...(offsetOf(rules, error) !== null && { offset_ms: offsetOf(rules, error) }),
      axes: { ...error.axes },
    })),
    rationale: rationale || null,
    confidence: rules.confidence ? (verdict.confidence ?? null) : null,
  };
}

/** A claim or omission with those attributes only that its kind declares. */
function ofItsKind<S extends Statement>(claim: S, rules: ClaimRules | null | undefined): S {
  const declared = rules?.kinds?.find((kind) => kind.id === claim.kind)?.attributes ?? [];
  const given = Object.entries(claim.attributes ?? {});
  const kept = given.filter(([id]) => declared.some((attribute) => attribute.id === id));
  return kept.length === given.length ? claim : { ...claim, attributes: Object.fromEntries(kept) };
}

/** What an omission has in common with claims, without what was never set. */
function statement({ kind, attributes, polarity, certainty }: Statement): Statement {
  return {
    ...(kind && { kind }),
    ...(attributes && { attributes }),
    ...(polarity && { polarity }),
    ...(certainty && { certainty }),
  };
}

function stated(evidence: readonly DraftEvidence[], stance: Stance): Evidence[] {
  return evidence.map((entry) =>
    'region' in entry ? { region: entry.region, stance: entry.stance ?? stance } : entry,
  );
}

function answers(draft: Draft, world: World, first: readonly Answer[]): Answer[] {
  const fixed = (answer: Answer) =>
    first.some((given) => given.question === answer.question && sameTarget(given.target, answer.target));
  const kept = draft.answers.filter(
    (answer) =>
      !fixed(answer) &&
      asked(world, draft, answer.target).some((question) => question.id === answer.question),
  );
  return [...first, ...kept];
}

export function draftVerdict(verdict: Verdict): DraftVerdict {
  return {
    ...emptyVerdict(verdict.claim, verdict.aspect ?? 'default'),
    value: verdict.value,
    reason: verdict.reason ?? null,
    evidence: verdict.evidence ?? [],
    errors: (verdict.errors ?? []).map((error): DraftError => ({
      ...EMPTY_ERROR,
      type: error.type,
      severity: error.severity ?? null,
      span: error.span ?? null,
      correction: error.correction ?? '',
      offset_ms: error.offset_ms ?? null,
      axes: error.axes ?? {},
    })),
    rationale: verdict.rationale ?? '',
    confidence: verdict.confidence ?? null,
  };
}
