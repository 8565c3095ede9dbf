// Separate points: each click or Enter sets one, Shift Enter or a double click makes the set a region.
import { tidy } from '../../../model/geometry/place';
import type { Point } from '../../../model/geometry/types';
import { distance } from '../../../model/geometry/vec';
import type { Pen } from '../pen';
import { words } from '../words';
import { BaseTool, type Press, type Progress } from './tool';

export class PointsTool extends BaseTool {
  readonly id = 'points';
  private points: Point[] = [];

  override get busy(): boolean {
    return this.points.length > 0;
  }

  override get progress(): Progress {
    return this.busy ? 'enough' : 'none';
  }

  down(press: Press): void {
    const last = this.points.at(-1);
    // The second press of a double click is not another point.
    if (last && distance(last, press.at) * this.space.scale < 3) return;
    this.points.push(press.at);
    this.space.begun(this.points);
    this.space.say(words.point(this.points.length, press.at));
    this.space.redraw();
  }

  move(): void {}

  up(): void {}

  override double(_press: Press): void {
    this.finish();
  }

  override finish(): void {
    const points = this.points;
    this.cancel();
    if (points.length > 0) this.space.draw(tidy({ type: 'points', points }));
  }

  override leave(): void {
    if (this.points.length > 0) this.finish();
  }

  cancel(): void {
    this.points = [];
    this.space.begun([]);
    this.space.redraw();
  }

  override resume(points: readonly Point[]): void {
    this.points = [...points];
  }

  override undoPoint(): boolean {
    if (this.points.length === 0) return false;
    this.points.pop();
    this.space.begun(this.points);
    this.space.say(words.pointGone(this.points.length));
    this.space.redraw();
    return true;
  }

  paint(pen: Pen): void {
    for (const p of this.points) pen.round(p, this.space.color, true, 4);
  }
}
