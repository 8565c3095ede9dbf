// How fast a cue has to be read: characters a second, and whether that is too fast.
import { codePoints } from './text';
import type { TimeScope } from './types';

/** What grown-up viewers are commonly held to be able to read; faster cues are marked. */
export const FASTEST_READING = 17;

export interface ReadingSpeed {
  /** Characters a second. */
  readonly cps: number;
  readonly characters: number;
  readonly seconds: number;
  readonly tooFast: boolean;
}

/** Spaces count, line breaks and the white space around do not. Nothing for a cue that takes no time. */
export function readingSpeed(text: string, { start_ms, end_ms }: TimeScope): ReadingSpeed | null {
  const seconds = (end_ms - start_ms) / 1000;
  if (seconds <= 0) return null;
  const characters = codePoints(text.trim().replace(/\s*[\r\n]+\s*/g, ' '));
  const cps = characters / seconds;
  return { cps, characters, seconds, tooFast: cps > FASTEST_READING };
}
