// What there is to decide about an item, one row a thing: the most disputed first, what all agree on last.
import type { components } from '../../api/schema';
import { aspectsOf } from '../../model/design';
import { sameTarget, targetKey } from '../../model/targets';
import type { Claim, Json, Omission, Question, Region, Target, Verdict } from '../../model/types';

type S = components['schemas'];
export type DecisionTask = S['DecisionTask'];
export type Body = S['Annotation'];

interface Base {
  readonly key: string;
  /** Whether readers say different things. */
  readonly differs: boolean;
  /** How many different things they say. */
  readonly spread: number;
}

export interface VerdictRow extends Base {
  readonly kind: 'verdict';
  readonly claim: Claim;
  readonly aspect: string;
  /** One a reader, in their order. */
  readonly cells: readonly (Verdict | null)[];
}

export interface AnswerRow extends Base {
  readonly kind: 'answer';
  readonly question: Question;
  readonly target: Target;
  readonly cells: readonly (Json | null)[];
}

/** A place that one or more readers marked, apart from evidence: that comes with its verdict. */
export interface RegionRow extends Base {
  readonly kind: 'region';
  readonly cells: readonly (Region | null)[];
  /** The reader whose region is most like those of the others. */
  readonly typical: number;
}

export interface OmissionRow extends Base {
  readonly kind: 'omission';
  readonly cells: readonly (Omission | null)[];
}

/** Whose links hold. */
export interface LinksRow extends Base {
  readonly kind: 'links';
  /** How many links each reader made. */
  readonly cells: readonly (number | null)[];
}

/** Whose claims are judged: those that came with the item, or a reader's own ones. */
export interface SplitRow extends Base {
  readonly kind: 'split';
  /** The own claims of each reader; null where they kept the shared ones. */
  readonly cells: readonly (readonly Claim[] | null)[];
}

export type Row = VerdictRow | AnswerRow | RegionRow | OmissionRow | LinksRow | SplitRow;

const bodies = (task: DecisionTask) => task.readers.map((reader) => reader.body);
const distinct = (values: readonly unknown[]) => new Set(values.map((value) => JSON.stringify(value))).size;

/** The shared claims of the design's claim source. */
export function sharedClaims(task: DecisionTask): Claim[] {
  const sets = (task.item.claim_sets ?? []).filter((set) => set.slot === task.design.claims?.slot);
  return sets.flatMap((set) => set.claims as Claim[]);
}

/** `split` is the reader whose own claims are judged; null for the claims that came with the item. */
export function rows(task: DecisionTask, split: number | null): Row[] {
  const all: Row[] = [
    ...verdictRows(task, split),
    ...answerRows(task),
    ...omissionRows(task),
    ...regionRows(task),
    ...linksRows(task),
  ];
  const first = splitRows(task);
  return [
    ...first,
    ...all.filter((row) => row.differs).sort((a, b) => b.spread - a.spread),
    ...all.filter((row) => !row.differs),
  ];
}

function verdictRows(task: DecisionTask, split: number | null): VerdictRow[] {
  const rules = task.design.claims;
  if (!rules) return [];
  const chosen = split === null ? undefined : task.readers[split]?.body;
  const dropped = new Set(chosen?.dropped ?? []);
  const claims = [
    ...sharedClaims(task).filter((claim) => !dropped.has(claim.id)),
    ...((chosen?.claims ?? []) as Claim[]),
  ];
  const aspects = aspectsOf(rules);
  return claims.flatMap((claim) =>
    aspects.map(({ id: aspect }): VerdictRow => {
      const own = split !== null && (chosen?.claims ?? []).some((one) => one.id === claim.id);
      const cells = task.readers.map((reader, index) => {
        const id = own ? aligned(task, split, claim.id, index) : claim.id;
        const found = (reader.body.verdicts ?? []).find(
          (verdict) => verdict.claim === id && (verdict.aspect ?? aspects[0]?.id) === aspect,
        );
        return (found as Verdict | undefined) ?? null;
      });
      const spread = distinct(cells.map((cell) => cell?.value ?? null));
      return {
        kind: 'verdict',
        key: `verdict/${aspect}/${claim.id}`,
        claim,
        aspect,
        cells,
        spread,
        differs: spread > 1,
      };
    }),
  );
}

