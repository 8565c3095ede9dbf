// What the mismatch report says, as plain values: words of groups, the finding, and the rows of the saved file.
import type { components } from '../../../api/schema';
import { count, percent } from '../../../ui/format';
import type { Tone } from '../../../ui/VerdictMark';
import type { Cell } from '../save';
import { messages } from './messages';

type Schemas = components['schemas'];
export type Report = Schemas['MismatchReport'];
export type Grouping = Schemas['MismatchGrouping'];
export type Group = Schemas['MismatchGroup'];
export type Holds = Schemas['Holds'];
export type Share = Schemas['ShareView'];
export type Page = Schemas['MismatchPage'];

/** From left to right: what is wrong begins at the edge, where bars can be compared. */
export const ORDER: readonly Holds[] = ['contradicted', 'partly', 'unverifiable', 'other', 'supported'];

export const TONE: Readonly<Record<Holds, Tone>> = {
  contradicted: 'contradicted',
  partly: 'partial',
  unverifiable: 'unverifiable',
  other: 'neutral',
  supported: 'supported',
  not_applicable: 'not_applicable',
};

/** What leads to items. */
export interface Wanted {
  by: string;
  value: string;
  what: 'counted' | 'holds' | 'error' | 'omitted';
  id?: string;
  words: string;
}

export function query(wanted: Wanted, after: string | null): string {
  const parts = new URLSearchParams({ by: wanted.by, value: wanted.value, what: wanted.what });
  if (wanted.id !== undefined) parts.set('id', wanted.id);
  if (after !== null) parts.set('after', after);
  return parts.toString();
}

/** Fewer items a group than this, and its groups are rather names of items. */
const LEAST_ITEMS = 2;

/** What tells most is shown first: the first way in which groups have several items each; all claims where there is none. */
export function usual(groupings: readonly Grouping[]): Grouping {
  const [all, ...others] = groupings;
  const tells = ({ groups }: Grouping) =>
    groups.reduce((sum, group) => sum + group.n_items, 0) >= LEAST_ITEMS * groups.length;
  return others.find(tells) ?? all!;
}

export function groupingTitle(by: string): string {
  const key = by.startsWith('metadata/') ? by.slice('metadata/'.length) : null;
  return key ?? messages.grouping[by] ?? by;
}

export function groupTitle(by: string, group: Group): string {
  if (by === 'all') return messages.all;
  return (by === 'origin' ? messages.origin[group.value] : undefined) ?? (group.title || group.value);
}

export function holding(group: Group, holds: Holds): { n: number; share: Share | null } {
  const found = group.holds.find((one) => one.holds === holds);
  return { n: found?.n ?? 0, share: found?.share ?? null };
}

export function shareWords(share: Share | null | undefined): string {
  if (!share) return messages.nothing;
  const { low, high } = share.interval;
  return messages.share(percent(share.value), percent(low), percent(high));
}

/** What the plot shows, in a sentence. */
export function finding(grouping: Grouping): string {
  const found = grouping.groups
    .filter((group) => group.n_claims > 0)
    .map((group) => ({ group, share: holding(group, 'contradicted').share?.value ?? 0 }))
    .sort((a, b) => b.share - a.share);
  const [worst, best] = [found[0], found.at(-1)];
  if (!worst || worst.share === 0) return messages.none;
  const share = percent(worst.share);
  if (worst === best || !best) return messages.finding(share, count(worst.group.n_claims));
  const title = (one: typeof worst) => groupTitle(grouping.by, one.group);
  return messages.compared(title(worst), share, title(best), percent(best.share));
}

const HEAD = ['by', 'value', 'what', 'id', 'n', 'of', 'share', 'low', 'high', 'method', 'seq'];

/** One row for each share; the server's table has the same with what they rest on. */
export function rows(report: Report, groupings: readonly Grouping[]): Cell[][] {
  const row = (
    grouping: Grouping,
    group: Group,
    what: string,
    id: string,
    n: number,
    share?: Share | null,
  ) => [
    grouping.by,
    group.value,
    what,
    id,
    n,
    share?.n ?? null,
    share?.value ?? null,
    share?.interval.low ?? null,
    share?.interval.high ?? null,
    share?.interval.method ?? null,
    report.seq,
  ];
  const of = (grouping: Grouping, group: Group): Cell[][] => [
    ...group.holds.map((one) => row(grouping, group, 'holds', one.holds, one.n, one.share)),
    ...group.errors.map((one) => row(grouping, group, 'error', one.id, one.n, one.share)),
    ...(report.omissions ? [row(grouping, group, 'omitted', '', group.n_omitting, group.omitted)] : []),
    ...group.omissions.map((one) => row(grouping, group, 'omission', one.id, one.n, one.share)),
  ];
  return [HEAD, ...groupings.flatMap((grouping) => grouping.groups.flatMap((group) => of(grouping, group)))];
}
