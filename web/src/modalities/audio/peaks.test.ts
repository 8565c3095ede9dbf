// Peaks: what is read, at which level, and what is asked for.
import { describe, expect, it } from 'vitest';
import { levelFor, Peaks, readHead, type ReadRange } from './peaks';

/** A file of peaks at 1,000 samples a second: level 0 has a bin for each, level 1 for eight. */
function file(seconds: number, channels = 1): ArrayBuffer {
  const sizes = [seconds * 1000, Math.ceil((seconds * 1000) / 8)];
  const width = 2 * channels;
  const head = 24 + 16 * sizes.length;
  const bytes = new ArrayBuffer(head + (sizes[0]! + sizes[1]!) * width);
  const view = new DataView(bytes);
  for (let i = 0; i < 4; i++) view.setUint8(i, 'CCPK'.charCodeAt(i));
  [1, channels, 1000, sizes.length, 0].forEach((value, i) => view.setUint32(4 + 4 * i, value, true));
  let offset = head;
  sizes.forEach((bins, level) => {
    view.setUint32(24 + 16 * level, 8 ** level, true);
    view.setUint32(28 + 16 * level, bins, true);
    view.setBigUint64(32 + 16 * level, BigInt(offset), true);
    for (let bin = 0; bin < bins; bin++) {
      for (let channel = 0; channel < channels; channel++) {
        const at = offset + (bin * channels + channel) * 2;
        view.setInt8(at, -((bin % 50) + 1 + channel));
        view.setInt8(at + 1, (bin % 100) + channel);
      }
    }
    offset += bins * width;
  });
  return bytes;
}

async function opened(bytes: ArrayBuffer) {
  const asked: [number, number][] = [];
  const answers: Promise<unknown>[] = [];
  const read: ReadRange = (start, end) => {
    asked.push([start, end]);
    const answer = Promise.resolve(bytes.slice(start, end));
    answers.push(answer);
    return answer;
  };
  let changes = 0;
  const peaks = await Peaks.open(read, () => changes++, new AbortController().signal);
  const settled = async () => {
    for (let n = -1; n !== answers.length; await Promise.all(answers)) {
      n = answers.length;
      await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    }
    await Promise.all(answers);
    await new Promise((resolve) => setTimeout(resolve));
  };
  await settled();
  return { peaks, asked, settled, changes: () => changes };
}

describe('peaks', () => {
  it('name their levels', () => {
    expect(readHead(file(2, 2))).toEqual({
      channels: 2,
      sampleRate: 1000,
      levels: [
        { samplesPerBin: 1, bins: 2000, offset: 56 },
        { samplesPerBin: 8, bins: 250, offset: 56 + 2000 * 4 },
      ],
    });
  });

  it.each([
    [0.2, 0],
    [1, 0],
    [7.9, 0],
    [8, 1],
    [500, 1],
  ])('at %d ms a pixel come from level %d', (msPerPixel, level) => {
    expect(levelFor(readHead(file(1)), msPerPixel)).toBe(level);
  });

  it('are coarse until the fine ones have come', async () => {
    const { peaks, settled } = await opened(file(60));
    expect(peaks.extremes(0, 100, 101, 0)).toEqual([-13, 12]);
    peaks.fetch(0, 0, 1000);
    await settled();
    expect(peaks.extremes(0, 100, 101, 0)).toEqual([-1, 0]);
    expect(peaks.extremes(0, 110, 120, 0)).toEqual([-20, 19]);
    expect(peaks.extremes(0, 70_000, 70_001, 0)).toEqual([0, 0]);
  });

  it('keep channels apart', async () => {
    const { peaks, settled } = await opened(file(4, 2));
    peaks.fetch(0, 0, 4000);
    await settled();
    expect(peaks.extremes(1, 7, 8, 0)).toEqual([-9, 8]);
  });

  it('ask only for what is in view', async () => {
    const bytes = file(600);
    const { peaks, asked, settled } = await opened(bytes);
    asked.length = 0;
    peaks.fetch(0, 300_000, 301_000);
    await settled();
    expect(asked.length).toBeLessThanOrEqual(2);
    const fetched = asked.reduce((sum, [start, end]) => sum + end - start, 0);
    expect(fetched).toBeLessThan(20_000);
    asked.length = 0;
    peaks.fetch(0, 300_000, 301_000);
    await settled();
    expect(asked).toEqual([]);
  });

  it('are refused where they are something else', () => {
    expect(() => readHead(new ArrayBuffer(8))).toThrow('no peaks');
    expect(() => readHead(new ArrayBuffer(64))).toThrow('no peaks');
  });
});
