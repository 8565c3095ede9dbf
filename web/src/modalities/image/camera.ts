// Where the stage looks: the view as a value, its limits, and short glides to a new place.
import { around, centre, holds } from '../../model/geometry/bounds';
import type { Bounds, Point, Size } from '../../model/geometry/types';
import { clamped } from '../../model/geometry/vec';
import type { View } from './contract';

const GLIDE_MS = 140;
/** Room around the picture when it is fitted, in CSS pixels. */
const ROOM = 16;
const LARGEST_SCALE = 40;

export class Camera {
  view: View = { x: 0, y: 0, scale: 1 };
  stage: Size = { width: 0, height: 0 };
  dpr = 1;
  /** Still showing the whole picture: then a new size of the stage fits it again. */
  private fitted = true;
  private glide: { from: View; to: View; started: number } | null = null;

  constructor(
    public picture: Size,
    private readonly moved: () => void,
  ) {}

  toImage(p: Point): Point {
    return [this.view.x + p[0] / this.view.scale, this.view.y + p[1] / this.view.scale];
  }

  toStage(p: Point): Point {
    return [(p[0] - this.view.x) * this.view.scale, (p[1] - this.view.y) * this.view.scale];
  }

  seen(): Bounds {
    const { x, y, scale } = this.view;
    return { minX: x, minY: y, maxX: x + this.stage.width / scale, maxY: y + this.stage.height / scale };
  }

  resize(stage: Size, dpr: number): void {
    if (stage.width === this.stage.width && stage.height === this.stage.height && dpr === this.dpr) return;
    const middle = this.toImage([this.stage.width / 2, this.stage.height / 2]);
    const first = this.stage.width === 0 || this.stage.height === 0;
    this.stage = stage;
    this.dpr = dpr;
    if (first || this.fitted) return this.jump(this.fittedView());
    const { scale } = this.view;
    this.jump({ x: middle[0] - stage.width / 2 / scale, y: middle[1] - stage.height / 2 / scale, scale });
  }

  /** Puts an element of the size of the picture where the picture is. */
  lay({ style }: HTMLElement): void {
    const { x, y, scale } = this.view;
    style.transform = `translate(${-x * scale}px, ${-y * scale}px) scale(${scale})`;
  }

  /** The whole picture, at once. */
  reset(picture: Size): void {
    this.picture = picture;
    this.fitted = true;
    this.jump(this.fittedView());
  }

  fit(): void {
    this.glideTo(this.fittedView());
    this.fitted = true;
  }

  /** Exactly this part, as another picture shows it. */
  show(view: View): void {
    this.fitted = false;
    this.jump(view);
  }

  oneToOne(): void {
    this.glideTo(this.zoomedView(1 / this.dpr / this.target.scale, this.middle()));
  }

  zoomBy(factor: number, at: Point = this.middle()): void {
    this.fitted = false;
    this.jump(this.zoomedView(factor, at));
  }

  /** As by a key: with a short glide. */
  glideBy(factor: number): void {
    this.glideTo(this.zoomedView(factor, this.middle()));
  }

  panBy(dx: number, dy: number): void {
    this.fitted = false;
    const { x, y, scale } = this.view;
    this.jump({ x: x - dx / scale, y: y - dy / scale, scale });
  }

  /** Moves as little as makes `b` visible; zooms out only when it is larger than the stage. */
  reveal(b: Bounds, room = 32): void {
    const view = this.target;
    const across = (this.stage.width - 2 * room) / view.scale;
    const down = (this.stage.height - 2 * room) / view.scale;
    const margin = room / view.scale;
    const seen = {
      minX: view.x + margin,
      minY: view.y + margin,
      maxX: view.x + margin + across,
      maxY: view.y + margin + down,
    };
    if (across <= 0 || down <= 0 || holds(seen, b)) return;
    const tooLarge = Math.max((b.maxX - b.minX) / across, (b.maxY - b.minY) / down);
    if (tooLarge > 1) {
      const scale = view.scale / tooLarge;
      const [cx, cy] = centre(b);
      return this.glideTo({
        x: cx - this.stage.width / 2 / scale,
        y: cy - this.stage.height / 2 / scale,
        scale,
      });
    }
    const x = view.x + Math.min(0, b.minX - seen.minX) + Math.max(0, b.maxX - seen.maxX);
    const y = view.y + Math.min(0, b.minY - seen.minY) + Math.max(0, b.maxY - seen.maxY);
    this.glideTo({ x, y, scale: view.scale });
  }