/** The claim of another reader that speaks of the same words. */
function aligned(task: DecisionTask, split: number, claim: string, reader: number): string {
  if (reader === split) return claim;
  const group = task.groups.find(
    (one) =>
      one.kind === 'claim' && one.members.some((member) => member.reader === split && member.id === claim),
  );
  return group?.members.find((member) => member.reader === reader)?.id ?? '';
}

function answerRows(task: DecisionTask): AnswerRow[] {
  const claims = new Set(sharedClaims(task).map((claim) => claim.id));
  const isShared = (target: Target) =>
    target.on === 'item' || target.on === 'candidate' || (target.on === 'claim' && claims.has(target.id));
  const found: AnswerRow[] = [];
  for (const question of task.design.questions ?? []) {
    const targets = new Map<string, Target>();
    if ((question.on?.target ?? 'item') === 'item') targets.set('item', { on: 'item' });
    for (const answer of bodies(task).flatMap((body) => body.answers ?? [])) {
      if (answer.question === question.id && isShared(answer.target))
        targets.set(targetKey(answer.target), answer.target);
    }
    for (const target of targets.values()) {
      const cells = bodies(task).map((body) => {
        const given = (body.answers ?? []).find(
          (answer) => answer.question === question.id && sameTarget(answer.target, target),
        );
        return (given?.value ?? null) as Json;
      });
      const spread = distinct(cells);
      found.push({
        kind: 'answer',
        key: `question/${question.id}/${targetKey(target)}`,
        question,
        target,
        cells,
        spread,
        differs: spread > 1,
      });
    }
  }
  return found;
}

/** Regions that are evidence for a verdict or an omission of their reader. */
export function evidenceIds(body: Body): ReadonlySet<string> {
  const lists = [...(body.verdicts ?? []), ...(body.omissions ?? [])].flatMap((one) => one.evidence ?? []);
  return new Set(lists.flatMap((piece) => ('region' in piece ? [piece.region] : [])));
}

function regionRows(task: DecisionTask): RegionRow[] {
  const evidence = bodies(task).map(evidenceIds);
  const find = (reader: number, id: string) =>
    (bodies(task)[reader]?.regions ?? []).find((region) => region.id === id) as Region | undefined;
  return task.groups.flatMap((group, index): RegionRow[] => {
    if (group.kind !== 'region') return [];
    if (group.members.every((member) => evidence[member.reader]?.has(member.id))) return [];
    const cells = task.readers.map((_, reader) => {
      const member = group.members.find((one) => one.reader === reader);
      return (member && find(reader, member.id)) ?? null;
    });
    const spread = distinct(cells.map((cell) => cell && (cell.label ?? '')));
    const typical = group.members[group.typical]?.reader ?? 0;
    return [{ kind: 'region', key: `region/${index}`, cells, typical, spread, differs: spread > 1 }];
  });
}

function omissionRows(task: DecisionTask): OmissionRow[] {
  return bodies(task).flatMap((body, reader) =>
    (body.omissions ?? []).map((omission): OmissionRow => {
      const cells = task.readers.map((_, at) => (at === reader ? (omission as Omission) : null));
      return {
        kind: 'omission',
        key: `omission/${reader}/${omission.id}`,
        cells,
        spread: 2,
        differs: task.readers.length > 1,
      };
    }),
  );
}

function linksRows(task: DecisionTask): LinksRow[] {
  const cells = bodies(task).map((body) => body.links?.length ?? 0);
  if (cells.every((n) => n === 0)) return [];
  const spread = Math.max(distinct(cells), 2);
  return [{ kind: 'links', key: 'links', cells, spread, differs: task.readers.length > 1 }];
}

function splitRows(task: DecisionTask): SplitRow[] {
  const cells = bodies(task).map((body) =>
    (body.claims ?? []).length + (body.dropped ?? []).length > 0 ? ((body.claims ?? []) as Claim[]) : null,
  );
  if (cells.every((cell) => cell === null)) return [];
  return [{ kind: 'split', key: 'split', cells, spread: distinct(cells), differs: true }];
}
