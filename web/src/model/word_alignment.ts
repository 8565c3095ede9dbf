// Two texts word by word: what is the same, put in place of something else, left out or added; and the error rate.

export interface Word {
  /** As it stands in its text. */
  readonly written: string;
  /** What is compared. */
  readonly spoken: string;
}

export type Step =
  | { readonly kind: 'same' | 'substituted'; readonly reference: Word; readonly other: Word }
  /** Only the reference has it. */
  | { readonly kind: 'deleted'; readonly reference: Word }
  /** Only the other has it. */
  | { readonly kind: 'inserted'; readonly other: Word };

export interface Edits {
  readonly same: number;
  readonly substituted: number;
  readonly deleted: number;
  readonly inserted: number;
}

/**
 * The words that are spoken: lower case, and only letters, digits and apostrophes and hyphens inside of words. The rule
 * `letters_and_digits` of the word error rate on the quality page.
 */
export function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const [written] of text.matchAll(/[\p{Alphabetic}\p{N}'’-]+/gu)) {
    const lower = written.toLowerCase().replace(/^[^\p{Alphabetic}\p{N}]+|[^\p{Alphabetic}\p{N}]+$/gu, '');
    if (lower !== '') found.push({ written, spoken: lower.replaceAll('’', "'") });
  }
  return found;
}

export function editsOf(steps: readonly Step[]): Edits {
  const edits = { same: 0, substituted: 0, deleted: 0, inserted: 0 };
  for (const { kind } of steps) edits[kind] += 1;
  return edits;
}

/** Errors over words of the reference; against an empty reference, the number of words that should not be there. */
export function errorRate({ same, substituted, deleted, inserted }: Edits): number {
  return (substituted + deleted + inserted) / Math.max(1, same + substituted + deleted);
}

/** Errors first, then fewer words in common: one number a cell orders both. */
const ERROR = 2 ** 26;

/** Cells beyond which two texts are not compared at once; a table of this size takes 64 MB for a moment. */
const LARGEST = 64_000_000;

/**
 * The alignment with the fewest substitutions, deletions and insertions, from first to last; among equal ones the one
 * with most words in common. Nothing where both differ over more words than a browser can compare.
 */
export function align(reference: readonly Word[], other: readonly Word[]): Step[] | null {
  // Common ends are common in a best alignment too, and most texts have long ones.
  const equal = (a: Word | undefined, b: Word | undefined) => a !== undefined && a.spoken === b?.spoken;
  let head = 0;
  while (head < other.length && equal(reference[head], other[head])) head += 1;
  let tail = 0;
  const shorter = Math.min(reference.length, other.length) - head;
  while (tail < shorter && equal(reference.at(-1 - tail), other.at(-1 - tail))) tail += 1;
  const middleA = reference.slice(head, reference.length - tail);
  const middleB = other.slice(head, other.length - tail);
  if ((middleA.length + 1) * (middleB.length + 1) > LARGEST) return null;
  const same = (a: readonly Word[], b: readonly Word[]) =>
    a.map((word, index): Step => ({ kind: 'same', reference: word, other: b[index] ?? word }));
  return [
    ...same(reference.slice(0, head), other.slice(0, head)),
    ...middle(middleA, middleB),
    ...same(reference.slice(reference.length - tail), other.slice(other.length - tail)),
  ];
}

const SAME = 1;
const ACROSS = 2;
const UP = 3;
const LEFT = 4;

function middle(a: readonly Word[], b: readonly Word[]): Step[] {
  const width = b.length + 1;
  const from = new Uint8Array((a.length + 1) * width).fill(LEFT, 1, width);
  const costs = Float64Array.from({ length: width }, (_, j) => j * ERROR + j);
  for (let i = 0; i < a.length; i += 1)
    fillRow(a[i], b, costs, from.subarray((i + 1) * width, (i + 2) * width));
  const steps: Step[] = [];
  for (let i = a.length, j = b.length; i > 0 || j > 0;) {
    const how = from[i * width + j];
    if (how !== LEFT) i -= 1;
    if (how !== UP) j -= 1;
    const [mine, theirs] = [a[i], b[j]];
    if (how === UP && mine) steps.push({ kind: 'deleted', reference: mine });
    else if (how === LEFT && theirs) steps.push({ kind: 'inserted', other: theirs });
    else if (mine && theirs) {
      steps.push({ kind: how === SAME ? 'same' : 'substituted', reference: mine, other: theirs });
    }
  }
  return steps.reverse();
}

/** One word of the reference against every word of the other; `costs` holds the row above before, this one after. */
function fillRow(word: Word | undefined, b: readonly Word[], costs: Float64Array, row: Uint8Array): void {
  let diagonal = costs[0] ?? 0;
  costs[0] = diagonal + ERROR + 1;
  row[0] = UP;
  for (let j = 0; j < b.length; j += 1) {
    const isSame = word?.spoken === b[j]?.spoken;
    // A substitution uses a word of each text without gain, an insertion or deletion one of them.
    const across = diagonal + (isSame ? 0 : ERROR + 2);
    diagonal = costs[j + 1] ?? 0;
    const [up, left] = [diagonal + ERROR + 1, (costs[j] ?? 0) + ERROR + 1];
    const best = Math.min(across, up, left);
    costs[j + 1] = best;
    row[j + 1] = best === across ? (isSame ? SAME : ACROSS) : best === up ? UP : LEFT;
  }
}
