// A confusion matrix drawn as SVG, so that it is saved as it is seen; its cells are buttons.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { FieldAgreement } from '../../api/types';
import { count } from '../../ui/format';
import { messages } from './messages';
import { label } from './numbers';

export interface HeatProps {
  field: FieldAgreement;
  /** The two values whose items are shown, as ids. */
  chosen: { a: string; b: string } | null;
  /** Two values, by their place. */
  onCell: (a: number, b: number) => void;
}

const CELL = { width: 64, height: 36, gap: 2 };
const TEXT = 7;
/** Titles of columns stand upright where they fit above their cells, and slanted where not. */
const SLANT = 42;

/** Cut at the end where the words would be longer. */
function cut(words: string, most: number): string {
  const points = [...words];
  return points.length > most ? `${points.slice(0, most - 1).join('')}…` : words;
}

const wide = (words: string) => [...words].length * TEXT;

export const Heat: Component<HeatProps> = (props) => {
  const titles = createMemo(() => props.field.labels.map((_, index) => cut(label(props.field, index), 26)));
  const longest = () => Math.max(40, ...titles().map(wide));
  const slanted = () => longest() > CELL.width - 6;
  const left = () => longest() + 12;
  const top = () => (slanted() ? longest() * Math.sin((SLANT * Math.PI) / 180) + 20 : 24);
  const n = () => props.field.labels.length;
  const width = () => left() + n() * CELL.width + (slanted() ? longest() * 0.75 : 0);
  const height = () => top() + n() * CELL.height;
  const x = (column: number) => left() + column * CELL.width;
  const y = (row: number) => top() + row * CELL.height;
  const most = createMemo(() => Math.max(1, ...props.field.confusion.flat()));
  const strength = (value: number) => `${Math.round(75 * Math.sqrt(value / most()))}%`;
  const isChosen = (a: number, b: number) =>
    props.field.labels[a]?.id === props.chosen?.a && props.field.labels[b]?.id === props.chosen?.b;
  const words = (a: number, b: number, value: number) =>
    messages.cell(label(props.field, a), label(props.field, b), count(value));
  return (
    <div class="table-scroll" role="region" aria-label={messages.confusionWhat} tabindex={0}>
      <svg
        class="plot-drawing heat"
        width={width()}
        height={height()}
        viewBox={`0 0 ${width()} ${height()}`}
        role="group"
        aria-label={messages.matrix}
      >
        <For each={titles()}>
          {(title, index) => (
            <g aria-hidden="true">
              <text class="heat-title" x={left() - 10} y={y(index()) + CELL.height / 2 + 4} text-anchor="end">
                {title}
              </text>
              <text
                class="heat-title"
                text-anchor={slanted() ? 'start' : 'middle'}
                transform={`translate(${x(index()) + CELL.width / 2} ${top() - 8})${slanted() ? ` rotate(-${SLANT})` : ''}`}
              >
                {title}
              </text>
            </g>
          )}
        </For>
        <For each={props.field.confusion}>
          {(row, a) => (
            <For each={row}>
              {(value, b) => (
                <g
                  class="heat-cell"
                  classList={{ 'heat-same': a() === b(), 'heat-open': value > 0 }}
                  style={{ '--heat': strength(value) }}
                  transform={`translate(${x(b())} ${y(a())})`}
                >
                  <rect
                    class="heat-ground"
                    x={CELL.gap / 2}
                    y={CELL.gap / 2}
                    width={CELL.width - CELL.gap}
                    height={CELL.height - CELL.gap}
                    rx={4}
                  />
                  <text
                    class="heat-n"
                    x={CELL.width / 2}
                    y={CELL.height / 2 + 4}
                    text-anchor="middle"
                    aria-hidden="true"
                  >
                    {count(value)}
                  </text>
                  <Show when={value > 0}>
                    <rect
                      class="heat-button"
                      classList={{ 'heat-chosen': isChosen(a(), b()) }}
                      role="button"
                      aria-pressed={isChosen(a(), b())}
                      tabindex={0}
                      aria-label={words(a(), b(), value)}
                      x={CELL.gap / 2}
                      y={CELL.gap / 2}
                      width={CELL.width - CELL.gap}
                      height={CELL.height - CELL.gap}
                      rx={4}
                      onClick={() => props.onCell(a(), b())}
                      onKeyDown={(event) => {
                        if (event.key !== 'Enter' && event.key !== ' ') return;
                        event.preventDefault();
                        props.onCell(a(), b());
                      }}
                    >
                      <title>{words(a(), b(), value)}</title>
                    </rect>
                  </Show>
                </g>
              )}
            </For>
          )}
        </For>
      </svg>
    </div>
  );
};
