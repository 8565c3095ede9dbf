// What the view of a video is told and what it tells: shapes on a picture that changes with time.
import type { StageRegion, ToolId, View } from '../image/contract';
import type { Point, Shape } from '../../model/geometry/types';
import type { Keyframe } from '../../model/types';

export interface VideoSource {
  /** What the browser plays. */
  readonly play: string;
  /** The frame table. */
  readonly frames: string;
  /** Pixels of the upright picture. */
  readonly width: number;
  readonly height: number;
  readonly thumbnail: string | null;
  readonly sounds: boolean;
}

/** A track with its looks; where its shape is, is asked for each frame anew. */
export interface VideoRegion extends Omit<StageRegion, 'selector'> {
  readonly keyframes: readonly Keyframe[];
}

export interface VideoEvents {
  /** Drawn on the frame that is shown. */
  draw(shape: Shape, tool: ToolId): void;
  /** Changed on the frame that is shown; `gesture` is one id a drag. */
  change(id: string, shape: Shape, gesture: string): void;
  select(ids: string[]): void;
  hover(id: string | null): void;
  view(view: View): void;
  say(text: string): void;
  begun(tool: ToolId, points: readonly Point[]): void;
  idle(): void;
  linkDrag?(fromId: string, toId: string | null, x: number, y: number): void;
  linkMove?(fromId: string, toId: string | null, x: number, y: number): void;
}
