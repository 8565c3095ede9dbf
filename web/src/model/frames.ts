// The frame table of a video: when each frame is shown, in the video's own time. Frames need not be evenly spaced.

/** Bytes before the first time: name, version, count, ticks a second. */
const HEAD = 16;

export class FrameTable {
  private constructor(
    private readonly ticks: Uint32Array,
    private readonly timescale: number,
  ) {}

  /** Reads `CCFT`; the text of the error is for people. */
  static read(bytes: ArrayBuffer): FrameTable {
    const view = new DataView(bytes);
    const name = bytes.byteLength >= HEAD ? view.getUint32(0, false) : 0;
    if (name !== 0x43434654) throw new Error('this is no frame table');
    const version = view.getUint32(4, true);
    if (version !== 1) throw new Error(`frame table of version ${version}; version 1 is understood`);
    const n = view.getUint32(8, true);
    const timescale = view.getUint32(12, true);
    if (n === 0 || timescale === 0) throw new Error('the frame table is empty');
    if (bytes.byteLength < HEAD + 4 * (n + 1)) throw new Error('the frame table ends too early');
    const ticks = Uint32Array.from({ length: n + 1 }, (_, i) => view.getUint32(HEAD + 4 * i, true));
    return new FrameTable(ticks, timescale);
  }

  static of(startsMs: readonly number[], endMs: number): FrameTable {
    const timescale = 100_000;
    const ticks = [...startsMs, endMs].map((ms) => Math.round((ms * timescale) / 1000));
    return new FrameTable(Uint32Array.from(ticks), timescale);
  }

  get count(): number {
    return this.ticks.length - 1;
  }

  /** When a frame begins to be shown, in milliseconds; the end of the last one for `count`. */
  startMs(index: number): number {
    return ((this.ticks[index] ?? 0) * 1000) / this.timescale;
  }

  /** The middle of the time of a frame: where a player that is sent there shows this frame and no other. */
  middleMs(index: number): number {
    return (this.startMs(index) + this.startMs(index + 1)) / 2;
  }

  /** The frame that is shown at a time; the first one before it, the last one after all. */
  indexAt(ownMs: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.startMs(middle) <= ownMs) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** The frame whose time of presentation is nearest: what a player names when it has shown one. */
  nearest(ownMs: number): number {
    const at = this.indexAt(ownMs);
    const next = Math.min(at + 1, this.count - 1);
    return Math.abs(this.startMs(next) - ownMs) < Math.abs(this.startMs(at) - ownMs) ? next : at;
  }
}
