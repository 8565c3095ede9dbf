// The claim source with the corrections of its errors put in, as pieces that are shown as a difference.
import { claimRows, claimSet } from './claims';
import { aspectsOf, textOf, verdictValue } from './design';
import { verdictOf, type Draft, type DraftError } from './draft';
import { TextIndex } from './text';
import type { Claim, Span, World } from './types';

export interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

interface Correction {
  readonly span: Span;
  readonly words: string;
}

/** The words that a correction replaces: its own span, else the only span of its claim. */
export function correctedSpan(claim: Claim, error: Pick<DraftError, 'span'>): Span | null {
  if (error.span) return error.span;
  return claim.spans?.length === 1 ? (claim.spans[0] ?? null) : null;
}

/** The text that claims are made of. */
export function claimSource(world: World): { slot: string; part: string; text: string } | null {
  const set = claimSet(world);
  const slot = set?.slot ?? world.design.claims?.slot;
  if (!slot) return null;
  const part = set?.part ?? world.item.slots[slot]?.[0]?.id ?? '0';
  const text = textOf(world.item, slot, part);
  return text === undefined ? null : { slot, part, text };
}

/** Nothing while no correction changes the text, or while two of them touch the same words. */
export function corrected(world: World, draft: Draft): readonly Piece[] | null {
  const source = claimSource(world);
  const all = corrections(world, draft);
  if (!source || all.length === 0 || overlaps(all)) return null;
  const index = new TextIndex(source.text);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { span, words } of all) {
    const [start, end] = index.range(span);
    pieces.push({ kind: 'same', text: source.text.slice(at, start) });
    pieces.push({ kind: 'gone', text: source.text.slice(start, end) });
    pieces.push({ kind: 'new', text: words });
    at = end;
  }
  pieces.push({ kind: 'same', text: source.text.slice(at) });
  return pieces.filter((piece) => piece.text !== '');
}

/** Whether two corrections touch the same words, which the server refuses. */
export function correctionsOverlap(world: World, draft: Draft): boolean {
  return overlaps(corrections(world, draft));
}

function overlaps(sorted: readonly Correction[]): boolean {
  return sorted.some((correction, index) => {
    const before = sorted[index - 1];
    return before !== undefined && (correction.span.start < before.span.end || same(before, correction));
  });
}

const same = (a: Correction, b: Correction) => a.span.start === b.span.start && a.span.end === b.span.end;

function corrections(world: World, draft: Draft): Correction[] {
  const rules = world.design.claims;
  if (!rules) return [];
  const found: Correction[] = [];
  for (const row of claimRows(world, draft)) {
    for (const aspect of aspectsOf(rules)) {
      const verdict = verdictOf(draft, row.claim.id, aspect.id);
      const value = verdictValue(rules, verdict?.value ?? null);
      if (!verdict || !value || value.error === 'forbidden' || row.failedBy[aspect.id]) continue;
      for (const error of verdict.errors) {
        const span = correctedSpan(row.claim, error);
        const words = error.correction.trim();
        if (span && words && error.type !== null) found.push({ span, words });
      }
    }
  }
  found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return found.filter((each, index) => {
    const before = found[index - 1];
    return !before || !same(before, each) || before.words !== each.words;
  });
}
