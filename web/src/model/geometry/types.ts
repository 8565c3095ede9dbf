// Places inside a picture, exactly as the server stores them: pixels of the original after orientation, origin top left.

/** `[x, y]` in pixels of the original. */
export type Point = readonly [x: number, y: number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The smallest upright rectangle around something; `max` is exclusive for pixels, inclusive for outlines. */
export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** `x`, `y` is the top left corner before rotation; `rotation` is degrees clockwise about the centre. */
export interface BoxShape {
  readonly type: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

/** The outer ring and its holes; rings are closed implicitly. */
export interface PolygonShape {
  readonly type: 'polygon';
  readonly points: readonly Point[];
  readonly holes: readonly (readonly Point[])[];
}

export interface PolylineShape {
  readonly type: 'polyline';
  readonly points: readonly Point[];
}

/** One or more separate points. */
export interface PointsShape {
  readonly type: 'points';
  readonly points: readonly Point[];
}

/** Centre, radii, and degrees clockwise about the centre. */
export interface EllipseShape {
  readonly type: 'ellipse';
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  readonly rotation: number;
}

/** COCO run lengths: counts of alternating 0 and 1 pixels in column-major order, starting with 0. */
export interface MaskShape {
  readonly type: 'mask';
  readonly width: number;
  readonly height: number;
  readonly counts: readonly number[];
}

/** The whole picture. */
export interface WholeShape {
  readonly type: 'whole';
}

/** Every selector that a picture can carry. */
export type Shape =
  BoxShape | PolygonShape | PolylineShape | PointsShape | EllipseShape | MaskShape | WholeShape;

export type ShapeKind = Shape['type'];
