// How far two films and a separate sound are from the master clock over ten minutes, with seeks and at half speed.
// `node bench/sync.mjs [minutes] [--flags="--a --b"] [--samples FILE]`; needs ffmpeg for the films, and a browser (CHROMIUM,
// else /usr/bin/chromium). Flags go to the browser; by default the screen is not held to a rate, so that the clock is measured
// and not the screen. The samples are written as JSON.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serve } from "../web/e2e/time_harness/server.mjs";

const web = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "../web",
);
const { chromium } = createRequire(path.join(web, "package.json"))(
  "playwright-core",
);
const UNHELD =
  "--disable-gpu --disable-frame-rate-limit --disable-gpu-vsync";
const { values, positionals } = parseArgs({
  options: { flags: { type: "string", default: UNHELD }, samples: { type: "string" } },
  allowPositionals: true,
});
const noted = {};
const minutes = Number(positionals[0] ?? 10);
const seconds = minutes * 60;
const folder = mkdtempSync(path.join(tmpdir(), "sync-"));
const OFFSET_MS = 120;

function ffmpeg(...args) {
  execFileSync("ffmpeg", ["-v", "error", "-y", ...args], { stdio: "inherit" });
}

/** A film with even or uneven frames, and the times of its frames beside it. */
function film(name, filter, encoder) {
  const out = path.join(folder, name);
  const source = `testsrc2=size=320x192:rate=25:duration=${seconds}`;
  ffmpeg(
    "-f",
    "lavfi",
    "-i",
    source,
    "-vf",
    filter,
    "-fps_mode",
    "passthrough",
    ...encoder,
    out,
  );
  const listed = execFileSync(
    "ffprobe",
    [
      "-v",
      "error",
      "-select_streams",
      "v:0",
      "-show_entries",
      "packet=pts_time",
      "-of",
      "csv=p=0",
      out,
    ],
    { maxBuffer: 1 << 28 },
  );
  const starts = listed
    .toString()
    .trim()
    .split(/[\s,]+/)
    .map((time) => Number(time) * 1000);
  starts.sort((a, b) => a - b);
  writeFileSync(
    `${out}.json`,
    JSON.stringify({ startsMs: starts, endMs: starts.at(-1) + 40 }),
  );
}

film("front.mp4", "settb=1/90000,setpts=N*3600", [
  "-c:v",
  "libx264",
  "-preset",
  "ultrafast",
  "-crf",
  "35",
  "-g",
  "50",
]);
film("rear.mp4", `settb=1/90000,setpts='(N*40+mod(N*7,5)*6)*90'`, [
  ...[
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-crf",
    "35",
    "-g",
    "50",
    "-enc_time_base",
    "1:90000",
  ],
  ...["-video_track_timescale", "90000"],
]);
ffmpeg('-f', 'lavfi', '-i', `sine=frequency=300:beep_factor=4:duration=${seconds}`, '-c:a', 'libopus', '-b:a', '24k',
  path.join(folder, 'microphone.webm')); // prettier-ignore

const server = await serve({ media: folder });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    ...values.flags.split(" ").filter(Boolean),
  ],
});
try {
  const page = await browser.newPage();
  const query = `film=front.mp4&film=rear.mp4&sound=microphone.webm&offset=${OFFSET_MS}&end=${seconds * 1000}`;
  await page.goto(`${server.url}?${query}`);
  await page.evaluate(() => window.timing.ready);
  console.log(`frames of the screen: ${await page.evaluate(screen)} a second`);
  // A third of the time as it is, a third with a seek every ten seconds, a third at half speed.
  const third = (seconds * 1000) / 3;
  report("as it is", await part(page, third, { rate: 1, seekEveryMs: 0 }));
  report(
    "a seek every 10 s",
    await part(page, third, { rate: 1, seekEveryMs: 10_000 }),
  );
  report("half speed", await part(page, third, { rate: 0.5, seekEveryMs: 0 }));
  if (values.samples) writeFileSync(values.samples, JSON.stringify(noted));
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}

/** In the page: how often the screen is drawn, over two seconds. */
function screen() {
  return new Promise((resolve) => {
    let frames = 0;
    const begun = performance.now();
    const next = (now) => {
      frames += 1;
      if (now - begun < 2000) requestAnimationFrame(next);
      else resolve(Math.round((1000 * frames) / (now - begun)));
    };
    requestAnimationFrame(next);
  });
}

function part(page, ms, { rate, seekEveryMs }) {
  return page.evaluate(
    async ([length, speed, every]) => {
      const { clock, samples } = window.timing;
      samples.length = 0;
      clock.pause();
      clock.setRate(speed);
      clock.seek(1000);
      clock.play();
      const wait = (time) =>
        new Promise((resolve) => setTimeout(resolve, time));
      for (let at = 0; at < length;) {
        const step = every === 0 ? length : Math.min(every, length - at);
        await wait(step);
        at += step;
        if (every > 0 && at < length)
          clock.seek(((at * 7919) % (clock.endMs - every)) | 0);
      }
      clock.pause();
      return samples.map(({ pane, aheadMs, sinceMs }) => [
        pane,
        aheadMs,
        sinceMs,
      ]);
    },
    [ms, rate, seekEveryMs],
  );
}

function report(what, samples) {
  noted[what] = samples;
  const panes = [...new Set(samples.map(([pane]) => pane))];
  for (const pane of panes) {
    const mine = samples.filter((sample) => sample[0] === pane);
    const all = mine.map(([, ahead]) => Math.abs(ahead)).sort((a, b) => a - b);
    const settled = mine
      .filter(([, , since]) => since > 1000)
      .map(([, ahead]) => Math.abs(ahead));
    settled.sort((a, b) => a - b);
    const at = (list, share) =>
      (
        list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN
      ).toFixed(1);
    const within = (list) =>
      (
        (100 * list.filter((ahead) => ahead <= 20).length) /
        list.length
      ).toFixed(2);
    console.log(
      `${what} | ${pane} | ${all.length} | ${at(all, 0.5)} | ${at(all, 0.99)} | ${at(all, 1)} | ${within(all)} % | ${within(settled)} % | ${at(settled, 1)}`,
    );
  }
}
