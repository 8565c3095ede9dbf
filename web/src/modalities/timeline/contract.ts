// What the timeline is told and what it tells: the words between it and the page around it. All times are master ms.

export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** Something with a time: an interval, a point event, a track, a cue. */
export interface TimelineMark extends Stretch {
  readonly id: string;
  readonly title: string;
  readonly color: string;
  readonly line: 'solid' | 'dashed' | 'dotted';
  readonly emphasis: 'none' | 'lit' | 'dim';
  /** Rows belong to groups: all marks of a label, of a channel, of a speaker. */
  readonly group: string;
  readonly badge?: string;
  /** Its ends cannot be moved. */
  readonly locked?: boolean;
  /** Where a track is known exactly; its ends are moved by these. */
  readonly keyframes?: readonly number[];
  /** Where a track is out of sight. */
  readonly gaps?: readonly Stretch[];
  /** Where something hides it. */
  readonly veiled?: readonly Stretch[];
}

/** What is visible: the time at the left edge, and how much time a CSS pixel is. */
export interface TimeView {
  readonly startMs: number;
  readonly msPerPx: number;
}

/** A part of the canvas in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What lies behind the marks of a lane: a wave, pictures. */
export interface Backdrop {
  readonly height: number;
  paint(context: CanvasRenderingContext2D, area: Area, view: TimeView, ink: Ink): void;
  /** Calls back when there is more to show; returns how to stop it. */
  subscribe?(changed: () => void): () => void;
}

/** The colours of the page, for what is painted. */
export interface Ink {
  readonly surface: string;
  readonly band: string;
  readonly line: string;
  readonly strong: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  /** Only the reader's own colours may be used. */
  readonly forced: boolean;
}

export interface TimelineLane extends Stretch {
  readonly key: string;
  readonly title: string;
  readonly backdrops: readonly Backdrop[];
  readonly marks: readonly TimelineMark[];
  /** Group → what it is called, in the order of the rows. */
  readonly groups: ReadonlyMap<string, string>;
  /** Dragging on it makes an interval. */
  readonly draws: boolean;
  /** It stands in the medium at hand. */
  readonly active?: boolean;
}

export interface TimelineEvents {
  seek(ms: number): void;
  /** An interval was drawn on a lane; `group` is where, when that was on rows. */
  draw(lane: string, stretch: Stretch, group: string | null): void;
  /** `gesture` is one id a drag or a run of key presses, so that the editor can merge undo steps. */
  change(id: string, stretch: Stretch, gesture: string): void;
  keyframe(id: string, fromMs: number, toMs: number): void;
  select(ids: string[]): void;
  hover(id: string | null): void;
  /** A lane was taken hold of. */
  lane(key: string): void;
  loop(range: Stretch | null): void;
  /** The time one frame earlier or later. */
  frame(ms: number, by: 1 | -1): number;
  say(text: string): void;
}

/** Work of the animation frames since the last `stats()`. */
export interface FrameStats {
  readonly frames: number;
  readonly totalMs: number;
  readonly maxMs: number;
}

/** What the timeline can be asked to do. */
export interface Timeline {
  readonly view: TimeView;
  setExtent(extent: Stretch): void;
  setLanes(lanes: readonly TimelineLane[]): void;
  setSelected(ids: readonly string[]): void;
  /** What is looked at elsewhere. */
  setHovered(id: string | null): void;
  setColor(color: string): void;
  setNow(ms: number, playing: boolean): void;
  setLoop(range: Stretch | null): void;
  /** Where an interval was begun that ends at the playhead. */
  setBegun(ms: number | null): void;
  setHidden(hidden: boolean): void;
  fit(): void;
  show(stretch: Stretch): void;
  zoomBy(factor: number, atX?: number): void;
  panBy(px: number): void;
  scrollBy(px: number): void;
  /** Pans, and zooms out if needed, only where the stretch is out of sight. */
  reveal(stretch: Stretch, id?: string): void;
  /** Where a mark is on the screen; nothing while it is out of sight. */
  anchor(id: string): DOMRect | null;
  /** The mark at a place on the screen. */
  at(clientX: number, clientY: number): string | null;
  /** True when the key was used; called only while the timeline has the focus. */
  handleKey(event: KeyboardEvent): boolean;
  readonly contentHeight: number;
  stats(): FrameStats;
  focus(): void;
  destroy(): void;
}
