// What became of the claims of each group as one bar of shares, with the interval of what is contradicted, and below it how
// many items leave something out. Drawn by hand as SVG so that it can be saved as it is.
import { createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import { count, percent } from '../../../ui/format';
import { verdictColor } from '../../../ui/VerdictMark';
import { groupTitle, holding, ORDER, shareWords, TONE, type Group, type Wanted } from './mismatch';
import { messages } from './messages';

export interface BarsProps {
  by: string;
  groups: readonly Group[];
  omissions: boolean;
  onWanted: (wanted: Wanted) => void;
}

const ROW = 62;
/** A line for the legend, and one for what the numbers are. */
const TOP = 54;
const BOTTOM = 44;
const BAR = 20;
const THIN = 8;
const NUMBER = 150;
const LETTER = 7;

function cut(words: string, width: number): string {
  const fits = Math.floor(width / LETTER);
  const points = [...words];
  return points.length > fits ? `${points.slice(0, fits - 1).join('')}…` : words;
}

export const Bars: Component<BarsProps> = (props) => {
  const [width, setWidth] = createSignal(720);
  let host: HTMLDivElement | undefined;
  onMount(() => {
    const observer = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(340, entry.contentRect.width)),
    );
    if (host) observer.observe(host);
    onCleanup(() => observer.disconnect());
  });
  const title = (group: Group) => groupTitle(props.by, group);
  const left = () => {
    const longest = Math.max(...props.groups.map((group) => [...title(group)].length)) * LETTER + 16;
    return Math.min(Math.max(90, longest), width() * 0.3);
  };
  const right = () => width() - NUMBER;
  const x = (share: number) => left() + share * (right() - left());
  const y = (index: number) => TOP + index * ROW;
  const floor = () => TOP + props.groups.length * ROW;
  const segments = (group: Group) => {
    let before = 0;
    return ORDER.map((holds) => {
      const { n } = holding(group, holds);
      const share = group.n_claims > 0 ? n / group.n_claims : 0;
      const from = before;
      before += share;
      return { holds, n, share, from };
    }).filter((segment) => segment.n > 0);
  };
  const words = (group: Group, what: string, share: number, n: number) =>
    messages.segment(title(group), what, percent(share), count(n));
  return (
    <div ref={(element) => (host = element)} class="dot-host">
      <svg
        class="plot-drawing mismatch-plot"
        width={width()}
        height={floor() + BOTTOM}
        viewBox={`0 0 ${width()} ${floor() + BOTTOM}`}
        role="img"
        aria-label={messages.axis}
      >
        <Legend left={Math.min(left(), 140)} />
        <text class="dot-tick" x={width()} y={36} text-anchor="end">
          {messages.heads}
        </text>
        <For each={[0, 0.25, 0.5, 0.75, 1]}>
          {(tick) => (
            <>
              <line class="dot-grid" x1={x(tick)} x2={x(tick)} y1={TOP - 6} y2={floor() - 6} />
              <text class="dot-tick" x={x(tick)} y={floor() + 10} text-anchor="middle">
                {percent(tick)}
              </text>
            </>
          )}
        </For>
        <text class="dot-tick" x={left()} y={floor() + 32}>
          {messages.axis}
        </text>
        <For each={props.groups}>
          {(group, index) => (
            <g>
              <text class="dot-title" x={0} y={y(index()) + 15}>
                {cut(title(group), left() - 12)}
              </text>
              <text class="dot-tick" x={0} y={y(index()) + 32}>
                {`${count(group.n_claims)} ${messages.claims.toLowerCase()}`}
              </text>
              <For each={segments(group)}>
                {(segment) => (
                  <rect
                    class="mismatch-segment"
                    fill={verdictColor(TONE[segment.holds])}
                    fill-opacity={segment.holds === 'supported' ? 0.35 : 0.85}
                    x={x(segment.from)}
                    y={y(index())}
                    width={Math.max(1, x(segment.from + segment.share) - x(segment.from) - 1)}
                    height={BAR}
                    onClick={() =>
                      props.onWanted({
                        by: props.by,
                        value: group.value,
                        what: 'holds',
                        id: segment.holds,
                        words: messages.behind(title(group), messages.holds[segment.holds]),
                      })
                    }
                  >
                    <title>{words(group, messages.holds[segment.holds], segment.share, segment.n)}</title>
                  </rect>
                )}
              </For>
              <Whisker share={holding(group, 'contradicted').share} x={x} y={y(index()) + BAR / 2} />
              <text class="dot-number" x={width()} y={y(index()) + 14} text-anchor="end">
                {shareWords(holding(group, 'contradicted').share)}
              </text>
              <Show when={props.omissions && group.omitted}>
                {(omitted) => (
                  <>
                    <rect
                      class="mismatch-omitted-ground"
                      x={x(0)}
                      y={y(index()) + BAR + 6}
                      width={x(1) - x(0)}
                      height={THIN}
                    />
                    <rect
                      class="mismatch-omitted"
                      x={x(0)}
                      y={y(index()) + BAR + 6}
                      width={Math.max(0, x(omitted().value) - x(0))}
                      height={THIN}
                      onClick={() =>
                        props.onWanted({
                          by: props.by,
                          value: group.value,
                          what: 'omitted',
                          words: messages.behind(title(group), messages.omitted),
                        })
                      }
                    >
                      <title>{words(group, messages.omitted, omitted().value, group.n_omitting)}</title>
                    </rect>
                    <Whisker share={omitted()} x={x} y={y(index()) + BAR + 6 + THIN / 2} />
                    <text class="dot-number" x={width()} y={y(index()) + BAR + 14} text-anchor="end">
                      {shareWords(omitted())}
                    </text>
                  </>
                )}
              </Show>
            </g>
          )}
        </For>
      </svg>
    </div>
  );
};

const Whisker: Component<{
  share: { interval: { low: number; high: number } } | null;
  x: (share: number) => number;
  y: number;
}> = (props) => (
  <Show when={props.share?.interval}>
    {(interval) => (
      <g class="mismatch-whisker">
        <line x1={props.x(interval().low)} x2={props.x(interval().high)} y1={props.y} y2={props.y} />
        <For each={[interval().low, interval().high]}>
          {(end) => <line x1={props.x(end)} x2={props.x(end)} y1={props.y - 4} y2={props.y + 4} />}
        </For>
      </g>
    )}
  </Show>
);

/** Which colour says what, inside of the drawing, so that it is saved along. */
const Legend: Component<{ left: number }> = (props) => {
  const place = (index: number) =>
    ORDER.slice(0, index).reduce((at, holds) => at + 30 + messages.holds[holds].length * 6.4, props.left);
  return (
    <For each={ORDER}>
      {(holds, index) => (
        <g>
          <rect
            x={place(index())}
            y={4}
            width={12}
            height={12}
            rx={2}
            fill={verdictColor(TONE[holds])}
            fill-opacity={holds === 'supported' ? 0.35 : 0.85}
          />
          <text class="dot-tick" x={place(index()) + 17} y={14}>
            {messages.holds[holds]}
          </text>
        </g>
      )}
    </For>
  );
};
