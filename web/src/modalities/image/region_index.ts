// The regions on the stage: by id, by place, and what is under the pointer.
import { area } from '../../model/geometry/area';
import { bounds, meets } from '../../model/geometry/bounds';
import { hits, hitsOutline } from '../../model/geometry/hit';
import type { Bounds, Point, Shape, Size } from '../../model/geometry/types';
import type { StageRegion } from './contract';

export class RegionIndex {
  /** Nothing is shown, so nothing can be taken hold of. */
  veiled = false;
  private all: readonly StageRegion[] = [];
  private shown: readonly StageRegion[] | null = [];
  /** Where each id was when last looked for; lists change often and little, so this is checked, not kept. */
  private places = new Map<string, number>();
  private placed = true;
  private rims: Float64Array | null = null;
  private readonly boxes = new WeakMap<Shape, Bounds>();

  constructor(private size: Size) {}

  set(regions: readonly StageRegion[], size: Size): void {
    this.size = size;
    this.all = regions;
    this.shown = null;
    this.rims = null;
    this.placed = false;
  }

  /** What is not hidden. */
  get list(): readonly StageRegion[] {
    this.shown ??= this.all.filter((region) => !region.hidden);
    return this.shown;
  }

  /** A region that is in sight and can be changed. */
  free(id: string): StageRegion | undefined {
    const region = this.veiled ? undefined : this.get(id);
    return region && !region.locked && !region.hidden ? region : undefined;
  }

  get(id: string): StageRegion | undefined {
    const likely = this.all[this.places.get(id) ?? -1];
    if (likely?.id === id) return likely;
    if (this.placed) return undefined;
    this.places = new Map(this.all.map((region, i) => [region.id, i]));
    this.placed = true;
    return this.all[this.places.get(id) ?? -1];
  }

  boundsOf(shape: Shape): Bounds {
    const known = this.boxes.get(shape);
    if (known) return known;
    const found = bounds(shape, this.size);
    this.boxes.set(shape, found);
    return found;
  }

  /** What is at a place: outlines before insides, small before large, later before earlier. */
  at(p: Point, tolerance: number): StageRegion[] {
    if (this.veiled) return [];
    const found = this.near(p, tolerance).filter((region) => this.touches(region.selector, p, tolerance));
    const rank = (region: StageRegion) => {
      const line = hitsOutline(region.selector, p, tolerance) ? 0 : 1;
      return { line, area: area(region.selector, this.size) };
    };
    const ranked = found.map((region, i) => ({ region, i, ...rank(region) }));
    ranked.sort((a, b) => a.line - b.line || a.area - b.area || b.i - a.i);
    return ranked.map(({ region }) => region);
  }

  /** Wholly or partly within a rectangle. */
  within(b: Bounds): StageRegion[] {
    if (this.veiled) return [];
    return this.list.filter((region) => meets(this.boundsOf(region.selector), b));
  }

  /** The whole picture is taken at its rim; its inside is everybody's. */
  private touches(shape: Shape, p: Point, tolerance: number): boolean {
    if (shape.type !== 'whole') return hits(shape, p, tolerance);
    const { width, height } = this.size;
    const fromRim = Math.min(p[0], p[1], width - p[0], height - p[1]);
    return fromRim >= -tolerance && fromRim <= 2 * tolerance;
  }

  private near([x, y]: Point, tolerance: number): StageRegion[] {
    const { list } = this;
    const rims = this.measured();
    return list.filter((_, i) => {
      const at = i * 4;
      const across = x >= rims[at]! - tolerance && x <= rims[at + 1]! + tolerance;
      return across && y >= rims[at + 2]! - tolerance && y <= rims[at + 3]! + tolerance;
    });
  }

  /** Left, right, top and bottom of all that is shown: looking through them is quicker than keeping a tree of them. */
  private measured(): Float64Array {
    if (this.rims) return this.rims;
    this.rims = new Float64Array(this.list.length * 4);
    this.list.forEach((region, i) => {
      const b = this.boundsOf(region.selector);
      this.rims?.set([b.minX, b.maxX, b.minY, b.maxY], i * 4);
    });
    return this.rims;
  }
}
