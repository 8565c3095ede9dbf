// A caret in a text that is read, not written: where the keys move it.
import {
  nextGrapheme,
  nextWord,
  previousGrapheme,
  previousWord,
  snapped,
  trimmed,
  wordAt,
} from '../../model/text';

export interface Caret {
  /** Where the selection began. */
  readonly anchor: number;
  /** Where it ends now; UTF-16 units, like the anchor. */
  readonly focus: number;
}

export interface CaretKey {
  readonly key: string;
  readonly shift: boolean;
  readonly word: boolean;
  readonly rtl: boolean;
}

/** The caret after a key; nothing when the key does not move it. Up and down need the page and are not here. */
export function moved(text: string, caret: Caret, { key, shift, word, rtl }: CaretKey): Caret | null {
  const to = target(text, caret, key, shift, word, rtl);
  return to === null ? null : { anchor: shift ? caret.anchor : to, focus: to };
}

function target(text: string, caret: Caret, key: string, shift: boolean, word: boolean, rtl: boolean) {
  const [low, high] = range(caret);
  const collapses = !shift && low !== high;
  switch (key) {
    case rtl ? 'ArrowLeft' : 'ArrowRight':
      if (word) return nextWord(text, caret.focus);
      return collapses ? high : nextGrapheme(text, caret.focus);
    case rtl ? 'ArrowRight' : 'ArrowLeft':
      if (word) return previousWord(text, caret.focus);
      return collapses ? low : previousGrapheme(text, caret.focus);
    case 'Home':
      return word ? 0 : text.lastIndexOf('\n', caret.focus - 1) + 1;
    case 'End': {
      const line = text.indexOf('\n', caret.focus);
      return word || line < 0 ? text.length : line;
    }
    default:
      return null;
  }
}

export function range(caret: Caret): [start: number, end: number] {
  return [Math.min(caret.anchor, caret.focus), Math.max(caret.anchor, caret.focus)];
}

/** What is taken when something is made of the selection: whole graphemes without outer white space, else the word. */
export function taken(text: string, caret: Caret): [start: number, end: number] | null {
  const [low, high] = range(caret);
  if (low === high) return wordAt(text, low);
  const [start, end] = trimmed(text, low, high);
  return start < end ? snapped(text, start, end) : null;
}
