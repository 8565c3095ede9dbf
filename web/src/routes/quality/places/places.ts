// What the report on places says, as plain values: which measures count agreement and which count errors, and in which words.
import type { PlaceAgreement, PlaceMetric } from '../../../api/types';
import { count, decimal } from '../../../ui/format';
import type { Dot } from '../DotPlot';
import type { Cell } from '../save';
import { messages } from './messages';

type Difference = PlaceAgreement['words'][number];

export function first(field: PlaceAgreement): PlaceMetric | undefined {
  return field.metrics[0];
}

/** Those whose first measure is a share that agrees; offsets are told by their own plot. */
export function agreeing(fields: readonly PlaceAgreement[]): PlaceAgreement[] {
  return fields.filter((field) => first(field)?.perfect === 1);
}

/** Those whose first measure is a rate of errors. */
export function erring(fields: readonly PlaceAgreement[]): PlaceAgreement[] {
  return fields.filter((field) => first(field)?.perfect === 0 && first(field)?.unit == null);
}

export function dot(field: PlaceAgreement): Dot {
  const metric = first(field);
  return {
    id: field.field,
    title: field.title,
    value: metric?.value ?? null,
    low: metric?.interval?.low ?? null,
    high: metric?.interval?.high ?? null,
    why: messages.undefined(metric?.undefined ?? ''),
  };
}

/** Those with a value, the highest first. */
export function ranked(fields: readonly PlaceAgreement[]): PlaceAgreement[] {
  const value = (field: PlaceAgreement) => first(field)?.value;
  return fields.filter((field) => value(field) != null).sort((a, b) => (value(b) ?? 0) - (value(a) ?? 0));
}

/** A value with its unit. */
export function inUnit(metric: Pick<PlaceMetric, 'unit'>, value: number): string {
  return metric.unit === 'ms' ? messages.ms(count(Math.round(value))) : decimal(value);
}

/** A difference of wording; against a reference its direction has a meaning. */
export function difference(found: Difference, reference: boolean): string {
  const { one, two } = found;
  if (one != null && two != null)
    return reference ? messages.misheard(one, two) : messages.substituted(one, two);
  if (one != null) return reference ? messages.missing(one) : messages.onlyOne(one);
  return messages.added(two ?? '');
}

export function isReference(field: PlaceAgreement): boolean {
  return field.field.startsWith('reference/');
}

/** An offset in words: how much too late or too early. */
export function lag(ms: number): string {
  const size = messages.ms(count(Math.abs(Math.round(ms))));
  if (Math.round(ms) === 0) return messages.inTime;
  return ms > 0 ? messages.late(size) : messages.early(size);
}

export function rows(fields: readonly PlaceAgreement[], seq: number): Cell[][] {
  const head = [
    'field',
    'metric',
    'value',
    'low',
    'high',
    'unit',
    'undefined',
    'pairs',
    'items',
    'annotators',
    'seq',
  ];
  const lines = fields.flatMap((field) =>
    field.metrics.flatMap((metric) => {
      const rest: Cell[] = [field.n_pairs, field.n_items, field.n_annotators, seq];
      const own: Cell[] = [
        field.field,
        metric.metric,
        metric.value ?? null,
        metric.interval?.low ?? null,
        metric.interval?.high ?? null,
        metric.unit ?? null,
        metric.undefined ?? null,
        ...rest,
      ];
      const parts = metric.parts.map((part): Cell[] => {
        return [
          field.field,
          `${metric.metric}.${part.name}`,
          part.value ?? null,
          null,
          null,
          null,
          null,
          ...rest,
        ];
      });
      return [own, ...parts];
    }),
  );
  return [head, ...lines];
}
