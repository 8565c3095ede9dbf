// Dots with their intervals on one axis, drawn by hand as SVG so that it can be saved as it is.
import { createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import { decimal } from '../../ui/format';

export interface Dot {
  id: string;
  title: string;
  /** Null when it is not defined; then `why` says so. */
  value: number | null;
  low: number | null;
  high: number | null;
  why?: string;
}

export interface Threshold {
  value: number;
  title: string;
}

export interface DotPlotProps {
  dots: readonly Dot[];
  axis: string;
  thresholds?: readonly Threshold[];
}

const ROW = 34;
const TOP = 22;
const BOTTOM = 40;
const NUMBER = 124;
const TEXT = 7;

/** Cut at the end where the words would run into the plot. */
function cut(words: string, width: number): string {
  const fits = Math.floor(width / TEXT);
  const points = [...words];
  return points.length > fits ? `${points.slice(0, fits - 1).join('')}…` : words;
}

function numbers(dot: Dot): string {
  if (dot.value === null) return '';
  const value = decimal(dot.value);
  return dot.low === null || dot.high === null
    ? value
    : `${value} [${decimal(dot.low)}, ${decimal(dot.high)}]`;
}

export const DotPlot: Component<DotPlotProps> = (props) => {
  const [width, setWidth] = createSignal(720);
  let host: HTMLDivElement | undefined;
  onMount(() => {
    const observer = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(320, entry.contentRect.width)),
    );
    if (host) observer.observe(host);
    onCleanup(() => observer.disconnect());
  });
  /** As wide as the longest title, within a third of the plot. */
  const left = () => {
    const longest = Math.max(...props.dots.map((dot) => [...dot.title].length)) * TEXT + 16;
    return Math.min(Math.max(140, longest), width() * 0.36);
  };
  const right = () => width() - NUMBER - 16;
  const low = () => Math.min(0, ...props.dots.map((dot) => dot.low ?? dot.value ?? 0));
  const from = () => Math.floor(low() * 5) / 5;
  /** Error rates can exceed 1. */
  const to = () =>
    Math.ceil(Math.max(1, ...props.dots.map((dot) => dot.high ?? dot.value ?? 0)) * 5 - 1e-9) / 5;
  const x = (value: number) => left() + ((value - from()) / (to() - from())) * (right() - left());
  const ticks = () => {
    const first = from();
    const step = to() - first > 2 ? (to() - first) / 5 : 0.2;
    const n = Math.round((to() - first) / step);
    return Array.from({ length: n + 1 }, (_, index) => first + step * index);
  };
  const height = () => TOP + props.dots.length * ROW + BOTTOM;
  const y = (index: number) => TOP + index * ROW + ROW / 2;
  const floor = () => TOP + props.dots.length * ROW;
  return (
    <div ref={(element) => (host = element)} class="dot-host">
      <svg
        class="plot-drawing dot-plot"
        width={width()}
        height={height()}
        viewBox={`0 0 ${width()} ${height()}`}
        role="img"
        aria-label={props.axis}
      >
        <For each={ticks()}>
          {(tick) => (
            <>
              <line class="dot-grid" x1={x(tick)} x2={x(tick)} y1={TOP} y2={floor()} />
              <text class="dot-tick" x={x(tick)} y={floor() + 16} text-anchor="middle">
                {decimal(tick)}
              </text>
            </>
          )}
        </For>
        <text class="dot-tick" x={(left() + right()) / 2} y={floor() + 34} text-anchor="middle">
          {props.axis}
        </text>
        <For each={props.thresholds ?? []}>
          {(threshold, index) => (
            <>
              <line
                class="dot-threshold"
                x1={x(threshold.value)}
                x2={x(threshold.value)}
                y1={TOP - 6}
                y2={floor()}
              />
              <text
                class="dot-tick"
                x={x(threshold.value)}
                y={TOP - 9}
                text-anchor={index() === 0 ? 'end' : 'start'}
              >
                {threshold.title}
              </text>
            </>
          )}
        </For>
        <For each={props.dots}>
          {(dot, index) => (
            <g>
              <title>{`${dot.title}: ${dot.value === null ? (dot.why ?? '') : numbers(dot)}`}</title>
              <text class="dot-title" x={0} y={y(index()) + 4}>
                {cut(dot.title, left() - 12)}
              </text>
              <Show
                when={dot.value !== null}
                fallback={
                  <text class="dot-tick" x={left() + 4} y={y(index()) + 4}>
                    {cut(dot.why ?? '', width() - left())}
                  </text>
                }
              >
                <Show when={dot.low !== null && dot.high !== null}>
                  <line
                    class="dot-interval"
                    x1={x(dot.low ?? 0)}
                    x2={x(dot.high ?? 0)}
                    y1={y(index())}
                    y2={y(index())}
                  />
                </Show>
                <circle class="dot-dot" cx={x(dot.value ?? 0)} cy={y(index())} r={5} />
                <text class="dot-number" x={width()} y={y(index()) + 4} text-anchor="end">
                  {numbers(dot)}
                </text>
              </Show>
            </g>
          )}
        </For>
      </svg>
    </div>
  );
};
