// How claims lie in time: a histogram of signed offsets with zero marked, drawn by hand as SVG so that it is saved as it is.
import { createMemo, For, type Component } from 'solid-js';
import type { PlaceAgreement } from '../../../api/types';
import { count } from '../../../ui/format';
import { Plot } from '../Plot';
import type { Cell } from '../save';
import { Measures } from './Measures';
import { messages } from './messages';
import { lag, rows } from './places';

const WIDTH = 640;
const HEIGHT = 150;
const BASE = 110;
const TOP = 12;
const SIDE = 32;

export const OffsetPlot: Component<{ field: PlaceAgreement; seq: number }> = (props) => {
  const spread = createMemo(() => props.field.offsets);
  const bins = () => spread()?.bins ?? [];
  const step = () => spread()?.step_ms ?? 1;
  const most = () => Math.max(1, ...bins().map((bin) => bin.n));
  const wide = () => (WIDTH - 2 * SIDE) / Math.max(bins().length, 8);
  const left = () => (WIDTH - wide() * bins().length) / 2;
  const x = (index: number) => left() + index * wide();
  const middle = (index: number) => x(index) + wide() / 2;
  const zero = () => bins().findIndex((bin) => bin.at_ms === 0);
  const tall = (n: number) => ((BASE - TOP) * n) / most();
  /** Both ends and zero, where they do not touch each other. */
  const ticks = () => {
    const last = bins().length - 1;
    const ends = [0, last].filter((index) => Math.abs(middle(index) - middle(zero())) > 60);
    return [...ends, zero()].filter((index) => index >= 0);
  };
  const table = (): Cell[][] => [
    ...rows([props.field], props.seq),
    ['offset_ms', 'n'],
    ...bins().map((bin): Cell[] => [bin.at_ms, bin.n]),
  ];
  return (
    <Plot
      title={messages.offsets(lag(spread()?.median_ms ?? 0))}
      meta={messages.offsetsMeta(
        count(spread()?.n ?? 0),
        count(spread()?.n_shared ?? 0),
        count(spread()?.n_single ?? 0),
      )}
      what={messages.offsetsWhat}
      name="offsets"
      rows={table}
    >
      <div class="table-scroll">
        <svg
          class="plot-drawing offset-plot"
          width={WIDTH}
          height={HEIGHT}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={messages.offsetsAxis}
        >
          <For each={bins()}>
            {(bin, index) => (
              <rect
                class="offset-bar"
                x={x(index()) + 0.5}
                y={BASE - tall(bin.n)}
                width={Math.max(1, wide() - 1)}
                height={tall(bin.n)}
              >
                <title>
                  {messages.bin(count(bin.at_ms - step() / 2), count(bin.at_ms + step() / 2), count(bin.n))}
                </title>
              </rect>
            )}
          </For>
          <line class="dot-grid" x1={SIDE} x2={WIDTH - SIDE} y1={BASE} y2={BASE} />
          <line
            class="dot-threshold offset-zero"
            x1={middle(zero())}
            x2={middle(zero())}
            y1={TOP - 6}
            y2={BASE + 4}
          />
          <For each={ticks()}>
            {(index) => (
              <text class="dot-tick" x={middle(index)} y={BASE + 18} text-anchor="middle">
                {count(bins()[index]?.at_ms ?? 0)}
              </text>
            )}
          </For>
          <text class="dot-tick" x={WIDTH / 2} y={HEIGHT - 6} text-anchor="middle">
            {messages.offsetsAxis}
          </text>
        </svg>
      </div>
      <Measures fields={[props.field]} />
    </Plot>
  );
};
