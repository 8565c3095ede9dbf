// A small editor around the image stage, for tests and measurements: it keeps what is drawn and shows it again.
import '../../src/ui/tokens.css';
import {
  ImageStage,
  type ImageSource,
  type StageRegion,
  type ToolId,
} from '../../src/modalities/image/stage';
import type { Shape } from '../../src/model/geometry/types';

const COLORS = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'];

/** What a test may look at. */
export interface Harness {
  stage: ImageStage;
  regions: StageRegion[];
  selected: string[];
  said: string[];
  gestures: Set<string>;
  hovered: string | null;
  links: [string, string | null][];
  set(regions: StageRegion[]): void;
  select(ids: string[]): void;
  tool(id: ToolId): void;
}

declare global {
  interface Window {
    harness: Harness;
    scattered(n: number): StageRegion[];
  }
}

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
const source: ImageSource = {
  width: number('width', 1600),
  height: number('height', 1067),
  display: query.get('display') ?? '/picture/display',
  tile: query.has('tiles') ? '/picture/tiles/{level}/{col}/{row}' : null,
  tileSize: 512,
  levels: number('levels', 1),
  thumbnail: query.get('display') ?? '/picture/thumbnail',
};

const host = document.querySelector<HTMLElement>('#stage')!;
let made = 0;

const stage = new ImageStage(
  host,
  source,
  {
    draw(shape: Shape) {
      const id = `drawn-${++made}`;
      const color = COLORS[made % COLORS.length]!;
      const region: StageRegion = {
        id,
        selector: shape,
        color,
        title: `Region ${made}`,
        line: 'solid',
        emphasis: 'none',
      };
      harness.set([...harness.regions, region]);
      harness.select([id]);
    },
    change(id, selector, gesture) {
      harness.gestures.add(gesture);
      harness.set(harness.regions.map((region) => (region.id === id ? { ...region, selector } : region)));
    },
    select: (ids) => harness.select(ids),
    hover: (id) => (harness.hovered = id),
    view: () => undefined,
    say(text) {
      harness.said.push(text);
      document.querySelector('#spoken')!.textContent = text;
    },
    linkDrag: query.has('links') ? (from, to) => harness.links.push([from, to]) : undefined,
  },
  { label: 'Street photograph' },
);

const harness: Harness = {
  stage,
  regions: [],
  selected: [],
  said: [],
  gestures: new Set(),
  hovered: null,
  links: [],
  set(regions) {
    harness.regions = regions;
    stage.setRegions(regions);
  },
  select(ids) {
    harness.selected = ids;
    stage.setSelected(ids);
  },
  tool: (id) => stage.setTool(id),
};
window.harness = harness;
window.scattered = scattered;

window.addEventListener('keydown', (event) => {
  if (host.contains(document.activeElement) && stage.handleKey(event)) event.preventDefault();
});

const boxes = number('boxes', 0);
if (boxes > 0) harness.set(scattered(boxes));

/** Boxes of many sizes, at places that are the same every time. */
function scattered(n: number): StageRegion[] {
  let seed = 42;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  return Array.from({ length: n }, (_, i) => {
    const width = 20 + random() ** 3 * 400;
    const height = 20 + random() ** 3 * 300;
    const x = random() * (source.width - width);
    const y = random() * (source.height - height);
    return {
      id: `box-${i}`,
      selector: { type: 'box', x, y, width, height, rotation: 0 },
      color: COLORS[i % COLORS.length]!,
      title: `Box ${i + 1}`,
      line: 'solid',
      emphasis: 'none',
    };
  });
}
