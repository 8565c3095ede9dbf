// From what was decided to what is signed: facts in the form of an annotation, and where each of them comes from.
import type { components } from '../../api/schema';
import { isRequired, isVisible } from '../../model/conditions';
import { EMPTY_DRAFT, emptyVerdict, type Draft } from '../../model/draft';
import type { Field } from '../../model/jump';
import { targetKey } from '../../model/targets';
import type { Annotation, Answer, Claim, Evidence, Json, Omission, Region, Verdict } from '../../model/types';
import { ownMissing, ownSigned, worldOf } from './own';
import { rows, type Body, type DecisionTask, type Row, type VerdictRow } from './rows';

type S = components['schemas'];
export type GroundTruth = S['GroundTruth'];
type Source = S['Source'];

/** What was decided about one row. Evidence of one's own verdict names regions as `R1/r1`. */
export type Choice =
  { readonly take: number } | { readonly own: Verdict } | { readonly value: Json } | { readonly leave: true };

/** What is kept as the draft. */
export interface Decision {
  readonly v: 1;
  /** The id of the truth that it will be. */
  readonly truth: string;
  readonly choices: Readonly<Record<string, Choice>>;
  readonly opened: readonly { readonly what: string; readonly at: number }[];
  readonly reason: string;
}

/** The reader whose own claims are judged. */
export function splitOf(decision: Decision): number | null {
  const choice = decision.choices.split;
  return choice && 'take' in choice ? choice.take : null;
}

export function rowsOf(task: DecisionTask, decision: Decision): Row[] {
  return rows(task, splitOf(decision));
}

/** What was chosen; what all agree on is taken from whoever shows most of it. */
export function choiceOf(row: Row, decision: Decision): Choice | undefined {
  const chosen = decision.choices[row.key];
  if (chosen) return chosen;
  if (row.differs) return undefined;
  if (row.kind === 'verdict') return { take: fullest(row) };
  if (row.kind === 'region') return { take: row.typical };
  const first = row.cells.findIndex((cell) => cell !== null);
  return first < 0 ? undefined : { take: first };
}

/** Of equal verdicts the one with most evidence and reasons. */
function fullest(row: VerdictRow): number {
  const weight = (cell: Verdict | null) =>
    cell ? 1 + (cell.evidence?.length ?? 0) * 2 + (cell.rationale ? 1 : 0) : 0;
  return row.cells.reduce(
    (best, cell, at) => (weight(cell) > weight(row.cells[best] ?? null) ? at : best),
    0,
  );
}

/** The readers whose value was taken: all who say the same. */
export function saidBy(row: Row, choice: Choice): number[] {
  if (!('take' in choice)) return [];
  const value = (at: number): unknown => {
    const cell = row.cells[at];
    if (row.kind === 'verdict') return row.cells[at]?.value ?? null;
    if (row.kind === 'region') return row.cells[at] ? (row.cells[at].label ?? '') : null;
    return cell ?? null;
  };
  const same = (at: number) => JSON.stringify(value(at)) === JSON.stringify(value(choice.take));
  return row.cells.flatMap((_, at) => (at === choice.take || same(at) ? [at] : []));
}

/** Gathers facts; each thing that is taken gets an id that tells from whom. */
class Gathering {
  readonly regions = new Map<string, Region>();
  readonly verdicts: Verdict[] = [];
  readonly answers: Answer[] = [];
  readonly omissions: Omission[] = [];
  readonly sources: Source[] = [];

  constructor(private readonly task: DecisionTask) {}

  private name(reader: number): string {
    return this.task.readers[reader]?.name ?? '';
  }

  source(field: string, unit: string, from: readonly number[]): void {
    this.sources.push({ field, unit, from: from.map((reader) => this.name(reader)) });
  }

