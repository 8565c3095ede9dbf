// The ticks of the ruler: steps that people count in, from a millisecond to hours.
import type { TimeView } from './contract';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A step with a label, and how many parts it is divided into. */
const STEPS: readonly (readonly [stepMs: number, parts: number])[] = [
  [1, 1],
  [2, 2],
  [5, 5],
  [10, 10],
  [20, 4],
  [50, 5],
  [100, 10],
  [200, 4],
  [500, 5],
  [SECOND, 10],
  [2 * SECOND, 4],
  [5 * SECOND, 5],
  [10 * SECOND, 10],
  [15 * SECOND, 3],
  [30 * SECOND, 6],
  [MINUTE, 6],
  [2 * MINUTE, 4],
  [5 * MINUTE, 5],
  [10 * MINUTE, 10],
  [15 * MINUTE, 3],
  [30 * MINUTE, 6],
  [HOUR, 6],
  [2 * HOUR, 4],
  [6 * HOUR, 6],
  [12 * HOUR, 12],
  [24 * HOUR, 24],
];

/** Labels stand at least this far apart. */
const ROOM_PX = 84;

export interface Ticks {
  /** Times with a label. */
  readonly majors: readonly number[];
  /** Times in between; those with a label are not among them. */
  readonly minors: readonly number[];
  label(ms: number): string;
}

export function ticks(view: TimeView, widthPx: number): Ticks {
  const least = view.msPerPx * ROOM_PX;
  const [step, parts] = STEPS.find(([each]) => each >= least) ?? STEPS.at(-1)!;
  const endMs = view.startMs + widthPx * view.msPerPx;
  const small = step / parts;
  const majors: number[] = [];
  const minors: number[] = [];
  for (let n = Math.ceil(view.startMs / small); n * small <= endMs; n += 1) {
    (n % parts === 0 ? majors : minors).push(n * small);
  }
  return { majors, minors, label: (ms) => label(ms, step, endMs) };
}

/** As many places as the step needs: `1:02:03`, `02:03`, `02:03.5`, `02:03.450`. */
function label(ms: number, step: number, endMs: number): string {
  const sign = ms < 0 ? '−' : '';
  const whole = Math.abs(Math.round(ms));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = Math.floor(whole / HOUR);
  const long = hours > 0 || endMs >= HOUR;
  const head = long ? `${hours}:${two((whole % HOUR) / MINUTE)}` : two((whole % HOUR) / MINUTE);
  const digits = step >= SECOND ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3;
  const part = String(whole % SECOND)
    .padStart(3, '0')
    .slice(0, digits);
  return `${sign}${head}:${two((whole % MINUTE) / SECOND)}${part && `.${part}`}`;
}
