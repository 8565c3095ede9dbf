// The frame of a plot: its finding as title, what it rests on, and a menu that saves it.
import { Show, type Component, type JSX } from 'solid-js';
import { IconButton } from '../../ui/IconButton';
import { Menu, type MenuEntry } from '../../ui/Menu';
import { messages } from './messages';
import { saveCsv, savePng, saveSvg, type Caption, type Cell } from './save';

export interface PlotProps {
  /** The finding. */
  title: string;
  /** Units, n, date, sequence number. */
  meta: string;
  what?: string;
  /** Beginning of the names of saved files. */
  name: string;
  rows: () => readonly (readonly Cell[])[];
  children: JSX.Element;
  controls?: JSX.Element;
}

export const Plot: Component<PlotProps> = (props) => {
  let frame: HTMLElement | undefined;
  const svg = () => frame?.querySelector<SVGSVGElement>('svg.plot-drawing') ?? null;
  const draw = (save: (svg: SVGSVGElement, name: string, caption: Caption) => unknown) => {
    const found = svg();
    if (found) void save(found, props.name, { title: props.title, meta: props.meta });
  };
  const entries = (): MenuEntry[] => [
    { title: messages.saveAs.svg, onSelect: () => draw(saveSvg) },
    { title: messages.saveAs.png, onSelect: () => draw(savePng) },
    { title: messages.saveAs.csv, onSelect: () => saveCsv(props.rows(), props.name) },
  ];
  return (
    <section class="plot" ref={(element) => (frame = element)} aria-label={props.title}>
      <header class="plot-head">
        <div class="grow">
          <h2>{props.title}</h2>
          <p class="muted small number">{props.meta}</p>
        </div>
        {props.controls}
        <Menu
          label={messages.save}
          align="end"
          entries={entries()}
          trigger={(trigger) => <IconButton icon="download" label={messages.save} {...trigger} />}
        />
      </header>
      <Show when={props.what}>
        <p class="muted plot-what">{props.what}</p>
      </Show>
      {props.children}
    </section>
  );
};
