// What the image stage is told and what it tells: the words between it and the editor around it.
import type { Point, Shape } from '../../model/geometry/types';

export type ToolId =
  'select' | 'box' | 'rotated_box' | 'polygon' | 'polyline' | 'points' | 'ellipse' | 'brush';

/** A picture of any size: small ones by `display`, large ones by tiles. */
export interface ImageSource {
  width: number;
  height: number;
  /** URL of the whole picture, possibly smaller than the original. */
  display: string;
  /** URL with the literal placeholders `{level}`, `{col}` and `{row}`; null when `display` has every pixel. */
  tile: string | null;
  tileSize: number;
  /** Level 0 is the full resolution, each next one is halved (rounded up). */
  levels: number;
  thumbnail: string;
}

export interface StageRegion {
  id: string;
  selector: Shape;
  color: string;
  title: string;
  line: 'solid' | 'dashed' | 'dotted';
  locked?: boolean;
  hidden?: boolean;
  emphasis: 'none' | 'lit' | 'dim';
  /** A short text on the tag, for instance a number. */
  badge?: string;
}

/** The visible part: `x`, `y` are the image pixel at the top left corner, `scale` CSS pixels an image pixel. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface StageEvents {
  draw(shape: Shape, tool: ToolId): void;
  /** `gesture` is one id a drag (or a run of key presses), so that the editor can merge undo steps. */
  change(id: string, shape: Shape, gesture: string): void;
  select(ids: string[]): void;
  hover(id: string | null): void;
  view(view: View): void;
  /** A link was dropped: the region under the pointer or null, at client coordinates. */
  linkDrag?(fromId: string, toId: string | null, x: number, y: number): void;
  /** The same while it is still dragged. */
  linkMove?(fromId: string, toId: string | null, x: number, y: number): void;
  /** Announcements for the live region. */
  say(text: string): void;
  /** The points of a shape that is still being drawn; none when it was finished or given up. */
  begun?(tool: ToolId, points: readonly Point[]): void;
  /** No shape is begun any more. */
  idle?(): void;
  /** A shape was finished; the editor may go back to the select tool. */
  toolDone?(): void;
}

export interface StageOptions {
  /** Name of the stage for assistive technology. */
  label?: string;
  /** Shown in the place of the picture, and moved along with the view: a film, for instance. */
  backdrop?: HTMLElement;
}

export interface Adjust {
  /** 1 leaves the picture as it is. */
  brightness: number;
  contrast: number;
}

/** Work of the animation frames since the last `stats()`. */
export interface FrameStats {
  frames: number;
  totalMs: number;
  maxMs: number;
}

/** What the stage can be asked to do. */
export interface Stage {
  readonly tool: ToolId;
  readonly view: View;
  setRegions(regions: readonly StageRegion[]): void;
  setTool(tool: ToolId): void;
  setSelected(ids: readonly string[]): void;
  setColor(color: string): void;
  setSource(source: ImageSource): void;
  setLocked(locked: boolean): void;
  fit(): void;
  oneToOne(): void;
  /** `at` is a place on the stage in CSS pixels; the middle by default. */
  zoomBy(factor: number, at?: Point): void;
  panBy(dx: number, dy: number): void;
  /** Pans, and zooms out if needed, only when the shape is out of view. */
  reveal(shape: Shape): void;
  setAdjust(adjust: Adjust): void;
  setHidden(hidden: boolean): void;
  /** Diameter of the brush in pixels of the picture. */
  setBrushSize(diameter: number): void;
  /** The brush takes away instead of painting. */
  setErasing(erasing: boolean): void;
  /** What is drawn next becomes a hole of the selected polygon. */
  cutHole(): void;
  /** The next drag pans, until Space is let go. */
  holdSpace(): void;
  /** Goes on with a shape that was begun earlier. */
  resume(tool: ToolId, points: readonly Point[]): void;
  /** Shows exactly this part, at once. */
  show(view: View): void;
  cancel(): void;
  /** Finishes what was begun where it can be finished as it is; false when a shape stays that cannot. */
  complete(): boolean;
  /** True when the key was used; called only while the stage has focus. */
  handleKey(event: KeyboardEvent): boolean;
  stats(): FrameStats;
  focus(): void;
  destroy(): void;
}
