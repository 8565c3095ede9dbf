// A drawn picture for templates whose example brings none, so that the preview can be tried out with every tool.
import type { Design, PartUrls, Item } from '../../api/types';
import { claimSets } from './preview_claims';

export interface ExampleItem {
  item: Item;
  media: Record<string, PartUrls>;
}

const WIDTH = 960;
const HEIGHT = 640;

/** A landscape under a sun; each further one has other colours. */
function draw(canvas: HTMLCanvasElement, n: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const hue = 205 + n * 130;
  const sky = context.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, `hsl(${hue} 45% 62%)`);
  sky.addColorStop(1, `hsl(${hue + 20} 55% 86%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = `hsl(${hue + 200} 85% 72%)`;
  context.beginPath();
  context.arc(700, 150, 56, 0, 2 * Math.PI);
  context.fill();
  [0.42, 0.56, 0.7].forEach((height, ridge) => {
    context.fillStyle = `hsl(${hue - 70} 28% ${52 - ridge * 13}%)`;
    context.beginPath();
    context.moveTo(0, HEIGHT);
    for (let x = 0; x <= WIDTH; x += 8) {
      const wave = Math.sin(x / (90 + ridge * 40) + ridge * 2 + n) * 46 + Math.sin(x / 37 + ridge) * 9;
      context.lineTo(x, height * HEIGHT + wave);
    }
    context.lineTo(WIDTH, HEIGHT);
    context.fill();
  });
}

async function picture(n: number): Promise<PartUrls | null> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  draw(canvas, n);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!blob) return null;
  const url = URL.createObjectURL(blob);
  return {
    kind: 'image',
    original: url,
    thumbnail: url,
    display: url,
    tile: null,
    tile_size: 512,
    levels: 1,
    width: WIDTH,
    height: HEIGHT,
  };
}

/** The template's own example with a drawn picture in each slot for pictures that it leaves empty. */
export async function exampleItem(design: Design, sample: Item): Promise<ExampleItem> {
  const slots = { ...sample.slots };
  const media: Record<string, PartUrls> = {};
  let n = 0;
  for (const slot of design.slots) {
    if (slot.kind !== 'image') continue;
    const urls = await picture(n++);
    if (!urls) continue;
    media[`${slot.id}/0`] = urls;
    const info = { kind: slot.kind, mime: 'image/png', size: 0, width: WIDTH, height: HEIGHT };
    slots[slot.id] = [{ id: '0', content: 'asset', asset: { sha256: '0'.repeat(64), info } }];
  }
  // Claims that the example brings stay; what a rule made of its text follows the rule.
  const imported = sample.claim_sets?.some((set) => set.origin !== 'rule') ?? false;
  const claim_sets = imported ? sample.claim_sets : claimSets(design, slots, {});
  return { item: { ...sample, slots, claim_sets }, media };
}