  /** Brings a reader's region along, with what was answered about it, and returns its id. */
  region(reader: number, id: string): string {
    const own = `${this.name(reader)}-${id}`;
    if (this.regions.has(own)) return own;
    const body = this.task.readers[reader]?.body;
    const found = (body?.regions ?? []).find((region) => region.id === id);
    if (!found) return own;
    this.regions.set(own, { ...(found as Region), id: own });
    this.source('region', own, [reader]);
    for (const answer of body?.answers ?? []) {
      if (answer.target.on !== 'region' || answer.target.id !== id) continue;
      this.answers.push({
        question: answer.question,
        target: { on: 'region', id: own },
        value: answer.value as Json,
      });
    }
    return own;
  }

  evidence(reader: number, given: readonly Evidence[] | undefined): Evidence[] {
    return (given ?? []).map((piece) =>
      'region' in piece ? { ...piece, region: this.region(reader, piece.region) } : piece,
    );
  }

  /** Evidence of the signer's own verdict: `R1/r1`. */
  picked(given: readonly Evidence[] | undefined): Evidence[] {
    return (given ?? []).map((piece) => {
      if (!('region' in piece)) return piece;
      const [name, id = ''] = piece.region.split('/');
      const reader = this.task.readers.findIndex((one) => one.name === name);
      return { ...piece, region: this.region(reader, id) };
    });
  }
}

/** What is true; claims are those of one of the readers, as they came. */
type Facts = Omit<Annotation, 'claims'> & Pick<Body, 'claims'>;

export interface Lacking {
  /** Of the row. */
  readonly key: string;
  readonly claim: Claim;
  readonly fields: readonly Field[];
}

export interface Assembled {
  readonly facts: Facts;
  readonly sources: readonly Source[];
  /** Rows that are not decided. */
  readonly undecided: readonly Row[];
  /** Titles of questions that must be answered. */
  readonly unanswered: readonly string[];
  /** Own verdicts that the design asks more of. */
  readonly lacking: readonly Lacking[];
}

/** What the questions' conditions are asked of. */
function draftOf(verdicts: readonly Verdict[], answers: readonly Answer[]): Draft {
  return {
    ...EMPTY_DRAFT,
    answers,
    verdicts: verdicts.map((one) => ({
      ...emptyVerdict(one.claim, one.aspect ?? 'default'),
      value: one.value,
    })),
  };
}

export function assembled(task: DecisionTask, decision: Decision): Assembled {
  const gathering = new Gathering(task);
  const all = rowsOf(task, decision);
  const undecided = all.filter((row) => row.differs && row.kind !== 'split' && !choiceOf(row, decision));
  const given: { row: Extract<Row, { kind: 'answer' }>; value: Json; from: number[] }[] = [];
  for (const row of all) {
    const choice = choiceOf(row, decision);
    if (!choice || 'leave' in choice) continue;
    const from = saidBy(row, choice);
    if (row.kind === 'verdict') addVerdict(task, gathering, row, choice, from);
    if (row.kind === 'answer') {
      const value =
        'take' in choice ? (row.cells[choice.take] ?? null) : 'value' in choice ? choice.value : null;
      if (value !== null) given.push({ row, value, from });
    }
    if (row.kind === 'region' && 'take' in choice) {
      const region = row.cells[choice.take];
      if (region) gathering.region(choice.take, region.id);
    }
    if (row.kind === 'omission' && 'take' in choice)
      addOmission(gathering, row.cells[choice.take] ?? null, choice.take);
  }
  const { world, asked } = visible(task, gathering.verdicts, given);
  for (const { row, value, from } of asked) {
    gathering.answers.push({ question: row.question.id, target: row.target, value });
    gathering.source(`question/${row.question.id}`, unitOf(row.target), from);
  }
  const draft = draftOf(gathering.verdicts, gathering.answers);
  const unanswered = all.flatMap((row) => {
    if (row.kind !== 'answer' || !isVisible(row.question, world, draft, row.target)) return [];
    const has = gathering.answers.some(
      (answer) => answer.question === row.question.id && targetKey(answer.target) === targetKey(row.target),
    );
    return !has && isRequired(row.question, world, draft, row.target)
      ? [row.question.title || row.question.id]
      : [];
  });
  const shown = new Set(asked.map((one) => one.row.key));
  const open = undecided.filter(
    (row) => row.kind !== 'answer' || shown.has(row.key) || isVisible(row.question, world, draft, row.target),
  );
  return {
    facts: facts(task, decision, gathering),
    sources: gathering.sources,
    undecided: open,
    unanswered,
    lacking: all.flatMap((row) => lackingOf(task, row, choiceOf(row, decision))),
  };
}

