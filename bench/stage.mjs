// Measures the image stage: main-thread time a frame while panning, zooming and drawing on a 50-megapixel picture.
//
//     node bench/stage.mjs [--json] [--boxes 2000,10000]
//
// Two figures: what the stage's own code takes, and all that the page's main thread does a frame according to a
// performance trace (CPU time, so that other work on the machine does not count), style, paint and commit included.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { serve } from "../web/e2e/stage_harness/server.mjs";
import { FLAGS, print, round, traced } from "./lib/frames.mjs";

const require = createRequire(new URL("../web/package.json", import.meta.url));
const { chromium } = require("@playwright/test");

const SIZE = { width: 8688, height: 5792 };
const LEVELS = 6;

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    boxes: { type: "string", default: "2000,10000" },
  },
});

/** What is done in each frame; each runs in the page, called with the frame's number. */
const SCENES = {
  "pan, all in view": {
    start: "stage.fit()",
    frame: "(i) => stage.panBy(i % 40 < 20 ? 3 : -3, 2 * (i % 2) - 1)",
  },
  "pan, one to one": {
    start: "stage.oneToOne()",
    frame: "(i) => stage.panBy(-9, i % 30 < 15 ? 4 : -4)",
  },
  zoom: {
    start: "stage.fit()",
    frame: "(i) => stage.zoomBy(i % 60 < 30 ? 1.06 : 1 / 1.06, [700, 400])",
  },
  "draw a box, all in view": {
    start: "stage.fit(); tool('box')",
    frame: "drag",
  },
  "draw a box, one to one": {
    start: "stage.oneToOne(); tool('box')",
    frame: "drag",
  },
  "brush, all in view": {
    start: "stage.fit(); stage.setBrushSize(300); tool('brush')",
    frame: "drag",
  },
  "brush, one to one": {
    start: "stage.oneToOne(); stage.setBrushSize(60); tool('brush')",
    frame: "drag",
  },
  "move a box": { start: "tool('select'); grab()", frame: "drag" },
};

const server = await serve({ size: SIZE });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: FLAGS.split(" "),
});
const results = [];
try {
  for (const boxes of values.boxes.split(",").map(Number)) {
    for (const [name, scene] of Object.entries(SCENES))
      results.push(await measure(boxes, name, scene));
    results.push(await opened(boxes));
  }
} finally {
  await browser.close();
  await server.close();
}
if (values.json) console.log(JSON.stringify(results, null, 2));

async function page(boxes) {
  const made = await browser.newPage({
    viewport: { width: 1600, height: 900 },
  });
  const { width, height } = SIZE;
  await made.goto(
    `${server.url}?width=${width}&height=${height}&levels=${LEVELS}&tiles=1&boxes=${boxes}`,
  );
  await made.waitForFunction(
    () => document.querySelector(".stage-layer")?.dataset.sharp === "true",
  );
  return made;
}

/** From the call that hands over the boxes to the frame in which the last of them can be clicked. */
async function opened(boxes) {
  const made = await page(0);
  const ms = await made.evaluate(async (n) => {
    const list = window.scattered(n);
    const layer = document.querySelectorAll(".stage-layer")[1];
    const before = Number(layer.dataset.revision ?? 0);
    const started = performance.now();
    window.harness.set(list);
    while (Number(layer.dataset.revision ?? 0) === before)
      await new Promise(requestAnimationFrame);
    return performance.now() - started;
  }, boxes);
  await made.close();
  const result = { boxes, scene: "show all boxes", ms: round(ms) };
  if (!values.json)
    console.log(
      `${String(boxes).padStart(6)}  ${result.scene.padEnd(26)} ${result.ms} ms`,
    );
  return result;
}

async function measure(boxes, name, scene) {
  const made = await page(boxes);
  await made.evaluate(prepare, scene.start);
  await made.waitForTimeout(1500);
  const result = {
    boxes,
    scene: name,
    ...(await traced(made, run, scene.frame)),
  };
  await made.close();
  if (!values.json) print(boxes, result);
  return result;
}

/** In the page: brings the stage to where the scene starts, and defines the hand that drags. */
function prepare(start) {
  const { stage, tool, regions } = window.harness;
  const surface = document.querySelector(".stage-surface");
  let from = [500, 300];
  const send = (type, x, y) =>
    surface.dispatchEvent(
      new PointerEvent(type, {
        clientX: x,
        clientY: y,
        pointerId: 1,
        button: 0,
        pointerType: "mouse",
        isPrimary: true,
      }),
    );
  surface.setPointerCapture = () => undefined;
  const grab = () => {
    const box = regions[0].selector;
    window.harness.select([regions[0].id]);
    const { x, y, scale } = stage.view;
    from = [
      (box.x + box.width / 2 - x) * scale,
      (box.y + box.height / 2 - y) * scale,
    ];
  };
  window.drag = (i) => {
    if (i === 0) send("pointerdown", ...from);
    send(
      "pointermove",
      from[0] + 150 + 140 * Math.sin(i / 12),
      from[1] + 100 + 90 * Math.cos(i / 9),
    );
  };
  new Function("stage", "tool", "grab", start)(stage, tool, grab);
}

/** In the page: one step a frame; resolves with the stage's own times. */
function run({ frame, frames, warm }) {
  const { stage } = window.harness;
  const step =
    frame === "drag"
      ? window.drag
      : new Function("stage", `return ${frame}`)(stage);
  return new Promise((resolve) => {
    let i = 0;
    const next = () => {
      if (i === warm) {
        stage.stats();
        performance.mark("measured-from");
      }
      if (i === frames) {
        const { frames: n, totalMs, maxMs } = stage.stats();
        return resolve({ mean: totalMs / n, max: maxMs });
      }
      step(i++);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}
