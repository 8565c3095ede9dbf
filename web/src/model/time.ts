// Times of the master clock: where places begin and end, and how times are written and read.
import type { Place, TimeScope } from './types';

/** From where to where a place reaches in time; nothing for places in what stands still. */
export function extent(place: Place): TimeScope | null {
  if (place.type === 'interval') return { start_ms: place.start_ms, end_ms: place.end_ms };
  if (place.type !== 'track') return null;
  const [first, last] = [place.keyframes[0], place.keyframes.at(-1)];
  return first && last ? { start_ms: first.time_ms, end_ms: last.time_ms } : null;
}

/** `mm:ss.mmm`, with hours in front where there are any. */
export function written(ms: number): string {
  const whole = Math.round(Math.abs(ms));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = Math.floor(whole / 3_600_000);
  const rest = `${two((whole / 60_000) % 60)}:${two((whole / 1000) % 60)}.${String(whole % 1000).padStart(3, '0')}`;
  return `${ms < 0 && whole > 0 ? '−' : ''}${hours > 0 ? `${hours}:` : ''}${rest}`;
}

/** How long something takes, in few characters: `340 ms`, `2.5 s`, `1:04 min`. */
export function lasting(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}

const TIME = /^([-−+])?(?:(?:(\d+):)?(\d+):)?(\d+)(?:[.,](\d{1,3})\d*)?$/;

/** Milliseconds of `h:mm:ss.mmm`, `mm:ss.mmm` or `ss.mmm`; nothing for anything else. */
export function readTime(text: string): number | null {
  const found = TIME.exec(text.trim());
  if (!found) return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0', part = ''] = found;
  const whole = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
  const ms = whole + Number(part.padEnd(3, '0'));
  return sign === '-' || sign === '−' ? -ms : ms;
}