function lackingOf(task: DecisionTask, row: Row, choice: Choice | undefined): Lacking[] {
  if (row.kind !== 'verdict' || !choice || !('own' in choice)) return [];
  const fields = ownMissing(task, row.claim, choice.own);
  return fields.length > 0 ? [{ key: row.key, claim: row.claim, fields }] : [];
}

/** Answers to questions that are asked by what was decided; one answer may open or close another question. */
function visible<T extends { row: Extract<Row, { kind: 'answer' }>; value: Json }>(
  task: DecisionTask,
  verdicts: readonly Verdict[],
  given: readonly T[],
) {
  const world = worldOf(task);
  let asked = [...given];
  for (let before = -1; before !== asked.length;) {
    before = asked.length;
    const answers = asked.map(({ row, value }) => ({ question: row.question.id, target: row.target, value }));
    const draft = draftOf(verdicts, answers);
    asked = asked.filter(({ row }) => isVisible(row.question, world, draft, row.target));
  }
  return { world, asked };
}

function addVerdict(
  task: DecisionTask,
  gathering: Gathering,
  row: VerdictRow,
  choice: Choice,
  from: number[],
): void {
  const several = (task.design.claims?.aspects ?? []).length > 1;
  const field = several ? `verdict/${row.aspect}` : 'verdict';
  const about = { claim: row.claim.id, aspect: row.aspect };
  if ('own' in choice) {
    const signed = ownSigned(task, choice.own);
    gathering.verdicts.push({ ...signed, ...about, evidence: gathering.picked(signed.evidence) });
    gathering.source(field, `claim:${row.claim.id}`, []);
  } else if ('take' in choice) {
    const taken = row.cells[choice.take];
    if (!taken) return;
    gathering.verdicts.push({
      ...taken,
      ...about,
      evidence: gathering.evidence(choice.take, taken.evidence),
    });
    gathering.source(field, `claim:${row.claim.id}`, from);
  }
}

function addOmission(gathering: Gathering, omission: Omission | null, reader: number): void {
  if (!omission) return;
  const id = `o${gathering.omissions.length + 1}`;
  gathering.omissions.push({ ...omission, id, evidence: gathering.evidence(reader, omission.evidence) });
  gathering.source('omission', id, [reader]);
}

function unitOf(target: Answer['target']): string {
  return target.on === 'item' ? '' : `${target.on}:${target.id}`;
}

function facts(task: DecisionTask, decision: Decision, gathering: Gathering): Facts {
  const split = splitOf(decision);
  const chosen = split === null ? undefined : task.readers[split]?.body;
  if (split !== null) chosen?.claims?.forEach((claim) => gathering.source('claim', claim.id, [split]));
  const links = linksOf(task, decision, gathering);
  return {
    id: decision.truth,
    outcome: { type: 'complete' },
    claims: chosen?.claims ?? [],
    dropped: chosen?.dropped ?? [],
    regions: [...gathering.regions.values()],
    omissions: gathering.omissions,
    verdicts: gathering.verdicts,
    answers: gathering.answers,
    links,
  };
}

/** The links of one reader, with the regions at their ends. */
function linksOf(task: DecisionTask, decision: Decision, gathering: Gathering): S['Link'][] {
  const choice = decision.choices.links ?? (task.readers.length === 1 ? { take: 0 } : undefined);
  if (!choice || !('take' in choice)) return [];
  const reader = choice.take;
  return (task.readers[reader]?.body.links ?? []).map((link) => {
    const end = (target: S['Target']): S['Target'] =>
      target.on === 'region' ? { on: 'region', id: gathering.region(reader, target.id) } : target;
    gathering.source('link', link.id, [reader]);
    return { ...link, from: end(link.from), to: end(link.to) };
  });
}
