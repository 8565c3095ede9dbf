// The master clock with simulated media: that all are where they belong, whatever their habits.
import { describe, expect, it } from 'vitest';
import { masterMs } from '../../../model/clock';
import { ClockCore } from './core';
import { frameAt, standsAt } from './medium';
import { Simulated, type Habits } from './simulated';

const BEAT_MS = 1000 / 60;

/** A clock over media, and the beats that a screen would give. */
function bench(habits: readonly Habits[], extent = { startMs: 0, endMs: 60_000 }) {
  const core = new ClockCore(extent);
  const media = habits.map((each) => new Simulated(each));
  let at = 0;
  for (const medium of media) core.attach(medium, at);
  const beat = () => {
    at += BEAT_MS;
    for (const medium of media) medium.advance(at);
    core.tick(at);
  };
  const run = (ms: number) => {
    for (const end = at + ms; at < end;) beat();
  };
  const errors = () =>
    media
      .filter((medium) => standsAt(medium, core.nowMs(at)) < medium.durationMs && medium.isPlaying)
      .map((medium) => masterMs(medium.clock, medium.ownMs()) - core.nowMs(at));
  /** The largest error from now on, looked at in every beat. */
  const worst = (ms: number) => {
    let most = 0;
    for (const end = at + ms; at < end;) {
      beat();
      for (const error of errors()) most = Math.max(most, Math.abs(error));
    }
    return most;
  };
  return { core, media, run, worst, now: () => core.nowMs(at), at: () => at };
}

const SENSORS: readonly Habits[] = [
  { pane: 'front/0', startLagMs: 25, frameMs: 40 },
  { pane: 'rear/0', startLagMs: 70, wrongPpm: 300 },
  { pane: 'microphone/0', sounds: true, clock: { offset_ms: 120 }, startLagMs: 110, wrongPpm: -200 },
];

describe('playing', () => {
  it('starts all together, and keeps them within a few milliseconds', () => {
    const { core, run, worst, at } = bench(SENSORS);
    core.play(at());
    run(1500);
    expect(core.phase).toBe('running');
    expect(worst(20_000)).toBeLessThan(8);
  });

  it.each([0.25, 0.5, 2, 3])('does so at %d times the speed', (rate) => {
    const { core, run, worst, at, now } = bench(SENSORS);
    core.setRate(rate, at());
    core.play(at());
    run(1500);
    const before = now();
    expect(worst(4000)).toBeLessThan(12);
    expect((now() - before) / 4000).toBeCloseTo(rate, 1);
  });

  it('follows a drift that is known', () => {
    const { core, media, run, worst, at } = bench([
      { pane: 'a/0', sounds: true },
      { pane: 'b/0', clock: { offset_ms: -2000, drift_ppm: 500 } },
    ]);
    core.seek(30_000, at());
    core.play(at());
    run(1000);
    expect(worst(10_000)).toBeLessThan(8);
    expect(media[1]!.rates[0]).toBeCloseTo(1 / 1.0005, 9);
    expect(media[1]!.ownMs()).toBeCloseTo((core.nowMs(at()) + 2000) / 1.0005, -1.5);
  });

  it.each([1, 2, 3])('brings a film that starts %d ms late nearer than could be heard', (startLagMs) => {
    const { core, run, worst, at } = bench([
      { pane: 'microphone/0', sounds: true },
      { pane: 'front/0', startLagMs, frameMs: 40 },
    ]);
    core.play(at());
    run(2000);
    expect(worst(5000)).toBeLessThan(3.5);
  });

  it('brings in a medium at its start, and leaves it on its last frame', () => {
    const { core, media, run, worst, at, now } = bench([
      { pane: 'a/0', sounds: true, durationMs: 8000 },
      { pane: 'b/0', clock: { offset_ms: 2000 }, durationMs: 3000 },
    ]);
    const [, late] = media;
    core.play(at());
    run(1500);
    expect(late!.isPlaying).toBe(false);
    expect(late!.ownMs()).toBe(0);
    run(1400);
    expect(worst(1000)).toBeLessThan(8);
    run(2500);
    expect(now()).toBeGreaterThan(5500);
    expect(late!.isPlaying).toBe(false);
    expect(late!.ownMs()).toBe(3000);
  });

  it('works without any sound, and ends at the end', () => {
    const { core, run, worst, at, now } = bench(
      [
        { pane: 'a/0', durationMs: 4000 },
        { pane: 'b/0', durationMs: 4000, startLagMs: 90 },
      ],
      { startMs: 0, endMs: 4000 },
    );
    core.play(at());
    run(1000);
    expect(worst(2000)).toBeLessThan(8);
    run(2000);
    expect(core.phase).toBe('paused');
    expect(now()).toBe(4000);
    core.play(at());
    expect(now()).toBe(0);
  });

  it('goes on by the watch when what leads has ended early', () => {
    const { core, run, at, now } = bench([{ pane: 'a/0', sounds: true, durationMs: 3000 }, { pane: 'b/0' }]);
    core.play(at());
    run(6000);
    expect(now()).toBeGreaterThan(5500);
  });

  it('waits for a medium that has nothing to show, and goes on together', () => {
    const { core, media, run, worst, at, now } = bench(SENSORS);
    core.play(at());
    run(2000);
    media[1]!.stuck = true;
    run(1000);
    expect(core.phase).toBe('gathering');
    const stopped = now();
    run(3000);
    expect(now()).toBe(stopped);
    media[1]!.stuck = false;
    run(1500);
    expect(core.phase).toBe('running');
    expect(worst(3000)).toBeLessThan(8);
  });

  it('goes on without a leader that never starts', () => {
    const { core, run, at, now } = bench([{ pane: 'a/0', sounds: true, startLagMs: 1e9 }, { pane: 'b/0' }]);
    core.play(at());
    run(1600);
    expect(core.phase).toBe('running');
    expect(now()).toBeLessThan(1600);
  });
});

