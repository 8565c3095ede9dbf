// What is still missing before an item can be submitted. The server's check is the authority; this one is quick.
import { claimRows, type ClaimRow } from './claims';
import { isRequired, isVisible } from './conditions';
import { correctionsOverlap } from './corrected';
import { aspectsOf, labelOf, titled, verdictValue } from './design';
import { verdictOf, type Draft, type DraftOmission, type DraftVerdict, type Statement } from './draft';
import type { Field, Missing } from './jump';
import { scope, targetKey } from './targets';
import { extentOf, fitsInTime } from './timed';
import type {
  Attribute,
  Choice,
  ClaimRules,
  Region,
  Target,
  TimeOrder,
  TimeScope,
  VerdictValue,
  World,
} from './types';

/** What each missing thing is called; the words come from the dictionary of the screen. */
export interface MissingWords {
  verdict(number: number): string;
  verdictFor(number: number, aspect: string): string;
  reason(number: number): string;
  evidence(number: number): string;
  error(number: number): string;
  rationale(number: number): string;
  span(number: number): string;
  axis(axis: string): string;
  overlap: string;
  omission: string;
  attribute(attribute: string, region: string): string;
  answer(question: string): string;
  claimText(number: number): string;
  omissionAttribute(attribute: string): string;
  claimAttribute(attribute: string, number: number): string;
  /** What a type of link says of two times, which they do not show. */
  linkOrder: Readonly<Record<TimeOrder, (type: string, from: string, to: string) => string>>;
}

/** In the order of the screen: claims, omissions, regions, questions. */
export function problems(world: World, draft: Draft, words: MissingWords): Missing[] {
  const rules = world.design.claims;
  const found: Missing[] = [];
  if (rules) {
    const rows = claimRows(world, draft);
    for (const row of rows) {
      if (row.claim.text.trim() === '') {
        found.push(claimProblem(row, 'default', 'text', words.claimText(row.number)));
      }
      if (row.own) found.push(...attributesMissing(rules, row, words));
      for (const aspect of aspectsOf(rules)) found.push(...claimProblems(rules, draft, row, aspect, words));
    }
    if (correctionsOverlap(world, draft)) found.push({ message: words.overlap, jump: { to: 'item' } });
    for (const omission of draft.omissions) found.push(...omissionProblems(rules, omission, words));
  }
  for (const region of draft.regions) found.push(...regionProblems(world, region, words));
  found.push(...orderProblems(world, draft, words));
  return [...found, ...questionProblems(world, draft, words)];
}

function claimProblem(row: ClaimRow, aspect: string, field: Field, message: string): Missing {
  return { message, jump: { to: 'claim', id: row.claim.id, aspect, field } };
}

/** What the kind of an own claim or an omission asks for, and what is not given. */
function attributesOpen(rules: ClaimRules, statement: Statement): Attribute[] {
  const declared = rules.kinds?.find((kind) => kind.id === statement.kind)?.attributes ?? [];
  return declared.filter(({ id, required }) => required && statement.attributes?.[id] === undefined);
}

function attributesMissing(rules: ClaimRules, row: ClaimRow, words: MissingWords): Missing[] {
  return attributesOpen(rules, row.claim).map((attribute) => {
    const message = words.claimAttribute(titled(attribute), row.number);
    return claimProblem(row, 'default', `attribute:${attribute.id}`, message);
  });
}

function claimProblems(rules: ClaimRules, draft: Draft, row: ClaimRow, aspect: Choice, words: MissingWords) {
  if (row.failedBy[aspect.id] !== undefined) return [];
  const verdict = verdictOf(draft, row.claim.id, aspect.id);
  const value = verdictValue(rules, verdict?.value ?? null);
  if (verdict && value) {
    const missing = missingFields(rules, value, verdict, (row.claim.spans?.length ?? 0) > 1);
    return missing.map((field) => claimProblem(row, aspect.id, field, fieldWords(rules, field, row, words)));
  }
  if (rules.all_judged === false) return [];
  const several = (rules.aspects?.length ?? 0) > 1;
  const message = several ? words.verdictFor(row.number, titled(aspect)) : words.verdict(row.number);
  return [claimProblem(row, aspect.id, 'value', message)];
}

