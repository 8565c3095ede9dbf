// The peaks of a sound at several zoom levels, read in pieces by ranges: what is in view comes first, the rest never.

/** One level: how many samples a bin covers, and where its bins begin in the file. */
export interface Level {
  readonly samplesPerBin: number;
  readonly bins: number;
  readonly offset: number;
}

export interface PeaksHead {
  readonly channels: number;
  readonly sampleRate: number;
  /** From fine to coarse. */
  readonly levels: readonly Level[];
}

/** The bytes from `start` to before `end` of the file. */
export type ReadRange = (start: number, end: number, signal: AbortSignal) => Promise<ArrayBuffer>;

const HEAD = 24;
const LEVEL = 16;
/** Head and levels fit in here, and for short sounds everything. */
const FIRST_BYTES = 16 * 1024;
const PIECE_BINS = 4096;
const KEPT_PIECES = 192;
const AT_ONCE = 4;
const AGAIN_MS = 1500;
const MOST_TRIES = 40;

export function readHead(bytes: ArrayBuffer): PeaksHead {
  const view = new DataView(bytes);
  const isPeaks = bytes.byteLength >= HEAD && view.getUint32(0, false) === 0x4343504b;
  if (!isPeaks) throw new Error('these are no peaks');
  if (view.getUint32(4, true) !== 1) throw new Error('peaks of an unknown version');
  const n = view.getUint32(16, true);
  if (n === 0 || bytes.byteLength < HEAD + n * LEVEL) throw new Error('the peaks end too early');
  const levels = Array.from({ length: n }, (_, i): Level => {
    const at = HEAD + i * LEVEL;
    return {
      samplesPerBin: view.getUint32(at, true),
      bins: view.getUint32(at + 4, true),
      offset: Number(view.getBigUint64(at + 8, true)),
    };
  });
  return { channels: view.getUint32(8, true), sampleRate: view.getUint32(12, true), levels };
}

/** The coarsest level that still has a bin for each pixel; the finest one where none has. */
export function levelFor({ levels, sampleRate }: PeaksHead, msPerPixel: number): number {
  const found = levels.findLastIndex(
    ({ samplesPerBin }) => (samplesPerBin / sampleRate) * 1000 <= msPerPixel,
  );
  return Math.max(0, found);
}

export class Peaks {
  private readonly pieces = new Map<string, Int8Array>();
  private readonly underway = new Map<string, AbortController>();
  private wanted: { level: number; piece: number }[] = [];
  private failures = 0;

  private constructor(
    readonly head: PeaksHead,
    private readonly read: ReadRange,
    private readonly changed: () => void,
  ) {}

  /** `changed` is told when more can be drawn. */
  static async open(read: ReadRange, changed: () => void, signal: AbortSignal): Promise<Peaks> {
    const peaks = new Peaks(readHead(await read(0, FIRST_BYTES, signal)), read, changed);
    // The coarsest level whole, so that there is something to draw at any zoom from the start.
    const coarsest = peaks.head.levels.length - 1;
    peaks.want(coarsest, 0, peaks.head.levels[coarsest]?.bins ?? 0);
    return peaks;
  }

  close(): void {
    this.wanted = [];
    for (const request of this.underway.values()) request.abort();
  }

  /**
   * The least and the greatest sample of a channel within a time, −127 to 127; null where nothing is known of it yet.
   * Asks a coarser level where the wanted one is still on its way.
   */
  extremes(channel: number, startMs: number, endMs: number, level: number): readonly [number, number] | null {
    for (let each = level; each < this.head.levels.length; each++) {
      const found = this.within(channel, startMs, endMs, each);
      if (found) return found;
    }
    return null;
  }

  /** Fetches what is missing between two times, the middle first; what was asked for before and is out of view is given up. */
  fetch(level: number, startMs: number, endMs: number): void {
    const { bins } = this.head.levels[level]!;
    const from = Math.max(0, Math.floor(this.binAt(startMs, level)));
    const to = Math.min(bins, Math.ceil(this.binAt(endMs, level)) + 1);
    this.want(level, from, to);
  }

