// Puts the answers of several people side by side: one row a claim or question, the disputed ones first.
import type { Design, Item, Question, Verdict } from '../../api/types';
import type { components } from '../../api/schema';
import { aspectsOf } from '../../model/design';
import type { Reader } from './readers';

type Claim = components['schemas']['Claim'];
type Target = components['schemas']['Target'];

export interface ClaimRow {
  claim: Claim;
  /** The id of one of the design's aspects. */
  aspect: string;
  /** One cell a reader, in their order. */
  verdicts: (Verdict | null)[];
  /** Somebody gave another verdict, or none. */
  open: boolean;
}

export interface AnswerRow {
  question: Question;
  target: Target;
  values: unknown[];
  differs: boolean;
}

/** Whether those who answered gave different answers. */
function differ(values: readonly string[]): boolean {
  return new Set(values).size > 1;
}

/** The shared claims that were judged: of the decomposition of the design's claim source. */
export function sharedClaims(design: Design, item: Item): Claim[] {
  const sets = (item.claim_sets ?? []).filter((set) => set.slot === design.claims?.slot);
  const seen = new Map(sets.flatMap((set) => set.claims).map((claim) => [claim.id, claim]));
  return [...seen.values()];
}

export function claimRows(design: Design, item: Item, readers: readonly Reader[]): ClaimRow[] {
  const aspects = design.claims ? aspectsOf(design.claims).map((aspect) => aspect.id) : [];
  const rows = sharedClaims(design, item).flatMap((claim) =>
    aspects.map((aspect) => {
      const verdicts = readers.map(
        (reader) =>
          reader.annotation.body.verdicts?.find(
            (verdict) => verdict.claim === claim.id && (verdict.aspect ?? aspects[0]) === aspect,
          ) ?? null,
      );
      const given = verdicts.flatMap((verdict) => (verdict ? [verdict.value] : []));
      return { claim, aspect, verdicts, open: given.length < readers.length || differ(given) };
    }),
  );
  return [...rows.filter((row) => row.open), ...rows.filter((row) => !row.open)];
}

function key(question: string, target: Target): string {
  return JSON.stringify([question, target.on, 'id' in target ? target.id : '']);
}

/** Answers on what all readers share: the item, its shared claims, its candidates. */
export function answerRows(design: Design, item: Item, readers: readonly Reader[]): AnswerRow[] {
  const claims = new Set(sharedClaims(design, item).map((claim) => claim.id));
  const shared = (target: Target) =>
    target.on === 'item' || target.on === 'candidate' || (target.on === 'claim' && claims.has(target.id));
  const rows = new Map<string, AnswerRow>();
  readers.forEach((reader, column) => {
    for (const answer of reader.annotation.body.answers ?? []) {
      const question = (design.questions ?? []).find((one) => one.id === answer.question);
      if (!question || !shared(answer.target)) continue;
      const at = key(answer.question, answer.target);
      const row = rows.get(at) ?? { question, target: answer.target, values: [], differs: false };
      row.values[column] = answer.value;
      rows.set(at, row);
    }
  });
  const all = [...rows.values()].map((row) => ({
    ...row,
    values: readers.map((_, column) => row.values[column] ?? null),
    differs: differ(row.values.filter((value) => value !== undefined).map((value) => JSON.stringify(value))),
  }));
  return [...all.filter((row) => row.differs), ...all.filter((row) => !row.differs)];
}
