// The small label on a region.
import { textOn } from './style';

const FONT_SIZE = 12;
const FAMILY = 'system-ui, sans-serif';
const LONGEST = 40;

type Ctx = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Above the place `x`, `y`, or inside of the picture where there is no room above; sizes times `unit`. */
export function paintTag(ctx: Ctx, text: string, color: string, x: number, y: number, unit: number): void {
  if (text === '') return;
  const letters = Array.from(text);
  const shown = letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : text;
  ctx.font = `600 ${FONT_SIZE * unit}px ${FAMILY}`;
  const width = Math.ceil(ctx.measureText(shown).width) + 10 * unit;
  const height = 18 * unit;
  const left = Math.round(x - unit);
  const top = Math.round(y - height - 2 * unit);
  ctx.fillStyle = 'rgba(0,0,0,0.35)';
  round(ctx, left - unit, top - unit, width + 2 * unit, height + 2 * unit, 4 * unit);
  ctx.fillStyle = color;
  round(ctx, left, top, width, height, 3 * unit);
  ctx.fillStyle = textOn(color);
  ctx.textBaseline = 'middle';
  ctx.fillText(shown, left + 5 * unit, top + height / 2 + 0.5 * unit);
}

function round(ctx: Ctx, x: number, y: number, width: number, height: number, radius: number): void {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fill();
}
