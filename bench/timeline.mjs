// Measures the timeline: main-thread time a frame while panning, zooming and scrolling through 20,000 regions on four lanes.
//
//     node bench/timeline.mjs [--json] [--regions 2000,20000] [--shot file.png] [--theme dark]
//
// Two figures as in `stage.mjs`: what the timeline's own code takes, and all that the page's main thread does a frame.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { serve } from "../web/e2e/stage_harness/server.mjs";
import { FLAGS, print, round, traced } from "./lib/frames.mjs";

const require = createRequire(new URL("../web/package.json", import.meta.url));
const { chromium } = require("@playwright/test");


const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    regions: { type: "string", default: "2000,20000" },
    shot: { type: "string" },
    theme: { type: "string", default: "light" },
  },
});

/** What is done in each frame; each runs in the page, called with the frame's number. */
const SCENES = {
  "pan, all in view": {
    start: "timeline.fit(); timeline.zoomBy(1.2, 800)",
    frame: "(i) => timeline.panBy(i % 60 < 30 ? 6 : -6)",
  },
  "pan, ten minutes in view": {
    start: "timeline.show({ startMs: 6e5, endMs: 12e5 })",
    frame: "(i) => timeline.panBy(i % 100 < 50 ? 14 : -14)",
  },
  "pan, twenty seconds in view": {
    start: "timeline.show({ startMs: 6e5, endMs: 62e4 })",
    frame: "() => timeline.panBy(14)",
  },
  zoom: {
    start: "timeline.fit()",
    frame: "(i) => timeline.zoomBy(i % 120 < 60 ? 1.06 : 1 / 1.06, 700)",
  },
  "scroll the lanes": {
    start: "timeline.show({ startMs: 6e5, endMs: 12e5 })",
    frame: "(i) => timeline.scrollBy(i % 100 < 50 ? 9 : -9)",
  },
  "play, ten minutes in view": {
    start: "timeline.show({ startMs: 6e5, endMs: 12e5 })",
    frame: "(i) => { timeline.setNow(7e5 + i * 16, true); timeline.panBy(0) }",
  },
};

const server = await serve({ page: "timeline_harness" });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: FLAGS.split(" "),
});
const results = [];
try {
  for (const regions of values.regions.split(",").map(Number)) {
    for (const [name, scene] of Object.entries(SCENES))
      results.push(await measure(regions, name, scene));
    results.push(await edited(regions));
  }
  if (values.shot) await shoot(values.shot);
} finally {
  await browser.close();
  await server.close();
}
if (values.json) console.log(JSON.stringify(results, null, 2));

async function open(regions) {
  const page = await browser.newPage({
    viewport: { width: 1600, height: 900 },
  });
  await page.goto(
    `${server.url}?regions=${regions}&theme=${values.theme}`,
  );
  await page.waitForFunction(() => window.timeline !== undefined);
  return page;
}

async function shoot(file) {
  const page = await open(20000);
  await page.evaluate(() => {
    window.timeline.show({ startMs: 6e5, endMs: 68e4 });
    window.timeline.setNow(62e4, false);
    window.timeline.setSelected(["r8"]);
  });
  await page.screenshot({ path: file });
  await page.close();
}

async function measure(regions, name, scene) {
  const page = await open(regions);
  await page.evaluate(
    (start) => new Function("timeline", start)(window.timeline),
    scene.start,
  );
  await page.waitForTimeout(1000);
  const result = {
    regions,
    scene: name,
    ...(await traced(page, run, scene.frame)),
  };
  await page.close();
  if (!values.json) print(regions, result);
  return result;
}

/** What an edit of one region takes until the lanes are laid out again. */
async function edited(regions) {
  const page = await open(regions);
  const ms = await page.evaluate(() => {
    for (let at = 0; at < 5; at += 1) window.edit(at);
    const started = performance.now();
    for (let at = 0; at < 20; at += 1) window.edit(at * 7);
    return (performance.now() - started) / 20;
  });
  await page.close();
  const result = { regions, scene: "edit a region", ms: round(ms) };
  if (!values.json)
    console.log(
      `${String(regions).padStart(6)}  ${result.scene.padEnd(28)} ${result.ms} ms`,
    );
  return result;
}

/** In the page: one step a frame; resolves with the timeline's own times. */
function run({ frame, frames: count, warm }) {
  const { timeline } = window;
  const step = new Function("timeline", `return ${frame}`)(timeline);
  return new Promise((resolve) => {
    let i = 0;
    const next = () => {
      if (i === warm) timeline.stats();
      if (i === count) {
        const { frames: n, totalMs, maxMs } = timeline.stats();
        return resolve({ mean: totalMs / n, max: maxMs });
      }
      step(i++);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}
