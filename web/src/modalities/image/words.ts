// Everything that the image stage says, in one place so that it can be said in another language.
import { bounds } from '../../model/geometry/bounds';
import { ninth } from '../../model/geometry/ninth';
import { maskArea } from '../../model/geometry/rle';
import type { Point, Shape, ShapeKind, Size } from '../../model/geometry/types';

export const words = {
  kinds: {
    box: 'box',
    polygon: 'polygon',
    polyline: 'line',
    points: 'points',
    ellipse: 'ellipse',
    mask: 'mask',
    whole: 'whole picture',
  } satisfies Record<ShapeKind, string>,
  stage: 'picture',
  role: 'drawing area',
  help: 'Enter shows a cross. Arrow keys move it, Enter sets a point, Shift Enter finishes, Escape steps out.',
  list: 'Regions of the picture',
  locked: 'locked',
  cross: ([x, y]: Point) => `cross at ${Math.round(x)}, ${Math.round(y)}`,
  crossOff: 'cross off',
  point: (n: number, [x, y]: Point) => `point ${n} at ${Math.round(x)}, ${Math.round(y)}`,
  corner: ([x, y]: Point) => `corner at ${Math.round(x)}, ${Math.round(y)}`,
  drawn: (what: string) => `drawn: ${what}`,
  moved: (shape: Shape, size: Size) => {
    const b = bounds(shape, size);
    const place = `${Math.round(b.minX)}, ${Math.round(b.minY)}`;
    return `at ${place}, ${Math.round(b.maxX - b.minX)} × ${Math.round(b.maxY - b.minY)} pixels`;
  },
  givenUp: 'drawing given up',
  pointGone: (left: number) => `point removed, ${left} left`,
  tooSmall: 'too small to keep',
  nothingLeft: 'nothing would be left',
  hole: 'cut a hole: set its points, then Shift Enter',
  holeFailed: 'the hole could not be cut without connection; load the page again when it is back',
  holeNeedsPolygon: 'select one polygon to cut a hole',
  nothingToErase: 'select a mask to take away from',
  penDown: 'brush down',
  penUp: 'brush up',
  grabbed: 'handle taken, arrow keys move it, Enter lets go',
  pictureFailed: 'The picture could not be loaded. Regions are kept.',
  tileFailed: 'Part of the picture could not be loaded.',
  retry: 'Try again',
  more: (n: number) => `and ${n} more`,
};

const PLACES = {
  start: { start: 'upper left', middle: 'top', end: 'upper right' },
  middle: { start: 'left', middle: 'centre', end: 'right' },
  end: { start: 'lower left', middle: 'bottom', end: 'lower right' },
};

/** The place in words, for instance “box, upper left, 40 × 20 pixels”. */
export function describe(shape: Shape, size: Size): string {
  if (shape.type === 'whole') return words.kinds.whole;
  const { across, down } = ninth(shape, size);
  return `${words.kinds[shape.type]}, ${PLACES[down][across]}, ${extent(shape, size)}`;
}

function extent(shape: Shape, size: Size): string {
  if (shape.type === 'points' && shape.points.length === 1) {
    const [x = 0, y = 0] = shape.points[0] ?? [];
    return `at ${Math.round(x)}, ${Math.round(y)}`;
  }
  const b = bounds(shape, size);
  const width = shape.type === 'box' ? shape.width : b.maxX - b.minX;
  const height = shape.type === 'box' ? shape.height : b.maxY - b.minY;
  const turned = 'rotation' in shape && shape.rotation !== 0 ? `, turned ${Math.round(shape.rotation)}°` : '';
  const counted = shape.type === 'points' ? `${shape.points.length} points, ` : '';
  const share = shape.type === 'mask' ? `, ${maskArea(shape)} pixels set` : '';
  return `${counted}${Math.round(width)} × ${Math.round(height)} pixels${turned}${share}`;
}

/** A region for a list: what it is called, where it is, and that it cannot be changed. */
export function regionInWords(
  region: { title: string; selector: Shape; locked?: boolean },
  size: Size,
): string {
  return [region.title, describe(region.selector, size), ...(region.locked ? [words.locked] : [])].join(', ');
}
