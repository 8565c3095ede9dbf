// What the stage and its painter, a worker, say to each other.
import type { Shape } from '../../../model/geometry/types';
import type { ImageSource, StageRegion } from '../contract';

/** The part of a region that is painted. */
export type PaintRegion = Pick<StageRegion, 'color' | 'title' | 'line' | 'emphasis' | 'badge'> & {
  selector: Shape;
};

/** What a frame shows: the view, and the size of the layer around it in CSS pixels. */
export interface FrameView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Of the stage; the layer is larger by `margin` on every side. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly dpr: number;
}

/** System colours when the reader forces them. */
export interface ForcedColors {
  readonly text: string;
  readonly canvas: string;
  readonly highlight: string;
}

export type ToPainter =
  | { type: 'source'; source: ImageSource; generation: number }
  | { type: 'display'; bitmap: ImageBitmap; generation: number }
  /** A number stands for an unchanged region at that index of the list before. */
  | { type: 'regions'; regions: (number | PaintRegion)[]; revision: number }
  /** These indices are painted by the stage itself for now. */
  | { type: 'lifted'; indices: number[]; revision: number }
  | { type: 'colors'; forced: ForcedColors | null }
  | { type: 'view'; view: FrameView; hidden: boolean };

export type FromPainter =
  | { type: 'picture'; bitmap: ImageBitmap; view: FrameView; generation: number; sharp: boolean }
  | { type: 'regions'; bitmap: ImageBitmap; view: FrameView; revision: number; ms: number }
  | { type: 'failed'; what: 'picture' | 'tile'; generation: number };
