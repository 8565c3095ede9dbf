// The state that tools work on, and the way from what they do to the editor.
import { tidy } from '../../model/geometry/place';
import type { Point, Shape, Size } from '../../model/geometry/types';
import type { Camera } from './camera';
import type { StageEvents, StageRegion, ToolId } from './contract';
import { RegionIndex } from './region_index';
import type { Press, Workspace } from './tools/tool';
import { describe, words } from './words';

/** How long the stage waits for the editor to take a change before it shows the editor's state again. */
const PATIENCE_MS = 500;

export interface WorkspaceHost {
  redraw(): void;
  /** Which regions the stage draws itself for now. */
  lift(ids: readonly string[]): void;
  /** The gesture is over: what came meanwhile goes to the painter. */
  flush(): void;
}

/** A new shape until the painter shows it. */
export interface Ghost {
  readonly shape: Shape;
  readonly color: string;
}

export class StageWorkspace implements Workspace {
  readonly regions: RegionIndex;
  readonly brush = { diameter: 40, erasing: false };
  selected: readonly string[] = [];
  color = '#e69f00';
  locked = false;
  turning = false;
  ghost: Ghost | null = null;
  toolId: ToolId = 'select';
  private readonly previews = new Map<string, Shape>();
  private gestures = 0;
  private readonly origin = Math.random().toString(36).slice(2, 8);
  /** A gesture is under way. */
  active = false;

  constructor(
    public size: Size,
    private readonly camera: Camera,
    private readonly events: StageEvents,
    private readonly host: WorkspaceHost,
  ) {
    this.regions = new RegionIndex(size);
  }

  get scale(): number {
    return this.camera.view.scale;
  }

  get links(): Workspace['links'] {
    const { events } = this;
    if (!events.linkDrag) return null;
    const to = (from: string, press: Press) =>
      this.regions.at(press.loose, 6 / this.scale).find((region) => region.id !== from)?.id ?? null;
    return {
      move: (from, press) => events.linkMove?.(from, to(from, press), press.client[0], press.client[1]),
      drop: (from, press) => events.linkDrag?.(from, to(from, press), press.client[0], press.client[1]),
    };
  }

  begun(points: readonly Point[]): void {
    this.events.begun?.(this.toolId, points);
  }

  setRegions(regions: readonly StageRegion[], size: Size): void {
    this.size = size;
    this.regions.set(regions, size);
    if (!this.active) this.previews.clear();
    this.redraw();
  }

  toStage(p: Point): Point {
    return this.camera.toStage(p);
  }

  draw(shape: Shape): void {
    const neat = tidy(shape);
    if (neat.type !== 'mask') this.ghost = { shape: neat, color: this.color };
    window.setTimeout(() => this.forgetGhost(neat), PATIENCE_MS);
    this.say(words.drawn(describe(neat, this.size)));
    this.events.draw(neat, this.toolId);
    this.events.toolDone?.();
    this.redraw();
  }

  change(id: string, shape: Shape, gesture: string): void {
    this.events.change(id, shape, gesture);
  }

  select(ids: string[]): void {
    this.selected = ids;
    this.events.select(ids);
    this.redraw();
  }

  say(text: string): void {
    this.events.say(text);
  }

  redraw(): void {
    this.host.redraw();
  }

  begin(ids: readonly string[]): string {
    this.active = true;
    this.previews.clear();
    this.host.lift(ids);
    return `${this.origin}-${++this.gestures}`;
  }

  end(): void {
    this.active = false;
    this.host.flush();
    // An editor that answers later than at once must not make the shape jump back for a moment.
    const shown = new Map(this.previews);
    window.setTimeout(() => this.forgetPreviews(shown), PATIENCE_MS);
    this.redraw();
  }

  panBy(dx: number, dy: number): void {
    this.camera.panBy(dx, dy);
  }

  preview(id: string, shape: Shape): void {
    this.previews.set(id, shape);
    this.redraw();
  }

  shapeOf(region: StageRegion): Shape {
    return this.previews.get(region.id) ?? region.selector;
  }

  private forgetGhost(shape: Shape): void {
    if (this.ghost?.shape !== shape) return;
    this.ghost = null;
    this.redraw();
  }

  private forgetPreviews(shown: ReadonlyMap<string, Shape>): void {
    if (this.active) return;
    for (const [id, shape] of shown) if (this.previews.get(id) === shape) this.previews.delete(id);
    this.redraw();
  }
}
