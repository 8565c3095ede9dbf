// How regions look: colours, widths and dashes, the same in the painter and on the stage.
import type { StageRegion } from '../contract';

export type Rgb = readonly [red: number, green: number, blue: number];
export type Line = StageRegion['line'];
export type Emphasis = StageRegion['emphasis'];

/** Widths in CSS pixels. */
export const LINE_WIDTH = { none: 2.25, lit: 3, dim: 1.5 } as const;
/** How far the halo reaches beyond the line on each side. */
export const HALO = 1;
export const DIM_ALPHA = 0.4;
export const FILL_ALPHA = { none: 0, lit: 0.16, dim: 0 } as const;
export const MASK_ALPHA = { none: 0.34, lit: 0.48, dim: 0.16 } as const;
/** Below this length on the screen a shape is shown as a dot. */
export const TINY = 4;

const known = new Map<string, Rgb>();
let probe: OffscreenCanvasRenderingContext2D | null = null;

/** The channels of any CSS colour. */
export function rgb(color: string): Rgb {
  const cached = known.get(color);
  if (cached) return cached;
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1] ?? hexOf(color);
  const n = parseInt(hex, 16);
  const parsed: Rgb = [(n >> 16) & 255, (n >> 8) & 255, n & 255];
  known.set(color, parsed);
  return parsed;
}

export function withAlpha(color: string, alpha: number): string {
  const [r, g, b] = rgb(color);
  return `rgba(${r},${g},${b},${alpha})`;
}

/** 0 for black to 1 for white, as the eye weighs it. */
export function luminance(color: string): number {
  const [r, g, b] = rgb(color).map((channel) => {
    const c = channel / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** A dark line gets a light halo and the other way round, so that one of the two shows on any picture. */
export function haloOf(color: string): string {
  return luminance(color) < 0.22 ? 'rgba(255,255,255,0.78)' : 'rgba(0,0,0,0.62)';
}

/** Black or white, whichever is easier to read on the colour. */
export function textOn(color: string): string {
  return luminance(color) > 0.24 ? '#000000' : '#ffffff';
}

/** The dash pattern in units of CSS pixels. */
export function dashes(line: Line, unit: number): number[] {
  if (line === 'solid') return [];
  return line === 'dashed' ? [8 * unit, 5 * unit] : [0.5 * unit, 5 * unit];
}

function hexOf(color: string): string {
  probe ??= new OffscreenCanvas(1, 1).getContext('2d');
  if (!probe) return '808080';
  probe.fillStyle = '#808080';
  probe.fillStyle = color;
  probe.fillRect(0, 0, 1, 1);
  const [r = 128, g = 128, b = 128] = probe.getImageData(0, 0, 1, 1).data;
  return ((r << 16) | (g << 8) | b).toString(16).padStart(6, '0');
}
