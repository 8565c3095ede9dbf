// Which tiles of a picture a view needs, and where they go: plain arithmetic, no pictures.
import type { Bounds } from '../../../model/geometry/types';
import type { ImageSource } from '../contract';
import type { FrameView } from './protocol';

export interface TileKey {
  readonly level: number;
  readonly col: number;
  readonly row: number;
}

export function keyText({ level, col, row }: TileKey): string {
  return `${level}/${col}/${row}`;
}

export function tileUrl(template: string, { level, col, row }: TileKey): string {
  return template.replace('{level}', `${level}`).replace('{col}', `${col}`).replace('{row}', `${row}`);
}

/** The part of the picture that the layer of a frame covers. */
export function covered(view: FrameView): Bounds {
  const margin = view.margin / view.scale;
  return {
    minX: view.x - margin,
    minY: view.y - margin,
    maxX: view.x + view.width / view.scale + margin,
    maxY: view.y + view.height / view.scale + margin,
  };
}

/** The coarsest level that is still sharp: at least one of its pixels a device pixel, give or take a tenth. */
export function sharpLevel(source: ImageSource, view: FrameView): number {
  const level = Math.floor(Math.log2(1 / (view.scale * view.dpr)) + 0.14);
  return Math.max(0, Math.min(source.levels - 1, level));
}

/** The tiles of a level that touch `b`, nearest to the middle first. */
export function tilesIn(source: ImageSource, level: number, b: Bounds): TileKey[] {
  const side = source.tileSize * 2 ** level;
  const lastCol = Math.ceil(source.width / side) - 1;
  const lastRow = Math.ceil(source.height / side) - 1;
  const keys: TileKey[] = [];
  for (
    let row = Math.max(0, Math.floor(b.minY / side));
    row <= Math.min(lastRow, Math.floor(b.maxY / side));
    row++
  ) {
    for (
      let col = Math.max(0, Math.floor(b.minX / side));
      col <= Math.min(lastCol, Math.floor(b.maxX / side));
      col++
    ) {
      keys.push({ level, col, row });
    }
  }
  const middleX = (b.minX + b.maxX) / 2 / side - 0.5;
  const middleY = (b.minY + b.maxY) / 2 / side - 0.5;
  const far = (key: TileKey) => Math.hypot(key.col - middleX, key.row - middleY);
  return keys.sort((a, c) => far(a) - far(c));
}

/** The part of the picture that a tile shows. */
export function tileBounds(source: ImageSource, { level, col, row }: TileKey): Bounds {
  const side = source.tileSize * 2 ** level;
  return {
    minX: col * side,
    minY: row * side,
    maxX: Math.min(source.width, (col + 1) * side),
    maxY: Math.min(source.height, (row + 1) * side),
  };
}

/** Whole device pixels, so that neighbouring tiles meet without a seam. */
export function deviceRect(
  b: Bounds,
  view: FrameView,
): { x: number; y: number; width: number; height: number } {
  const place = (at: number, origin: number) =>
    Math.round(((at - origin) * view.scale + view.margin) * view.dpr);
  const x = place(b.minX, view.x);
  const y = place(b.minY, view.y);
  return { x, y, width: place(b.maxX, view.x) - x, height: place(b.maxY, view.y) - y };
}
