// The claims of a previewed item: those that its row brings, or the text split by the rule of the design, as an import does.
import type { components } from '../../api/schema';
import type { Design, Item } from '../../api/types';
import type { Row } from './table';

type Part = components['schemas']['Part'];
type Claim = components['schemas']['Claim'];
type Span = components['schemas']['Span'];
type ClaimSet = NonNullable<Item['claim_sets']>[number];

const length = (text: string) => [...text].length;

/** The text from one code point to another, with where it lies. */
function span(text: string, start: number, end: number): Span {
  return { start, end, quote: [...text].slice(start, end).join('') };
}

function pieces(split: string | undefined, text: string): string[] {
  if (split === 'none') return [];
  if (split === 'whole') return [text];
  const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return [...sentences.segment(text)].map(({ segment }) => segment);
}

/** The claims of a text by the design's rule; white space around a claim is outside its span. */
export function ruleClaims(split: string | undefined, text: string): Claim[] {
  const found: Claim[] = [];
  let at = 0;
  for (const piece of pieces(split, text)) {
    const words = piece.trim();
    if (words !== '') {
      const start = at + length(piece) - length(piece.trimStart());
      const place = span(text, start, start + length(words));
      found.push({ id: `c${found.length + 1}`, text: words, spans: [place] });
    }
    at += length(piece);
  }
  return found;
}

/** Where the words stand, if they do so once. */
function located(text: string, words: string): Span[] {
  const at = text.indexOf(words);
  if (words === '' || at < 0 || text.indexOf(words, at + 1) >= 0) return [];
  const start = length(text.slice(0, at));
  return [span(text, start, start + length(words))];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isRange(value: unknown): value is { start: number; end: number } {
  return typeof field(value, 'start') === 'number' && typeof field(value, 'end') === 'number';
}

/** A claim as a row gives it: its words, or an object with words or a span. */
function ownClaim(value: unknown, text: string, index: number): Claim | null {
  const given = typeof value === 'string' ? { text: value } : value;
  const ranges: unknown = field(given, 'spans');
  const spans = (Array.isArray(ranges) ? ranges : [given])
    .filter(isRange)
    .map(({ start, end }) => span(text, start, end));
  const told: unknown = field(given, 'text');
  const words = typeof told === 'string' ? told : spans.map((one) => one.quote).join(' ');
  if (words.trim() === '') return null;
  const id: unknown = field(given, 'id');
  const kind: unknown = field(given, 'kind');
  return {
    id: typeof id === 'string' ? id : `c${index + 1}`,
    text: words,
    spans: spans.length > 0 ? spans : located(text, words),
    ...(typeof kind === 'string' ? { kind } : {}),
    ...(field(given, 'polarity') === 'negated' ? { polarity: 'negated' as const } : {}),
    ...(field(given, 'certainty') === 'uncertain' ? { certainty: 'uncertain' as const } : {}),
  };
}

/** What stands in the row's column of claims: a list, a list as JSON, or one claim a line. */
function given(row: Row): unknown[] {
  const claims = row['claims'];
  if (Array.isArray(claims)) return claims;
  if (typeof claims !== 'string' || claims.trim() === '') return [];
  try {
    const parsed: unknown = JSON.parse(claims);
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Lines, then.
  }
  return claims.split('\n').filter((line) => line.trim() !== '');
}

function set(slot: string, part: string, origin: ClaimSet['origin'], claims: Claim[]): ClaimSet {
  return { id: `preview.${part}`, slot, part, origin, claims };
}

/** The claim sets of an item with these slots; the row is empty where there is none. */
export function claimSets(
  design: Design,
  slots: Readonly<Record<string, readonly Part[]>>,
  row: Row,
): ClaimSet[] {
  const rules = design.claims;
  if (!rules) return [];
  const texts = (slots[rules.slot] ?? []).flatMap((part) =>
    part.content === 'text' ? [{ id: part.id, text: part.text }] : [],
  );
  const own = given(row);
  return texts.flatMap(({ id, text }): ClaimSet[] => {
    const ofPart = own.filter((claim) => String(field(claim, 'part') ?? texts[0]?.id) === id);
    const claims = ofPart.flatMap((claim, index) => ownClaim(claim, text, index) ?? []);
    if (claims.length > 0) return [set(rules.slot, id, 'imported', claims)];
    if (rules.split === 'none') return [];
    const made = ruleClaims(rules.split, text);
    // Ids are unique in an item, so they carry the part where there are several.
    const unique = texts.length > 1 ? made.map((claim) => ({ ...claim, id: `${id}.${claim.id}` })) : made;
    return [set(rules.slot, id, 'rule', unique)];
  });
}
