// Saves a plot as a file: the drawing with its colours fixed, as pixels, or its numbers.

const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
] as const;

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What a figure says and what it rests on; both are drawn above it, so that it speaks for itself elsewhere. */
export interface Caption {
  readonly title: string;
  readonly meta: string;
}

const MARGIN = 24;
const HEAD = 56;
const NS = 'http://www.w3.org/2000/svg';

/** Mixed colours as every program reads them: `color(srgb 1 0.5 0)` is `rgb(255 128 0)`. */
export function plainColor(value: string): string {
  const found = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ [\d.]+)?\)$/.exec(value);
  if (!found) return value;
  const [r, g, b] = found.slice(1).map((part) => Math.round(255 * Math.min(1, Math.max(0, Number(part)))));
  return `rgb(${r}, ${g}, ${b})`;
}

/** A copy that needs no style sheet. */
function styled(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  [copy, ...copy.querySelectorAll<SVGElement>('*')].forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const computed = getComputedStyle(original);
    for (const name of STYLES) element.style.setProperty(name, plainColor(computed.getPropertyValue(name)));
  });
  return copy;
}

function made(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const element = document.createElementNS(NS, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

/** The drawing with its caption, on the background of the page. */
export function figure(svg: SVGSVGElement, caption: Caption): SVGElement {
  // Words are measured roughly: a letter is about as wide as half its size.
  const captioned = Math.max(9 * caption.title.length, 6.5 * caption.meta.length);
  const width = Math.max(Number(svg.getAttribute('width')), captioned) + 2 * MARGIN;
  const height = Number(svg.getAttribute('height')) + 2 * MARGIN + HEAD;
  const page = getComputedStyle(document.body);
  const words = { x: MARGIN, fill: page.color, 'font-family': page.fontFamily };
  const drawing = styled(svg);
  drawing.setAttribute('x', String(MARGIN));
  drawing.setAttribute('y', String(MARGIN + HEAD));
  const whole = made('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  whole.setAttribute('aria-label', caption.title);
  whole.append(
    made('rect', { width: '100%', height: '100%', fill: page.backgroundColor }),
    made('text', { ...words, y: MARGIN + 16, 'font-size': 16, 'font-weight': 600 }, caption.title),
    made('text', { ...words, y: MARGIN + 36, 'font-size': 12, 'fill-opacity': 0.75 }, caption.meta),
    drawing,
  );
  return whole;
}

function asFile(svg: SVGElement): Blob {
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
}

export function saveSvg(svg: SVGSVGElement, name: string, caption: Caption): void {
  offer(asFile(figure(svg, caption)), `${name}.svg`);
}

/** Twice the size on the screen, for slides and paper. */
export async function savePng(svg: SVGSVGElement, name: string, caption: Caption): Promise<void> {
  const whole = figure(svg, caption);
  const url = URL.createObjectURL(asFile(whole));
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  URL.revokeObjectURL(url);
  const canvas = document.createElement('canvas');
  canvas.width = Number(whole.getAttribute('width')) * 2;
  canvas.height = Number(whole.getAttribute('height')) * 2;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && offer(blob, `${name}.png`));
}

export type Cell = string | number | null;

/** Quoted where needed; a leading sign that a spreadsheet would run is disarmed. */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

export function saveCsv(rows: readonly (readonly Cell[])[], name: string): void {
  offer(new Blob(['\ufeff', csv(rows)], { type: 'text/csv' }), `${name}.csv`);
}
