// A design as a small drawing: its pictures, texts, claims with verdicts, labels and scales.
import { For, Show, type Component } from 'solid-js';
import type { Design, Question } from '../../api/types';
import { VERDICT_SHAPES, verdictColor } from '../../ui/VerdictMark';
import { PALETTE } from '../design/changes';

const WIDTH = 320;
const HEIGHT = 180;
const GAP = 8;
const LEFT = 168;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Panes of equal width, side by side. */
function panes(n: number, inside: Box): Box[] {
  const width = (inside.width - GAP * (n - 1)) / n;
  return Array.from({ length: n }, (_, index) => ({ ...inside, x: inside.x + index * (width + GAP), width }));
}

/** How many dots a question is drawn with. */
function dots(question: Question): number {
  if ('options' in question) return Math.min(5, question.options.length);
  return 'anchors' in question ? 5 : 0;
}

export const TemplatePicture: Component<{ design: Design }> = (props) => {
  const slots = () => props.design.slots;
  const pictures = () => slots().filter((slot) => slot.kind === 'image').length;
  const texts = () => slots().length - pictures();
  const verdicts = () => (props.design.claims?.verdicts ?? []).slice(0, 3);
  const labels = () => (props.design.ontology?.labels ?? []).slice(0, 6);
  const left = (): Box => ({ x: 12, y: 12, width: LEFT - 20, height: labels().length > 0 ? 134 : 156 });
  return (
    <svg
      class="template-picture"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      preserveAspectRatio="xMidYMid slice"
    >
      <Show when={pictures() > 0} fallback={<Lines box={left()} rows={9} strong />}>
        <For each={panes(pictures(), left())}>
          {(box) => <Picture box={box} labelled={labels().length > 0} />}
        </For>
      </Show>
      <For each={labels()}>
        {(label, index) => (
          <rect
            x={12 + index() * 25}
            y={156}
            width={20}
            height={10}
            rx={3}
            fill={label.color ?? PALETTE[index() % PALETTE.length]}
          />
        )}
      </For>
      <Show when={texts() > 0 && pictures() > 0}>
        <Lines box={{ x: LEFT + 4, y: 14, width: 136, height: 26 }} rows={2} strong />
      </Show>
      <For each={verdicts()}>
        {(verdict, index) => (
          <g transform={`translate(${LEFT + 4} ${54 + index() * 24})`}>
            <rect width={104 - index() * 14} height={6} y={5} rx={3} class="template-line" />
            <g transform="translate(120 0)" style={{ color: verdictColor(verdict.tone ?? 'neutral') }}>
              <rect width={16} height={16} rx={4} fill="currentColor" fill-opacity={0.16} />
              <path
                d={VERDICT_SHAPES[verdict.tone ?? 'neutral']}
                fill="none"
                stroke="currentColor"
                stroke-width={1.8}
                stroke-linecap="round"
              />
            </g>
          </g>
        )}
      </For>
      <For
        each={(props.design.questions ?? [])
          .filter((question) => dots(question) > 0)
          .slice(0, verdicts().length > 0 ? 2 : 4)}
      >
        {(question, row) => (
          <g transform={`translate(${LEFT + 4} ${(verdicts().length > 0 ? 134 : 56) + row() * 20})`}>
            <rect width={52} height={6} y={2} rx={3} class="template-line" />
            <For each={Array.from({ length: dots(question) })}>
              {(_, n) => (
                <circle
                  cx={72 + n() * 14}
                  cy={5}
                  r={4.5}
                  class={n() === 1 ? 'template-on' : 'template-off'}
                />
              )}
            </For>
          </g>
        )}
      </For>
    </svg>
  );
};

const Lines: Component<{ box: Box; rows: number; strong?: boolean }> = (props) => (
  <For each={Array.from({ length: props.rows })}>
    {(_, row) => (
      <rect
        x={props.box.x}
        y={props.box.y + row() * 15}
        width={props.box.width * (row() === props.rows - 1 ? 0.6 : 1 - (row() % 3) * 0.07)}
        height={6}
        rx={3}
        class={props.strong ? 'template-text' : 'template-line'}
      />
    )}
  </For>
);

/** A landscape, with one box where regions are drawn. */
const Picture: Component<{ box: Box; labelled: boolean }> = (props) => {
  const x = (share: number) => props.box.x + share * props.box.width;
  const y = (share: number) => props.box.y + share * props.box.height;
  const hills = () =>
    `M${x(0)} ${y(1)} V${y(0.72)} L${x(0.3)} ${y(0.45)} L${x(0.55)} ${y(0.75)} L${x(0.78)} ${y(0.55)} L${x(1)} ${y(0.8)} V${y(1)} Z`;
  return (
    <g>
      <rect
        x={props.box.x}
        y={props.box.y}
        width={props.box.width}
        height={props.box.height}
        rx={5}
        class="template-sky"
      />
      <circle cx={x(0.75)} cy={y(0.25)} r={9} class="template-sun" />
      <path d={hills()} class="template-hill" />
      <Show when={props.labelled}>
        <rect
          x={x(0.14)}
          y={y(0.4)}
          width={props.box.width * 0.34}
          height={props.box.height * 0.38}
          class="template-region"
        />
      </Show>
    </g>
  );
};
