// The brush: paints bits of a mask, or takes them away; only what a stroke touches is worked on.
import { Bitmask } from '../../../model/geometry/bitmask';
import { decoded, encoded } from '../../../model/geometry/rle';
import type { Bounds, MaskShape, Point } from '../../../model/geometry/types';
import type { StageRegion } from '../contract';
import { words } from '../words';
import { BaseTool, type Press, type Progress, type Workspace } from './tool';

/** Shows a mask while it is painted. */
export interface LiveMask {
  start(mask: Bitmask, color: string): void;
  touched(b: Bounds): void;
  /** The stroke is done; shown until the painter has it too. */
  settle(): void;
  clear(): void;
  /** The rim of the brush; null takes it away. */
  rim(at: Point | null, brush: Workspace['brush']): void;
}

/** Bits of masks that were painted here, so that the next stroke need not decode them. */
const bits = new WeakMap<MaskShape, Bitmask>();

export class BrushTool extends BaseTool {
  readonly id = 'brush';
  private stroke: {
    mask: Bitmask;
    last: Point;
    on: boolean;
    target: StageRegion | null;
    gesture: string;
  } | null = null;

  constructor(
    space: Workspace,
    private readonly live: LiveMask,
  ) {
    super(space);
  }

  override get busy(): boolean {
    return this.stroke !== null;
  }

  override get progress(): Progress {
    return this.busy ? 'enough' : 'none';
  }

  down(press: Press): void {
    const target = this.target();
    const on = !(press.shift && !press.keys) && !this.space.brush.erasing;
    if (!on && !target) return this.space.say(words.nothingToErase);
    const mask = target
      ? bitsOf(target.selector as MaskShape)
      : new Bitmask(this.space.size.width, this.space.size.height);
    const gesture = this.space.begin(target ? [target.id] : []);
    this.stroke = { mask: mask.clone(), last: press.loose, on, target, gesture };
    this.live.start(this.stroke.mask, target?.color ?? this.space.color);
    this.paintTo(press.loose);
  }

  move(press: Press, _pressed: boolean): void {
    this.live.rim(press.loose, this.space.brush);
    if (this.stroke) this.paintTo(press.loose);
  }

  up(press: Press): void {
    if (!this.stroke) return;
    this.paintTo(press.loose);
    this.finish();
  }

  /** By keys the brush goes down with one Enter and up with the next. */
  override tap(press: Press): void {
    this.live.rim(press.loose, this.space.brush);
    if (this.stroke) this.up(press);
    else this.down(press);
    this.space.say(this.stroke ? words.penDown : words.penUp);
  }

  override finish(): void {
    const stroke = this.stroke;
    if (!stroke) return;
    this.stroke = null;
    if (stroke.mask.isEmpty()) {
      this.space.say(words.nothingLeft);
      this.live.clear();
      return this.space.end();
    }
    const shape = encoded(stroke.mask);
    bits.set(shape, stroke.mask);
    this.live.settle();
    if (stroke.target) this.space.change(stroke.target.id, shape, stroke.gesture);
    else this.space.draw(shape);
    this.space.end();
  }

  cancel(): void {
    if (!this.stroke) return;
    this.stroke = null;
    this.live.clear();
    this.space.end();
  }

  override cursor(): string {
    return 'none';
  }

  override leave(): void {
    super.leave();
    this.live.rim(null, this.space.brush);
  }

  override out(): void {
    this.live.rim(null, this.space.brush);
  }

  /** The rim and the mask have layers of their own. */
  paint(): void {}

  private paintTo(p: Point): void {
    const { stroke } = this;
    if (!stroke) return;
    this.live.touched(stroke.mask.stroke(stroke.last, p, this.space.brush.diameter / 2, stroke.on));
    stroke.last = p;
  }

  private target(): StageRegion | null {
    const [id] = this.space.selected;
    const region =
      id === undefined || this.space.selected.length > 1 ? undefined : this.space.regions.get(id);
    return region && region.selector.type === 'mask' && !region.locked ? region : null;
  }
}

function bitsOf(shape: MaskShape): Bitmask {
  const known = bits.get(shape) ?? decoded(shape);
  bits.set(shape, known);
  return known;
}
