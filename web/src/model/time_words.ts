// Stretches and offsets as people read and write them: `00:03.480 – 00:05.100`, `-1500`, `1.5 s`.
import { written } from './time';
import type { TimeScope } from './types';

/** From one to the other: `00:03.480 – 00:05.100`. */
export const stretchWords = ({ start_ms, end_ms }: TimeScope) => `${written(start_ms)} – ${written(end_ms)}`;

/** A signed number of milliseconds that somebody wrote: `-1500`, `+1,500`, `1.5 s`. */
export function readOffset(written: string): number | null {
  const plain = written.trim().replace('−', '-');
  const seconds = /^([+-]?\d+(?:[.,]\d{1,3})?)\s*s$/.exec(plain);
  if (seconds) return Math.round(Number(seconds[1]?.replace(',', '.')) * 1000);
  const found = /^([+-]?)(\d{1,3}(?:[,.'\u202f ]?\d{3})*|\d+)(?:\s*ms)?$/.exec(plain);
  if (!found) return null;
  const size = Number(found[2]?.replace(/\D/g, ''));
  return found[1] === '-' && size !== 0 ? -size : size;
}
