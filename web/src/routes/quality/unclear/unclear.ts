// What people disagree about, as plain values.
import type { components } from '../../../api/schema';
import { percent } from '../../../ui/format';
import type { Dot } from '../DotPlot';
import type { Cell } from '../save';
import { messages } from './messages';

type Schemas = components['schemas'];
export type Report = Schemas['LabelsReport'];
export type Label = Schemas['LabelView'];
export type Criterion = Schemas['CriterionView'];
export type Discussion = Schemas['DiscussionView'];
type Share = Schemas['ShareView'];

/** What leads to units. */
export interface Wanted {
  field: string;
  label: string | null;
  words: string;
}

export function query(wanted: Wanted, after: string | null): string {
  const parts = new URLSearchParams({ field: wanted.field });
  if (wanted.label !== null) parts.set('label', wanted.label);
  if (after !== null) parts.set('after', after);
  return parts.toString();
}

export function shareWords(share: Share | null | undefined): string {
  if (!share) return messages.nothing;
  return messages.share(percent(share.value), percent(share.interval.low), percent(share.interval.high));
}

function dot(id: string, title: string, share: Share | null | undefined): Dot {
  return {
    id,
    title,
    value: share?.value ?? null,
    low: share?.interval.low ?? null,
    high: share?.interval.high ?? null,
    why: messages.nothing,
  };
}

/** More than this are in the table only. */
export const MOST_DOTS = 12;

export function labelName(one: Label): string {
  return `${one.title || one.label} (${one.field_title})`;
}

export function labelDots(report: Report): Dot[] {
  return report.labels
    .slice(0, MOST_DOTS)
    .map((one) => dot(`${one.field}/${one.label}`, labelName(one), one.specific));
}

export function criterionDots(report: Report): Dot[] {
  return report.criteria.map((one) => dot(one.field, one.title, one.agreement));
}

export function labelRows(report: Report): Cell[][] {
  return [
    ['field', 'label', 'specific', 'low', 'high', 'alpha', 'units', 'split', 'ratings', 'seq'],
    ...report.labels.map((one): Cell[] => [
      one.field,
      one.label,
      one.specific?.value ?? null,
      one.specific?.interval.low ?? null,
      one.specific?.interval.high ?? null,
      one.alpha ?? null,
      one.n_units,
      one.n_split,
      one.n_ratings,
      report.seq,
    ]),
  ];
}

export function criterionRows(report: Report): Cell[][] {
  return [
    ['field', 'agreement', 'low', 'high', 'units', 'split', 'seq'],
    ...report.criteria.map((one): Cell[] => [
      one.field,
      one.agreement?.value ?? null,
      one.agreement?.interval.low ?? null,
      one.agreement?.interval.high ?? null,
      one.n_units,
      one.n_split,
      report.seq,
    ]),
  ];
}
