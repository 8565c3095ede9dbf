// What a page's main thread does a frame, out of a performance trace.

/**
 * CPU time of the main thread between one animation frame and the next, without the first `warm` frames. Each frame has
 * two callbacks: the one that drives, and the one that paints.
 */
export function frames(events, warm) {
  const fired = events
    .filter((event) => event.name === "FireAnimationFrame")
    .sort((a, b) => a.ts - b.ts);
  const [first] = fired;
  const from = fired[2 * warm].ts;
  const tasks = events.filter(
    (event) =>
      event.pid === first.pid &&
      event.tid === first.tid &&
      event.ph === "X" &&
      event.name === "ThreadControllerImpl::RunTask" &&
      event.ts >= from,
  );
  const frameTasks = new Map();
  let frame = 0;
  const animates = (task) =>
    fired.some(
      (event) => event.ts >= task.ts && event.ts <= task.ts + task.dur,
    );
  for (const task of tasks.sort((a, b) => a.ts - b.ts)) {
    if (animates(task)) frame++;
    frameTasks.set(
      frame,
      (frameTasks.get(frame) ?? 0) + (task.tdur ?? task.dur) / 1000,
    );
  }
  const times = [...frameTasks.values()].sort((a, b) => a - b);
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  return {
    thread_mean: round(mean),
    thread_median: round(times[Math.floor(times.length / 2)]),
    thread_p95: round(times[Math.floor(times.length * 0.95)]),
    thread_max: round(times.at(-1)),
    frames: times.length,
  };
}

export function round(ms) {
  return Math.round(ms * 100) / 100;
}
