// Making, splitting, merging, rewording and dropping claims, as edits. Shared claims never change: own ones replace them.
import { claimSource } from '../model/corrected';
import { freshId, type Draft } from '../model/draft';
import { codePoints, TextIndex, trimmed } from '../model/text';
import { hull, oneSpeaker, shared, timeOfSpans } from '../model/timed';
import type { Claim, Item, Span, World } from '../model/types';
import type { ReplaceClaims } from './edits/replace_claims';

/** An id that no claim of the item or of the draft carries. */
export function freshClaimId(item: Item, draft: Draft): string {
  const shared = (item.claim_sets ?? []).flatMap((set) => set.claims.map((claim) => claim.id));
  return freshId('own-', [...shared, ...draft.claims.map((claim) => claim.id)]);
}

/** A claim made from words of the text, or from nothing but its own words. */
export function made(world: World, draft: Draft, spans: readonly Span[], text = ''): ReplaceClaims {
  const words = text || spans.map((span) => span.quote).join(' … ');
  const claim: Claim = {
    id: freshClaimId(world.item, draft),
    text: words.trim(),
    spans,
    parents: [],
    from: [],
    ...timeOfSpans(world, spans),
  };
  return { kind: 'replace_claims', drop: [], remove: [], add: [claim], heirs: {} };
}

/** Two claims in the place of one, cut at a position in the text (code points). Nothing where the cut is outside. */
export function split(world: World, draft: Draft, claim: Claim, at: number): ReplaceClaims | null {
  const source = claimSource(world);
  if (!source) return null;
  const index = new TextIndex(source.text);
  const before = cut(index, claim, -Infinity, at);
  const after = cut(index, claim, at, Infinity);
  if (before.length === 0 || after.length === 0) return null;
  const half = (spans: readonly Span[]) => heir(world, draft, [claim], spans);
  const times = claim.time ? shared(claim.time, length(before), length(after)) : null;
  const first = { ...half(before), ...(times && { time: times[0] }) };
  const second = { ...half(after), id: next(first.id), ...(times && { time: times[1] }) };
  return replaced(draft, [claim], [first, second], {});
}

/** One claim in the place of two; it keeps the verdict of the first. */
export function merged(world: World, draft: Draft, first: Claim, second: Claim): ReplaceClaims {
  const spans = joined(world, [...(first.spans ?? []), ...(second.spans ?? [])]);
  const claim = {
    ...heir(world, draft, [first, second], spans),
    text: `${first.text} ${second.text}`.trim(),
    ...together(first, second),
  };
  const adjacent = spans.length === 1 && spans[0] ? { ...claim, text: spans[0].quote } : claim;
  return replaced(draft, [first, second], [adjacent], { [first.id]: adjacent.id });
}

/** Both are said from the beginning of one to the end of the other, by one person where it is one. */
function together(first: Claim, second: Claim): Pick<Claim, 'time' | 'speaker'> {
  const time = hull([first.time, second.time]);
  const speaker = oneSpeaker([first.speaker, second.speaker]);
  return { ...(time && { time }), ...(first.speaker !== second.speaker && { speaker }) };
}

/** The same claim in other words, as an own one with the same verdict. */
export function reworded(world: World, draft: Draft, claim: Claim, text: string): ReplaceClaims {
  const own = { ...heir(world, draft, [claim], claim.spans ?? []), text };
  return replaced(draft, [claim], [own], { [claim.id]: own.id });
}

export function dropped(draft: Draft, claim: Claim): ReplaceClaims {
  return replaced(draft, [claim], [], {});
}

function replaced(
  draft: Draft,
  claims: readonly Claim[],
  add: readonly Claim[],
  heirs: Readonly<Record<string, string>>,
): ReplaceClaims {
  const own = (claim: Claim) => draft.claims.some((other) => other.id === claim.id);
  return {
    kind: 'replace_claims',
    drop: claims.filter((claim) => !own(claim)).map((claim) => claim.id),
    remove: claims.filter(own).map((claim) => claim.id),
    add,
    heirs,
  };
}

/** A new claim that comes from others: it names the shared ones and keeps kind, parents and attributes of the first. */
function heir(world: World, draft: Draft, claims: readonly Claim[], spans: readonly Span[]): Claim {
  const own = (claim: Claim) => draft.claims.some((other) => other.id === claim.id);
  const from = claims.flatMap((claim) => (own(claim) ? (claim.from ?? []) : [claim.id]));
  const parents = claims.flatMap((claim) => claim.parents ?? []);
  const ids = claims.map((claim) => claim.id);
  return {
    ...claims[0],
    id: freshClaimId(world.item, draft),
    text: spans.map((span) => span.quote).join(' … '),
    spans,
    parents: [...new Set(parents)].filter((id) => !ids.includes(id)),
    from: [...new Set(from)],
  };
}

/** The parts of a claim's spans between two positions, without white space at their ends. */
function cut(index: TextIndex, claim: Claim, from: number, to: number): Span[] {
  return (claim.spans ?? []).flatMap((span) => {
    const [low, high] = [Math.max(span.start, from), Math.min(span.end, to)];
    if (low >= high) return [];
    const [start, end] = trimmed(index.text, index.toUnits(low), index.toUnits(high));
    const found = index.span(start, end);
    return found ? [found] : [];
  });
}

/** Spans in order, with those put together that only white space parts. */
function joined(world: World, spans: readonly Span[]): Span[] {
  const source = claimSource(world);
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  if (!source) return sorted;
  const index = new TextIndex(source.text);
  const found: Span[] = [];
  for (const span of sorted) {
    const last = found.at(-1);
    const gap = last ? source.text.slice(index.toUnits(last.end), index.toUnits(span.start)) : 'x';
    if (last && gap.trim() === '') {
      const [start] = index.range(last);
      const end = Math.max(index.toUnits(last.end), index.toUnits(span.end));
      const both = index.span(start, end);
      if (both) found[found.length - 1] = both;
    } else {
      found.push(span);
    }
  }
  return found;
}

const length = (spans: readonly Span[]) => spans.reduce((sum, { quote }) => sum + codePoints(quote), 0);

function next(id: string): string {
  return id.replace(/\d+$/, (digits) => String(Number(digits) + 1));
}