  private want(level: number, from: number, to: number): void {
    const last = Math.floor(Math.max(from, to - 1) / PIECE_BINS);
    const missing: { level: number; piece: number }[] = [];
    for (let piece = Math.floor(from / PIECE_BINS); piece <= last; piece++) {
      if (!this.pieces.has(`${level}/${piece}`)) missing.push({ level, piece });
    }
    const middle = (from + to) / 2 / PIECE_BINS - 0.5;
    missing.sort((a, b) => Math.abs(a.piece - middle) - Math.abs(b.piece - middle));
    this.wanted = missing;
    const still = new Set(missing.map((each) => `${each.level}/${each.piece}`));
    const coarsest = this.head.levels.length - 1;
    for (const [key, request] of this.underway) {
      if (!still.has(key) && !key.startsWith(`${coarsest}/`)) request.abort();
    }
    this.pump();
  }

  private pump(): void {
    for (const { level, piece } of this.wanted) {
      if (this.underway.size >= AT_ONCE || this.failures > 8) return;
      const key = `${level}/${piece}`;
      if (!this.underway.has(key) && !this.pieces.has(key)) void this.load(level, piece, key);
    }
  }

  private async load(level: number, piece: number, key: string): Promise<void> {
    const request = new AbortController();
    this.underway.set(key, request);
    const { offset, bins } = this.head.levels[level]!;
    const width = 2 * this.head.channels;
    const [from, to] = [piece * PIECE_BINS, Math.min(bins, (piece + 1) * PIECE_BINS)];
    try {
      const bytes = await this.read(offset + from * width, offset + to * width, request.signal);
      this.keep(key, new Int8Array(bytes));
      this.failures = 0;
      this.changed();
    } catch {
      if (!request.signal.aborted) this.failures++;
    } finally {
      this.underway.delete(key);
      this.pump();
    }
  }

  /** What was not looked at for longest goes first. */
  private keep(key: string, piece: Int8Array): void {
    this.pieces.set(key, piece);
    for (const oldest of this.pieces.keys()) {
      if (this.pieces.size <= KEPT_PIECES) return;
      if (!oldest.startsWith(`${this.head.levels.length - 1}/`)) this.pieces.delete(oldest);
    }
  }

  private binAt(ms: number, level: number): number {
    return (ms * this.head.sampleRate) / 1000 / (this.head.levels[level]?.samplesPerBin ?? 1);
  }

  private within(
    channel: number,
    startMs: number,
    endMs: number,
    level: number,
  ): readonly [number, number] | null {
    const { bins } = this.head.levels[level]!;
    const from = Math.max(0, Math.floor(this.binAt(startMs, level)));
    const to = Math.min(bins, Math.max(from + 1, Math.ceil(this.binAt(endMs, level))));
    if (from >= bins || endMs < 0) return [0, 0];
    const { channels } = this.head;
    let [low, high] = [127, -127];
    for (let bin = from; bin < to; bin++) {
      const piece = this.pieces.get(`${level}/${Math.floor(bin / PIECE_BINS)}`);
      if (!piece) return null;
      const at = ((bin % PIECE_BINS) * channels + channel) * 2;
      low = Math.min(low, piece[at] ?? 0);
      high = Math.max(high, piece[at + 1] ?? 0);
    }
    return [low, high];
  }
}

/** Ranges of an address. */
export function rangesOf(url: string): ReadRange {
  return async (start, end, signal) => {
    const headers = { range: `bytes=${start}-${end - 1}` };
    let answer = await fetch(url, { headers, signal, credentials: 'same-origin' });
    // Still being computed, or the server has much to do: it will be there soon.
    for (let tries = 0; answer.status === 503 && tries < MOST_TRIES; tries++) {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      answer = await fetch(url, { headers, signal, credentials: 'same-origin' });
    }
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    return answer.status === 206 ? bytes : bytes.slice(start, end);
  };
}
