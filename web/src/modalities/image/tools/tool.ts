// What every tool answers. A tool is told presses at places of the picture, whether they come from a hand or from keys.
import type { Point, Shape, Size } from '../../../model/geometry/types';
import type { StageRegion, ToolId } from '../contract';
import type { Pen } from '../pen';
import type { RegionIndex } from '../region_index';

/** A pointer, or the cross that keys move. */
export interface Press {
  /** In pixels of the picture, kept inside of it. */
  readonly at: Point;
  /** The same, not kept inside. */
  readonly loose: Point;
  /** On the stage, in CSS pixels. */
  readonly stage: Point;
  readonly client: Point;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly touch: boolean;
  /** Made by keys. */
  readonly keys: boolean;
}

/** What a tool may see and do. */
export interface Workspace {
  readonly size: Size;
  /** CSS pixels a picture pixel. */
  readonly scale: number;
  readonly color: string;
  readonly locked: boolean;
  readonly regions: RegionIndex;
  readonly selected: readonly string[];
  /** The tool for turned boxes is chosen, so that upright ones show their knob too. */
  readonly turning: boolean;
  readonly brush: { diameter: number; erasing: boolean };
  toStage(p: Point): Point;
  /** The points so far of a shape that takes several presses. */
  begun(points: readonly Point[]): void;
  /** A finished shape. */
  draw(shape: Shape): void;
  change(id: string, shape: Shape, gesture: string): void;
  select(ids: string[]): void;
  say(text: string): void;
  /** The picture of what is being done is out of date. */
  redraw(): void;
  /** While a gesture lasts its regions are drawn by the stage, as the tool says. */
  begin(ids: readonly string[]): string;
  end(): void;
  panBy(dx: number, dy: number): void;
  /** The shape of a region as it is now, which during a gesture is ahead of the editor's. */
  shapeOf(region: StageRegion): Shape;
  preview(id: string, shape: Shape): void;
  readonly links: { move(from: string, press: Press): void; drop(from: string, press: Press): void } | null;
}

/** Of a shape that is drawn: none, one that is too small yet, or one that could be finished as it is. */
export type Progress = 'none' | 'begun' | 'enough';

export interface Tool {
  readonly id: ToolId;
  /** Whether something has been started that `cancel` would give up. */
  readonly busy: boolean;
  /** How far a new shape is. */
  readonly progress: Progress;
  down(press: Press): void;
  /** With `pressed`, between down and up. */
  move(press: Press, pressed: boolean): void;
  up(press: Press): void;
  /** A press by the Enter key at the cross. */
  tap(press: Press): void;
  double(press: Press): void;
  /** The pointer left the stage. */
  out(): void;
  cancel(): void;
  finish(): void;
  /** Another tool is chosen: what was begun is kept where that makes sense. */
  leave(): void;
  /** Goes on where a shape was left. */
  resume(points: readonly Point[]): void;
  /** Takes the last point back; true when there was one. */
  undoPoint(): boolean;
  cursor(press: Press | null): string;
  paint(pen: Pen): void;
}

/** What most tools need not answer. */
export abstract class BaseTool implements Tool {
  abstract readonly id: ToolId;

  constructor(protected readonly space: Workspace) {}

  get busy(): boolean {
    return false;
  }

  get progress(): Progress {
    return 'none';
  }

  abstract down(press: Press): void;
  abstract move(press: Press, pressed: boolean): void;
  abstract up(press: Press): void;
  abstract cancel(): void;
  abstract paint(pen: Pen): void;

  tap(press: Press): void {
    this.down(press);
    this.up(press);
  }

  double(_press: Press): void {}

  out(): void {}

  finish(): void {}

  leave(): void {
    if (this.busy) this.cancel();
  }

  resume(_points: readonly Point[]): void {}

  undoPoint(): boolean {
    return false;
  }

  cursor(_press: Press | null): string {
    return 'crosshair';
  }
}
