// Words for stored ids: what the design calls a verdict, an option, an error type.
import type { Design } from '../../api/types';
import type { Tone } from '../../ui/VerdictMark';

interface Titled {
  id: string;
  title?: string;
}

/** The title of an id in a list; the id itself where it has none. */
export function title(list: readonly Titled[] | undefined, id: string): string {
  return list?.find((one) => one.id === id)?.title || id;
}

export interface VerdictWords {
  title: string;
  tone: Tone;
}

export function verdict(design: Design, value: string): VerdictWords {
  const found = design.claims?.verdicts?.find((one) => one.id === value);
  return { title: found?.title || value, tone: found?.tone ?? 'neutral' };
}

export function severity(design: Design, value: number): string {
  return design.claims?.severities?.find((one) => one.value === value)?.title ?? String(value);
}
