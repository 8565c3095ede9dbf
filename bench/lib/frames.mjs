// What a page's main thread does a frame: drives a scene in the page, traces it, and prints what came out.

export const FRAMES = 150;
export const WARM = 20;
export const FLAGS =
  "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run";

/**
 * Own times and those of the main thread in milliseconds a frame, while `run` drives the scene in the page. `run` is called
 * there with `{ frame, frames, warm }` and resolves with the mean and the maximum of the code that is measured, or with
 * nothing where that is not asked.
 */
export async function traced(page, run, frame, { count = FRAMES, warm = WARM } = {}) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline"] },
  });
  const own = await page.evaluate(run, { frame, frames: count, warm });
  const ended = new Promise((resolve) =>
    session.once("Tracing.tracingComplete", resolve),
  );
  await session.send("Tracing.end");
  await ended;
  return {
    ...(own && { own_mean: round(own.mean), own_max: round(own.max) }),
    ...frames(events, warm),
  };
}

/** A line for people; `n` is how much was on the screen. */
export function print(n, result) {
  const own = `own ${result.own_mean} (max ${result.own_max})`.padEnd(24);
  const thread = `thread mean ${result.thread_mean}, median ${result.thread_median}, p95 ${result.thread_p95}, max ${result.thread_max}`;
  console.log(
    `${String(n).padStart(6)}  ${result.scene.padEnd(28)} ${own} ${thread} ms a frame`,
  );
}

/** CPU time of the main thread between one animation frame and the next, without the first `warm` frames. */
function frames(events, warm) {
  const fired = events.filter((event) => event.name === "FireAnimationFrame");
  const { pid, tid } = fired[0];
  const tasks = events
    .filter(
      (event) =>
        event.pid === pid &&
        event.tid === tid &&
        event.ph === "X" &&
        event.name === "ThreadControllerImpl::RunTask",
    )
    .sort((a, b) => a.ts - b.ts);
  const animates = (task) =>
    fired.some(
      (event) => event.ts >= task.ts && event.ts <= task.ts + task.dur,
    );
  const frameTasks = new Map();
  let frame = 0;
  for (const task of tasks) {
    if (animates(task)) frame++;
    if (frame <= warm) continue;
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