/** The fields that a verdict still needs, in the order in which they are filled in. */
export function missingFields(
  rules: ClaimRules,
  value: VerdictValue,
  verdict: DraftVerdict,
  discontinuous = false,
): Field[] {
  const missing: Field[] = [];
  if (value.reasons?.length && !value.reasons.some((choice) => choice.id === verdict.reason)) {
    missing.push('reason');
  }
  const typed = verdict.errors.filter((error) => error.type !== null);
  if (value.error === 'required' && typed.length === 0) missing.push('error');
  if (value.error !== 'forbidden') {
    for (const axis of rules.error_axes ?? []) {
      if (axis.required && typed.some((error) => !error.axes[axis.id])) missing.push(`axis:${axis.id}`);
    }
    if (discontinuous && typed.some((error) => error.correction.trim() && !error.span)) {
      missing.push('correction');
    }
  }
  if (value.rationale === 'required' && verdict.rationale.trim() === '') missing.push('rationale');
  if (value.evidence === 'required' && verdict.evidence.length === 0) missing.push('evidence');
  return missing;
}

function fieldWords(rules: ClaimRules, field: Field, row: ClaimRow, words: MissingWords): string {
  switch (field) {
    case 'reason':
      return words.reason(row.number);
    case 'error':
      return words.error(row.number);
    case 'rationale':
      return words.rationale(row.number);
    case 'evidence':
      return words.evidence(row.number);
    case 'correction':
      return words.span(row.number);
    default: {
      const axis = rules.error_axes?.find((each) => `axis:${each.id}` === field);
      return axis ? words.axis(titled(axis)) : words.verdict(row.number);
    }
  }
}

function omissionProblems(rules: ClaimRules, omission: DraftOmission, words: MissingWords): Missing[] {
  const found: Missing[] = [];
  const add = (field: Field, message: string) =>
    found.push({ message, jump: { to: 'omission', id: omission.id, field } });
  if (omission.text.trim() === '') add('text', words.omission);
  for (const axis of rules.error_axes ?? []) {
    if (axis.required && !omission.axes[axis.id]) add(`axis:${axis.id}`, words.axis(titled(axis)));
  }
  for (const attribute of attributesOpen(rules, omission)) {
    add(`attribute:${attribute.id}`, words.omissionAttribute(titled(attribute)));
  }
  return found;
}

function regionProblems(world: World, region: Region, words: MissingWords): Missing[] {
  const label = labelOf(world.design, region.label);
  const missing = (label?.attributes ?? []).filter(
    (attribute) => attribute.required && region.attributes?.[attribute.id] === undefined,
  );
  return missing.map((attribute) => ({
    message: words.attribute(titled(attribute), `${label ? titled(label) : ''} ${region.id}`.trim()),
    jump: { to: 'region', id: region.id, attribute: attribute.id },
  }));
}

/** What a link says of the order in time is what its two regions show. */
function orderProblems(world: World, draft: Draft, words: MissingWords): Missing[] {
  const types = new Map(world.design.links?.map((type) => [type.id, type]));
  return draft.links.flatMap(({ id, type, from, to }): Missing[] => {
    const declared = types.get(type);
    if (!declared?.order || fitsInTime(declared, draft, from, to)) return [];
    const message = words.linkOrder[declared.order](titled(declared), ended(draft, from), ended(draft, to));
    return [{ message, jump: { to: 'link', id } }];
  });
}

/** The number of a region, and when it is. */
function ended(draft: Draft, target: Target): string {
  const time: TimeScope | null = extentOf(draft, target);
  const name = target.on === 'region' ? target.id : '';
  return time ? `${name} (${time.start_ms}–${time.end_ms} ms)` : name;
}

function questionProblems(world: World, draft: Draft, words: MissingWords): Missing[] {
  const answered = new Set(draft.answers.map((answer) => `${answer.question} ${targetKey(answer.target)}`));
  const found: Missing[] = [];
  for (const question of world.design.questions ?? []) {
    if (!question.required && !question.required_when) continue;
    for (const target of scope(question, world, draft)) {
      if (answered.has(`${question.id} ${targetKey(target)}`)) continue;
      if (!isVisible(question, world, draft, target) || !isRequired(question, world, draft, target)) continue;
      found.push({
        message: words.answer(titled(question)),
        jump: { to: 'question', question: question.id, target },
      });
    }
  }
  return found;
}
