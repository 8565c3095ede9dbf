// Polygons and lines: point by point, by hand in one stroke, or both mixed; and holes cut into polygons.
import { ringArea } from '../../../model/geometry/area';
import { tidy } from '../../../model/geometry/place';
import { simplified } from '../../../model/geometry/simplify';
import type { Point, PolygonShape } from '../../../model/geometry/types';
import { distance } from '../../../model/geometry/vec';
import type { Pen } from '../pen';
import { words } from '../words';
import { fetchCutting, fetchedCutting, type Cutting } from './cutting';
import { BaseTool, type Press, type Progress, type Workspace } from './tool';

/** From here on, in CSS pixels, a press is a stroke by hand. */
const FREEHAND = 6;
const STEP = 3;
/** How near to the first point closes the ring. */
const CLOSE = 12;
/** What a stroke by hand may lose when it is made simpler, in CSS pixels. */
const SIMPLER = 0.8;

export class PathTool extends BaseTool {
  private points: Point[] = [];
  private at: Point | null = null;
  private pressed: Point | null = null;
  /** Where the stroke by hand began in `points`; −1 when there is none. */
  private stroke = -1;
  /** The ring of the hole is closed, and waits for what cuts it. */
  private cutting = false;

  constructor(
    readonly id: 'polygon' | 'polyline',
    space: Workspace,
    /** The polygon that gets a hole instead of a new polygon. */
    private readonly holeOf: { id: string; shape: PolygonShape; done(): void } | null = null,
  ) {
    super(space);
    // It should be there when the ring closes.
    if (this.holeOf) void fetchCutting().catch(() => undefined);
  }

  override get busy(): boolean {
    return this.points.length > 0;
  }

  down(press: Press): void {
    if (this.closes(press)) return this.finish();
    this.pressed = press.stage;
    this.stroke = -1;
    this.points.push(press.at);
    this.space.say(words.point(this.points.length, press.at));
    this.at = press.at;
    this.tell();
    this.space.redraw();
  }

  move(press: Press, pressed: boolean): void {
    this.at = press.at;
    const from = this.pressed;
    if (pressed && from && this.points.length > 0) {
      if (this.stroke < 0 && distance(press.stage, from) > FREEHAND) this.stroke = this.points.length - 1;
      const last = this.points.at(-1);
      if (this.stroke >= 0 && last && distance(press.at, last) * this.space.scale >= STEP) {
        this.points.push(press.at);
      }
    }
    if (this.points.length > 0) this.space.redraw();
  }

  up(press: Press): void {
    this.pressed = null;
    if (this.stroke < 0) return;
    const from = this.stroke;
    this.stroke = -1;
    const tail = simplified(this.points.slice(from), SIMPLER / this.space.scale);
    this.points = [...this.points.slice(0, from), ...tail];
    this.tell();
    this.space.redraw();
    // One stroke is a whole shape; a stroke among clicks is a part of one.
    if (from === 0 || this.closes(press)) this.finish();
  }

  override double(_press: Press): void {
    if (this.points.length > 0) this.finish();
  }

  override get progress(): Progress {
    if (this.cutting) return 'begun';
    if (!this.busy) return 'none';
    return this.suffices(this.distinct()) ? 'enough' : 'begun';
  }

  override finish(): void {
    const points = this.distinct();
    this.clear();
    if (!this.suffices(points)) return this.space.say(words.tooSmall);
    if (this.holeOf) return this.cut(points);
    if (this.id === 'polygon') this.space.draw({ type: 'polygon', points, holes: [] });
    else this.space.draw({ type: 'polyline', points });
  }

  override leave(): void {
    if (this.points.length > 0) this.finish();
  }

  cancel(): void {
    this.clear();
    this.holeOf?.done();
  }

  override resume(points: readonly Point[]): void {
    this.points = [...points];
  }

  override undoPoint(): boolean {
    if (this.points.length === 0) return false;
    this.points.pop();
    this.tell();
    this.space.say(words.pointGone(this.points.length));
    this.space.redraw();
    return true;
  }

  paint(pen: Pen): void {
    const first = this.points[0];
    if (!first) return;
    const { color } = this.space;
    const line = this.at && this.stroke < 0 ? [...this.points, this.at] : this.points;
    if (this.id === 'polygon' && line.length >= 3) {
      pen.outline({ type: 'polygon', points: line, holes: [] }, { color, fill: 0.12, width: 1 });
    }
    pen.line(line, { color }, false);
    if (this.stroke < 0 && this.points.length < 400)
      for (const p of this.points) pen.round(p, color, false, 3.5);
    const closing = this.id === 'polygon' && this.points.length >= 3 && this.at && this.nearFirst(this.at);
    pen.round(first, color, closing === true, 4.5);
  }

  private cut(points: Point[]): void {
    const known = fetchedCutting();
    if (known) return this.cutBy(known, points);
    this.cutting = true;
    fetchCutting()
      .then((fetched) => this.cutBy(fetched, points))
      .catch(() => {
        this.space.say(words.holeFailed);
        this.holeOf?.done();
      })
      .finally(() => (this.cutting = false));
  }

  private cutBy({ withHole }: Cutting, points: readonly Point[]): void {
    const target = this.holeOf;
    if (!target) return;
    const shape = withHole(target.shape, points);
    if (!shape) this.space.say(words.nothingLeft);
    else {
      const gesture = this.space.begin([target.id]);
      this.space.change(target.id, tidy(shape), gesture);
      this.space.end();
    }
    target.done();
  }

  private suffices(points: readonly Point[]): boolean {
    return this.id === 'polygon' ? points.length >= 3 && ringArea(points) >= 1 : points.length >= 2;
  }

  /** A hole belongs to its polygon: it is not kept before it is cut. */
  private tell(): void {
    if (!this.holeOf) this.space.begun(this.points);
  }

  private clear(): void {
    this.points = [];
    this.tell();
    this.stroke = -1;
    this.pressed = null;
    this.space.redraw();
  }

  private closes(press: Press): boolean {
    return this.id === 'polygon' && this.points.length >= 3 && this.nearFirst(press.at);
  }

  private nearFirst(p: Point): boolean {
    const first = this.points[0];
    return first !== undefined && distance(first, p) * this.space.scale <= CLOSE;
  }

  /** A double click leaves two points in one place. */
  private distinct(): Point[] {
    const near = 3 / this.space.scale;
    return this.points.filter((p, i) => {
      const before = this.points[i - 1];
      return !before || distance(p, before) > Math.min(near, 1);
    });
  }
}
