// The image stage: shows a picture of any size with its regions, and draws and edits them.
import { bounds } from '../../model/geometry/bounds';
import type { Point, Shape } from '../../model/geometry/types';
import { Mirror } from '../mirror';
import { Camera } from './camera';
import type {
  Adjust,
  FrameStats,
  ImageSource,
  Stage,
  StageEvents,
  StageOptions,
  StageRegion,
  ToolId,
  View,
} from './contract';
import { Frames } from './frames';
import { Keys } from './keys';
import { MaskCanvas } from './live_mask';
import { Overlay } from './overlay';
import { Layers } from './paint/layers';
import type { ForcedColors } from './paint/protocol';
import { Pointers, type PointerTarget } from './pointers';
import { pressAt } from './press';
import { Scene } from './scene';
import './stage.css';
import { makeTool } from './tools';
import { holeTool } from './tools/hole';
import type { Press, Tool } from './tools/tool';
import { regionInWords, words } from './words';
import { StageWorkspace } from './workspace';

export type * from './contract';

export class ImageStage implements Stage {
  private readonly scene: Scene;
  private readonly camera: Camera;
  private readonly space: StageWorkspace;
  private readonly layers: Layers;
  private readonly live: MaskCanvas;
  private readonly overlay: Overlay;
  private readonly pointers: Pointers;
  private readonly keys: Keys;
  private readonly mirror: Mirror<StageRegion>;
  private readonly stop = new AbortController();
  private readonly backdrop: HTMLElement | null;
  private current: Tool;
  /** Cuts a hole while the chosen tool waits. */
  private guest: Tool | null = null;
  private regions: readonly StageRegion[] = [];
  private last: Press | null = null;
  private hovered: string | null = null;
  private hidden = false;
  private drawing = false;
  private forced: ForcedColors | null = null;
  private frame = 0;
  private stale = true;
  private hoverStale = false;
  private told: View | null = null;
  /** The revision of the regions that must be on the screen before the stage stops drawing what is new itself. */
  private settled = Infinity;
  private readonly frames = new Frames();

  constructor(
    host: HTMLElement,
    private source: ImageSource,
    private readonly events: StageEvents,
    options: StageOptions = {},
  ) {
    const label = options.label ?? words.stage;
    this.scene = new Scene(host, label, () => this.setSource(this.source));
    const { surface } = this.scene;
    this.backdrop = options.backdrop ?? null;
    if (this.backdrop) surface.append(this.backdrop);
    this.camera = new Camera(source, () => this.schedule());
    this.space = new StageWorkspace(source, this.camera, events, {
      redraw: () => this.redraw(),
      lift: (ids) => this.layers.lift(ids),
      flush: () => this.flush(),
    });
    this.layers = new Layers(surface, {
      ready: () => this.schedule(),
      failed: (what) => this.fail(what),
    });
    this.live = new MaskCanvas(surface, this.camera, () => this.schedule());
    this.overlay = new Overlay(surface, this.camera, this.space);
    this.current = makeTool('select', this.space, this.live);
    this.pointers = new Pointers(surface, this.pointerTarget());
    this.keys = new Keys({
      camera: this.camera,
      space: this.space,
      tool: () => this.active,
      hovered: () => this.last,
      holdSpace: () => this.holdSpace(),
      redraw: () => this.redraw(),
    });
    const select = (ids: string[]) => this.space.select(ids);
    const focus = (id: string | null) => this.focusRegion(id);
    const named = (region: StageRegion) => regionInWords(region, this.source);
    this.mirror = new Mirror(this.scene.root, `${words.list}, ${label}`, { select, focus }, named);
    this.scene.watch(this.stop.signal, {
      resized: (size, dpr) => this.camera.resize(size, dpr),
      colors: (forced) => this.setForced(forced),
    });
    this.setSource(source);
  }

  get tool(): ToolId {
    return this.current.id;
  }

