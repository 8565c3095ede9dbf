// Agreement from round to round: one small panel for each field, drawn by hand as SVG so that it can be saved as it is.
import { For, Show, type Component } from 'solid-js';
import type { RoundView } from '../../../api/types';
import { decimal } from '../../../ui/format';
import { Plot } from '../Plot';
import type { Cell } from '../save';
import { messages } from './messages';

const PANEL = 264;
const GAP = 28;
const LEFT = 40;
const TOP = 34;
const HEIGHT = 150;
const BOTTOM = 26;
const COLUMNS = 3;
/** Room for the number of the last round. */
const RIGHT = 36;
/** Krippendorff's: below the first, no conclusions; from the second on, reliable. */
const THRESHOLDS = [2 / 3, 0.8] as const;

interface Point {
  round: number;
  value: number;
  low: number;
  high: number;
}

interface Course {
  field: string;
  title: string;
  points: readonly Point[];
}

/** The rounds in which a field has a value, field by field. */
export function courses(rounds: readonly RoundView[]): readonly Course[] {
  const found = new Map<string, { field: string; title: string; points: Point[] }>();
  for (const round of rounds) {
    for (const one of round.fields) {
      if (one.value == null) continue;
      const course = found.get(one.field) ?? { field: one.field, title: one.title, points: [] };
      const { low, high } = one.interval ?? { low: one.value, high: one.value };
      course.points.push({ round: round.number, value: one.value, low, high });
      found.set(one.field, course);
    }
  }
  return [...found.values()];
}

/** The largest change of the last round that is more than chance, in words. */
export function finding(rounds: readonly RoundView[]): string {
  const changed = (rounds.at(-1)?.fields ?? []).flatMap(({ title, value, change }) =>
    value == null || !change ? [] : [{ title, value, change }],
  );
  if (changed.length === 0) return rounds.length > 1 ? messages.plotMany : messages.plotOne;
  const clear = changed.filter(({ change }) => change.low > 0 || change.high < 0);
  const largest = clear.sort((a, b) => Math.abs(b.change.value) - Math.abs(a.change.value))[0];
  if (!largest) return messages.same;
  const { title, value, change } = largest;
  const [from, to] = [decimal(value - change.value), decimal(value)];
  return change.value > 0 ? messages.rose(title, from, to) : messages.fell(title, from, to);
}

export const RoundPlot: Component<{ rounds: readonly RoundView[] }> = (props) => {
  const all = () => courses(props.rounds);
  const numbers = () => props.rounds.map((round) => round.number);
  const low = () => Math.min(0, ...all().flatMap(({ points }) => points.map((point) => point.low)));
  const from = () => Math.floor(low() * 5) / 5;
  const y = (value: number) => TOP + HEIGHT - ((value - from()) / (1 - from())) * HEIGHT;
  const x = (round: number) => {
    const at = numbers().indexOf(round);
    return LEFT + ((at + 0.5) / numbers().length) * (PANEL - LEFT - RIGHT);
  };
  const columns = () => Math.min(COLUMNS, Math.max(1, all().length));
  const rowsOf = () => Math.ceil(all().length / columns());
  const width = () => columns() * PANEL + (columns() - 1) * GAP;
  const row = TOP + HEIGHT + BOTTOM;
  const cells = (): Cell[][] => [
    ['round', 'field', 'agreement', 'low', 'high'],
    ...all().flatMap(({ field, points }) =>
      points.map((point): Cell[] => [point.round, field, point.value, point.low, point.high]),
    ),
  ];
  const place = (index: number) =>
    `translate(${(index % columns()) * (PANEL + GAP)} ${Math.floor(index / columns()) * row})`;
  return (
    <Plot
      title={finding(props.rounds)}
      meta={messages.plotMeta(props.rounds.length)}
      what={messages.plotWhat}
      name="rounds"
      rows={cells}
    >
      <div class="round-plot">
        <svg
          class="plot-drawing dot-plot"
          width={width()}
          height={rowsOf() * row}
          viewBox={`0 0 ${width()} ${rowsOf() * row}`}
          role="img"
          aria-label={finding(props.rounds)}
        >
          <For each={all()}>
            {(course, index) => (
              <g transform={place(index())}>
                <text class="dot-title" x={0} y={16}>
                  {course.title}
                </text>
                <For each={[from(), 0, 1].filter((tick, at, ticks) => ticks.indexOf(tick) === at)}>
                  {(tick) => (
                    <>
                      <line class="dot-grid" x1={LEFT} x2={PANEL} y1={y(tick)} y2={y(tick)} />
                      <text class="dot-tick" x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
                        {decimal(tick)}
                      </text>
                    </>
                  )}
                </For>
                <For each={THRESHOLDS}>
                  {(threshold) => (
                    <line class="dot-threshold" x1={LEFT} x2={PANEL} y1={y(threshold)} y2={y(threshold)} />
                  )}
                </For>
                <path
                  class="round-line"
                  d={course.points
                    .map(({ round, value }, at) => `${at === 0 ? 'M' : 'L'}${x(round)} ${y(value)}`)
                    .join('')}
                />
                <For each={numbers()}>
                  {(round) => (
                    <text class="dot-tick" x={x(round)} y={TOP + HEIGHT + 18} text-anchor="middle">
                      {round}
                    </text>
                  )}
                </For>
                <For each={course.points}>
                  {(point) => (
                    <g>
                      <title>{`${messages.round(point.round)}: ${decimal(point.value)} ${messages.interval(decimal(point.low), decimal(point.high))}`}</title>
                      <Show when={point.high > point.low}>
                        <line
                          class="dot-interval"
                          x1={x(point.round)}
                          x2={x(point.round)}
                          y1={y(point.low)}
                          y2={y(point.high)}
                        />
                      </Show>
                      <circle class="dot-dot" cx={x(point.round)} cy={y(point.value)} r={5} />
                      <text class="dot-number" x={x(point.round) + 9} y={y(point.value) - 7}>
                        {decimal(point.value)}
                      </text>
                    </g>
                  )}
                </For>
              </g>
            )}
          </For>
        </svg>
      </div>
    </Plot>
  );
};
