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

/** Why a verdict is what it is, in the words of the design. */
export function reasonTitle(design: Design, value: string, reason: string): string {
  return title(design.claims?.verdicts?.find((one) => one.id === value)?.reasons, reason);
}

/** `clinical significance: minor` for each axis of an error, in the order of the design. */
export function axes(design: Design, given: Readonly<Record<string, string>> | undefined): string[] {
  return (design.claims?.error_axes ?? []).flatMap((axis) => {
    const value = given?.[axis.id];
    return value === undefined ? [] : [`${axis.title || axis.id}: ${title(axis.options, value)}`];
  });
}