  get view(): View {
    return this.camera.view;
  }

  setSource(source: ImageSource): void {
    this.source = source;
    this.active.cancel();
    this.guest = null;
    this.keys.hideCross();
    this.scene.hideProblem();
    this.camera.reset(source);
    this.space.size = source;
    this.layers.setSource(source);
    this.setRegions(this.regions);
  }

  setRegions(regions: readonly StageRegion[]): void {
    this.regions = regions;
    this.space.setRegions(regions, this.source);
    this.hoverStale = true;
    if (!this.space.active) this.flush();
    this.mirror.set(this.space.regions, this.space.selected);
  }

  setTool(tool: ToolId): void {
    if (tool === this.current.id && !this.guest) return;
    this.active.leave();
    this.guest = null;
    this.current = makeTool(tool, this.space, this.live);
    this.space.toolId = tool;
    this.space.turning = tool === 'rotated_box';
    this.hoverStale = true;
    this.redraw();
  }

  setSelected(ids: readonly string[]): void {
    this.space.selected = ids;
    this.mirror.set(this.space.regions, ids);
    this.redraw();
  }

  setColor(color: string): void {
    this.space.color = color;
    this.redraw();
  }

  setLocked(locked: boolean): void {
    if (locked && this.active.busy) this.active.cancel();
    this.space.locked = locked;
    this.redraw();
  }

  fit(): void {
    this.camera.fit();
  }

  oneToOne(): void {
    this.camera.oneToOne();
  }

  show(view: View): void {
    this.camera.show(view);
  }

  zoomBy(factor: number, at?: Point): void {
    if (at) this.camera.zoomBy(factor, at);
    else this.camera.glideBy(factor);
  }

  panBy(dx: number, dy: number): void {
    this.camera.panBy(dx, dy);
  }

  reveal(shape: Shape): void {
    if (shape.type !== 'whole') this.camera.reveal(bounds(shape, this.source));
  }

  setAdjust(adjust: Adjust): void {
    this.layers.setAdjust(adjust);
  }

  setHidden(hidden: boolean): void {
    this.hidden = hidden;
    this.space.regions.veiled = hidden;
    this.hoverStale = true;
    this.redraw();
  }

  setBrushSize(diameter: number): void {
    this.space.brush.diameter = Math.max(1, diameter);
    this.redraw();
  }

  setErasing(erasing: boolean): void {
    this.space.brush.erasing = erasing;
    this.redraw();
  }

  resume(tool: ToolId, points: readonly Point[]): void {
    this.setTool(tool);
    this.current.resume(points);
    this.redraw();
  }

  cancel(): void {
    this.active.cancel();
    this.keys.hideCross();
  }

  complete(): boolean {
    if (this.active.progress === 'enough') this.active.finish();
    return this.active.progress === 'none';
  }

  holdSpace(): void {
    this.pointers.setSpace(true);
  }

  cutHole(): void {
    const hole = holeTool(this.space, () => {
      this.guest = null;
      this.redraw();
    });
    if (!hole) return this.events.say(words.holeNeedsPolygon);
    this.active.leave();
    this.guest = hole;
    this.events.say(words.hole);
  }

  handleKey(event: KeyboardEvent): boolean {
    return this.keys.handle(event);
  }

  stats(): FrameStats {
    return this.frames.taken();
  }

  focus(): void {
    this.scene.surface.focus({ preventScroll: true });
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.frame = -1;
    this.stop.abort();
    this.pointers.destroy();
    this.layers.destroy();
    this.mirror.destroy();
    this.scene.root.remove();
  }

  private get active(): Tool {
    return this.guest ?? this.current;
  }

