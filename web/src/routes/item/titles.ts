// Words for stored ids: what the design calls a verdict, an option, an error type.
import type { components } from '../../api/schema';
import type { Design, QuestionKind } from '../../api/types';
import type { Tone } from '../../ui/VerdictMark';

type Node = components['schemas']['TaxonomyNode'];

interface Titled {
  id: string;
  title?: string;
}

/** The title of an id in a list; the id itself where it has none. */
export function title(list: readonly Titled[] | undefined, id: string): string {
  return list?.find((one) => one.id === id)?.title || id;
}

function nodes(list: readonly Node[]): Titled[] {
  return list.flatMap((node) => [node, ...nodes(node.children ?? [])]);
}

/** An answer in words, whatever kind of question it belongs to. */
export function answer(kind: QuestionKind, value: unknown): string {
  const named = 'options' in kind ? kind.options : 'nodes' in kind ? nodes(kind.nodes) : [];
  const anchors = 'anchors' in kind ? (kind.anchors ?? []) : [];
  const unit = 'unit' in kind && kind.unit ? ` ${kind.unit}` : '';
  const one = (part: unknown): string => {
    if (typeof part !== 'number') return title(named, String(part));
    const anchor = anchors.find((candidate) => candidate.value === part)?.title;
    return anchor ? `${part} (${anchor})` : `${part}${unit}`;
  };
  return Array.isArray(value) ? value.map(one).join(', ') : one(value);
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
