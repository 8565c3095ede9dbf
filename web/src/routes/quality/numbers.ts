// What the report says, as plain values: the coefficient to look at, the weakest field, the pair most often confused.
import type { AgreementReport, FieldAgreement, MetricValue } from '../../api/types';
import { decimal } from '../../ui/format';
import { messages } from './messages';

/**
 * From which value on a coefficient allows tentative and firm conclusions.
 * Krippendorff, K. (2004). Content Analysis, 2nd ed., Sage, pp. 241-243.
 */
export const TENTATIVE = 0.667;
export const RELIABLE = 0.8;

export function recommended(field: FieldAgreement): MetricValue | undefined {
  return field.metrics.find((metric) => metric.metric === field.recommended) ?? field.metrics[0];
}

export function meaning(value: number): string {
  if (value >= RELIABLE) return messages.meaning.reliable;
  return value >= TENTATIVE ? messages.meaning.tentative : messages.meaning.low;
}

/** The coefficient in words, with its interval where there is one. */
export function inWords(metric: MetricValue | undefined): string {
  if (metric?.value == null) return messages.undefinedMetric;
  const value = decimal(metric.value);
  return metric.interval
    ? messages.value(metric.title, value, decimal(metric.interval.low), decimal(metric.interval.high))
    : messages.plain(metric.title, value);
}

/** Fields whose recommended coefficient exists, the highest first. */
export function ranked(report: AgreementReport): FieldAgreement[] {
  const value = (field: FieldAgreement) => recommended(field)?.value;
  return report.fields
    .filter((field) => value(field) != null)
    .sort((a, b) => (value(b) ?? 0) - (value(a) ?? 0));
}

export interface Confused {
  a: number;
  b: number;
  /** Share of all pairs that differ. */
  share: number;
}

/** The two different values that most often meet on the same place. */
export function mostConfused(field: FieldAgreement): Confused | null {
  let best: Confused | null = null;
  let most = 0;
  let all = 0;
  field.confusion.forEach((row, a) =>
    row.forEach((n, b) => {
      if (b <= a) return;
      all += n;
      if (n > most) {
        most = n;
        best = { a, b, share: 0 };
      }
    }),
  );
  const found = best as Confused | null;
  return found && { ...found, share: most / all };
}

export function label(field: FieldAgreement, index: number): string {
  const choice = field.labels[index];
  return choice?.title || choice?.id || '';
}

/**
 * The 95 % interval of a share; keeps inside 0 to 1 for small n too.
 * Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22(158), 209-212.
 */
export function wilson(share: number, n: number): { low: number; high: number } {
  const z = 1.959964;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