  private schedule(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.onFrame(now));
  }

  private redraw(): void {
    this.stale = true;
    this.schedule();
  }

  private onFrame(now: number): void {
    const started = performance.now();
    this.frame = 0;
    const gliding = this.camera.step(now);
    const { view, stage, dpr } = this.camera;
    const moved = view !== this.told;
    this.layers.present(view, stage, dpr, this.hidden);
    if (moved && this.backdrop) this.camera.lay(this.backdrop);
    if (this.layers.shownRevision >= this.settled) this.settle();
    this.live.paint();
    if (this.hoverStale) this.hoverAt();
    if (this.stale || moved) this.paintOverlay();
    if (moved) {
      this.told = view;
      this.events.view(view);
    }
    if (gliding) this.schedule();
    this.frames.add(performance.now() - started);
  }

  private paintOverlay(): void {
    this.stale = false;
    const { hovered, hidden, forced, keys } = this;
    const isDrawing = this.active.progress !== 'none';
    if (this.drawing && !isDrawing) this.events.idle?.();
    this.drawing = isDrawing;
    this.overlay.paint({ tool: this.active, hovered, hidden, forced, cross: keys.cross });
  }

  /** Hands the regions to the painter, and remembers when what was drawn by hand will be among them. */
  private flush(): void {
    const revision = this.layers.setRegions(this.regions);
    this.layers.lift([]);
    if (this.space.ghost || this.live.settling) this.settled = revision;
    this.schedule();
  }

  private settle(): void {
    this.settled = Infinity;
    this.space.ghost = null;
    if (this.live.settling) this.live.clear();
    this.stale = true;
  }

  private hoverAt(): void {
    this.hoverStale = false;
    const press = this.last;
    const looking = press !== null && this.active.id === 'select' && !this.active.busy;
    const id = looking
      ? (this.space.regions.at(press.loose, 6 / this.camera.view.scale)[0]?.id ?? null)
      : null;
    if (!this.pointers.space) this.scene.surface.style.cursor = this.active.cursor(press);
    this.hover(id);
  }

  private hover(id: string | null): void {
    if (id === this.hovered) return;
    this.hovered = id;
    this.stale = true;
    this.events.hover(id);
  }

  private focusRegion(id: string | null): void {
    const region = id === null ? undefined : this.space.regions.get(id);
    if (region) this.reveal(region.selector);
    this.hover(id);
    this.redraw();
  }

  private pointerTarget(): PointerTarget {
    return {
      press: (event, touch) => this.press(this.pressOf(event, touch)),
      move: (event, pressed, touch) => {
        this.last = this.pressOf(event, touch);
        this.hoverStale = true;
        this.active.move(this.last, pressed);
        this.schedule();
      },
      release: (event, touch) => {
        this.active.up(this.pressOf(event, touch));
        this.hoverStale = true;
        this.schedule();
      },
      double: (event) => this.active.double(this.pressOf(event, false)),
      leave: () => {
        this.last = null;
        this.hoverStale = true;
        this.active.out();
        this.schedule();
      },
      abandon: () => this.active.cancel(),
      panBy: (dx, dy) => this.camera.panBy(dx, dy),
      zoomBy: (factor, at) => this.camera.zoomBy(factor, at),
      cursor: (name) => {
        this.scene.surface.style.cursor = name ?? this.active.cursor(this.last);
      },
    };
  }

  private press(press: Press): void {
    this.focus();
    if (this.keys.cross) this.keys.hideCross();
    this.last = press;
    if (this.space.locked && this.active.id !== 'select') return;
    this.active.down(press);
    this.schedule();
  }

  private pressOf(event: MouseEvent, touch: boolean): Press {
    return pressAt(event, touch, { surface: this.scene.surface, camera: this.camera, picture: this.source });
  }

  private setForced(forced: ForcedColors | null): void {
    this.forced = forced;
    this.layers.setColors(forced);
    this.redraw();
  }

  private fail(what: 'picture' | 'tile'): void {
    const text = what === 'picture' ? words.pictureFailed : words.tileFailed;
    this.scene.showProblem(text);
    this.events.say(text);
  }
}