  /** Keeps a place in sight while it is moved by keys. */
  follow(p: Point): void {
    const b = around([p]);
    const margin = 24 / this.view.scale;
    const seen = this.seen();
    const dx = Math.min(0, b.minX - seen.minX - margin) + Math.max(0, b.maxX - seen.maxX + margin);
    const dy = Math.min(0, b.minY - seen.minY - margin) + Math.max(0, b.maxY - seen.maxY + margin);
    if (dx !== 0 || dy !== 0) this.panBy(-dx * this.view.scale, -dy * this.view.scale);
  }

  /** Goes on with a glide; true while there is more to come. */
  step(now: number): boolean {
    const glide = this.glide;
    if (!glide) return false;
    const t = clamped((now - glide.started) / GLIDE_MS, 0, 1);
    this.view = between(glide.from, glide.to, 1 - (1 - t) ** 3, this.stage);
    if (t === 1) {
      this.view = glide.to;
      this.glide = null;
    }
    return t < 1;
  }

  private get target(): View {
    return this.glide?.to ?? this.view;
  }

  private middle(): Point {
    return [this.stage.width / 2, this.stage.height / 2];
  }

  private fittedView(): View {
    const { width, height } = this.picture;
    const across = Math.max(1, this.stage.width - 2 * ROOM);
    const down = Math.max(1, this.stage.height - 2 * ROOM);
    const scale = Math.min(across / width, down / height, 8);
    return {
      x: width / 2 - this.stage.width / 2 / scale,
      y: height / 2 - this.stage.height / 2 / scale,
      scale,
    };
  }

  private zoomedView(factor: number, at: Point): View {
    const view = this.target;
    const smallest = Math.min(1, this.fittedView().scale) / 2;
    const scale = clamped(view.scale * factor, smallest, LARGEST_SCALE);
    const keep = 1 / view.scale - 1 / scale;
    return { x: view.x + at[0] * keep, y: view.y + at[1] * keep, scale };
  }

  private glideTo(to: View): void {
    this.fitted = false;
    const target = this.limited(to);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (still || this.stage.width === 0) return this.jump(target);
    this.glide = { from: this.view, to: target, started: performance.now() };
    this.moved();
  }

  private jump(to: View): void {
    this.glide = null;
    this.view = this.limited(to);
    this.moved();
  }

  /** The middle of the stage stays over the picture, or the picture over the middle. */
  private limited({ x, y, scale }: View): View {
    const halfWidth = this.stage.width / 2 / scale;
    const halfHeight = this.stage.height / 2 / scale;
    return {
      x: clamped(x, -halfWidth, this.picture.width - halfWidth),
      y: clamped(y, -halfHeight, this.picture.height - halfHeight),
      scale,
    };
  }
}

/** Scale goes by ratio, and the place so that the middle moves straight. */
function between(from: View, to: View, t: number, stage: Size): View {
  if (t === 1) return to;
  const scale = from.scale * (to.scale / from.scale) ** t;
  const middle = (view: View): Point => [
    view.x + stage.width / 2 / view.scale,
    view.y + stage.height / 2 / view.scale,
  ];
  const [ax, ay] = middle(from);
  const [bx, by] = middle(to);
  // The middle moves with the share of the zoom that is done, or evenly when there is none.
  const share = from.scale === to.scale ? t : (1 / scale - 1 / from.scale) / (1 / to.scale - 1 / from.scale);
  const x = ax + (bx - ax) * share;
  const y = ay + (by - ay) * share;
  return { x: x - stage.width / 2 / scale, y: y - stage.height / 2 / scale, scale };
}
