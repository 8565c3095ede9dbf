// The regions on the stage: by id, by place, and what is under the pointer.
import Flatbush from 'flatbush';
import { area } from '../../model/geometry/area';
import { bounds, meets } from '../../model/geometry/bounds';
import { hits, hitsOutline } from '../../model/geometry/hit';
import type { Bounds, Point, Shape, Size } from '../../model/geometry/types';
import type { StageRegion } from './contract';

export class RegionIndex {
  private shown: StageRegion[] = [];
  private byId = new Map<string, StageRegion>();
  private index: Flatbush | null = null;
  private readonly boxes = new WeakMap<Shape, Bounds>();

  constructor(private size: Size) {}

  set(regions: readonly StageRegion[], size: Size): void {
    this.size = size;
    this.shown = regions.filter((region) => !region.hidden);
    this.byId = new Map(regions.map((region) => [region.id, region]));
    this.index = null;
  }

  get list(): readonly StageRegion[] {
    return this.shown;
  }

  get(id: string): StageRegion | undefined {
    return this.byId.get(id);
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
    const found = this.near(p, tolerance).filter((region) => hits(region.selector, p, tolerance));
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
    return this.shown.filter((region) => meets(this.boundsOf(region.selector), b));
  }

  private near(p: Point, tolerance: number): StageRegion[] {
    const index = this.built();
    if (!index) return [];
    const found = index.search(p[0] - tolerance, p[1] - tolerance, p[0] + tolerance, p[1] + tolerance);
    return found.sort((a, b) => a - b).flatMap((i) => this.shown[i] ?? []);
  }

  private built(): Flatbush | null {
    if (this.index || this.shown.length === 0) return this.index;
    this.index = new Flatbush(this.shown.length);
    for (const region of this.shown) {
      const b = this.boundsOf(region.selector);
      this.index.add(b.minX, b.minY, b.maxX, b.maxY);
    }
    this.index.finish();
    return this.index;
  }
}