describe('seeking', () => {
  it('shows exactly the time, on every medium', () => {
    const { core, media, at, now } = bench(SENSORS);
    core.seek(1234, at());
    expect(now()).toBe(1234);
    expect(media.map((medium) => medium.ownMs())).toEqual([1234, 1234, 1114]);
    core.seek(50, at());
    expect(media[2]!.ownMs()).toBe(0);
    core.seek(-5, at());
    expect(now()).toBe(0);
  });

  it('goes on only when all truly go, and together from the first moment', () => {
    const { core, media, run, worst, at } = bench([
      { pane: 'front/0', startLagMs: 5, frameMs: 40 },
      { pane: 'rear/0', startLagMs: 40, frameMs: 40 },
      { pane: 'microphone/0', sounds: true, startLagMs: 85, falseStartMs: 17 },
    ]);
    core.play(at());
    for (let i = 0; i < 20; i++) {
      core.seek((i * 7919) % 50_000, at());
      for (let beats = 0; core.phase !== 'running'; beats++) {
        expect(beats).toBeLessThan(60);
        run(BEAT_MS);
      }
      expect(media.every((medium) => medium.isPlaying)).toBe(true);
      expect(worst(1500)).toBeLessThan(8);
    }
  });

  it('survives a storm while playing', () => {
    const { core, run, worst, at } = bench(SENSORS);
    core.play(at());
    for (let i = 0; i < 200; i++) {
      core.seek((i * 7919) % 50_000, at());
      run((i * 31) % 90);
    }
    core.seek(10_000, at());
    run(2000);
    expect(core.phase).toBe('running');
    expect(worst(5000)).toBeLessThan(8);
  });

  it('stops where it was stopped', () => {
    const { core, media, run, at, now } = bench(SENSORS);
    core.play(at());
    run(3000);
    core.pause(at());
    const stopped = now();
    run(1000);
    expect(now()).toBe(stopped);
    expect(media.every((medium) => !medium.isPlaying)).toBe(true);
    expect(media[0]!.ownMs()).toBe(stopped);
  });
});

describe('stretches', () => {
  it('loop until told otherwise', () => {
    const { core, run, at, now } = bench(SENSORS);
    core.setLoop({ startMs: 5000, endMs: 6000 });
    core.play(at());
    expect(now()).toBe(5000);
    run(10_000);
    expect(core.phase).not.toBe('paused');
    expect(now()).toBeGreaterThanOrEqual(5000);
    expect(now()).toBeLessThan(6000);
    core.setLoop({ startMs: 9, endMs: 9 });
    expect(core.loop).toBeNull();
    run(3000);
    expect(now()).toBeGreaterThan(6500);
  });

  it('play once, and stop at their end', () => {
    const { core, run, at, now } = bench(SENSORS);
    core.playRange({ startMs: 2000, endMs: 2500 }, at());
    run(2000);
    expect(core.phase).toBe('paused');
    expect(now()).toBe(2500);
  });
});

describe('a sound that is heard late', () => {
  it('holds the pictures back by as much', () => {
    const { core, media, run, at, now } = bench([{ pane: 'a/0', sounds: true }, { pane: 'b/0' }]);
    core.latencyMs = 200;
    core.play(at());
    run(5000);
    expect(media[0]!.ownMs() - now()).toBeCloseTo(200, -1);
    expect(media[1]!.ownMs() - now()).toBeCloseTo(0, -1);
  });
});

describe('frames', () => {
  it('are those of whole milliseconds', () => {
    const video = new Simulated({
      pane: 'a/0',
      durationMs: 1000,
      frameMs: 100 / 3,
      clock: { offset_ms: 100 },
    });
    expect(frameAt(video, 133)).toEqual({ index: 1, ms: 133, endMs: 167 });
    expect(frameAt(video, 132)).toEqual({ index: 0, ms: 100, endMs: 133 });
    expect(frameAt(video, 0)?.index).toBe(0);
    expect(frameAt(video, 5000)?.index).toBe(29);
    for (let index = 0; index < 30; index++) {
      const frame = frameAt(video, 100 + (index * 100) / 3)!;
      expect(frameAt(video, frame.ms)).toEqual(frame);
      expect(frameAt(video, frame.endMs - 1)).toEqual(frame);
    }
  });
});
