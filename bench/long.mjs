// Two hours of sound and an hour of film in the browser: until they are seen, main-thread time a frame while zooming, and memory.
//
//     node bench/long.mjs --sound FILE --film FILE [--peer PROGRAM [--peer-data FOLDER]] [--rounds 3] [--passes 3]
//
// With a peer, Label Studio opens the same sound in the same run. Only one server runs at a time.
import { parseArgs } from 'node:util';
import { launch, settled, signedIn } from './lib/browser.mjs';
import { traced } from './lib/frames.mjs';
import { quantile } from './lib/http.mjs';
import { LabelStudio } from './lib/peer.mjs';
import { rendererMemory, rendererProcess } from './lib/renderer.mjs';
import { serveFile } from './lib/serve_file.mjs';
import { folder, start, stop } from './lib/server.mjs';
import { prepared, upload } from './lib/upload.mjs';
import { administrator, annotators, importItems } from './lib/world.mjs';

const { values } = parseArgs({
  options: {
    sound: { type: 'string' },
    film: { type: 'string' },
    peer: { type: 'string' },
    'peer-data': { type: 'string' },
    rounds: { type: 'string', default: '3' },
    passes: { type: 'string', default: '3' },
    'only-peer': { type: 'boolean', default: false },
    shot: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const PORT = 8742;
const TIMEOUT = 180_000;
const PLACES = 10;
/** From the whole of it to ten seconds and back in so many frames, twice; `WHEEL` is set for it. */
const SWEEP = 75;
const WARM = 20;

/** The peer's ways to read a sound; the first is its default. */
const DECODERS = ['webaudio', 'ffmpeg'];
const peerConfig = (decoder) => `<View>
  <Labels name="label" toName="sound"><Label value="speech"/></Labels>
  <Audio name="sound" value="$sound" decoder="${decoder}"/>
</View>`;

/** In the page, before its own scripts: notes when the wave or the first frame of the film is painted. */
function watch() {
  const seen = (what) => requestAnimationFrame(() => requestAnimationFrame(() => (window.firstSeen ??= what)));
  const { fillRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillRect = function (x, y, width, height) {
    fillRect.call(this, x, y, width, height);
    if (height < 4 || this.canvas.className !== 'audio-canvas' || this.fillStyle !== '#7fb4e6') return;
    CanvasRenderingContext2D.prototype.fillRect = fillRect;
    seen('wave');
  };
  const look = () => {
    const film = document.querySelector('video');
    if (film) film.requestVideoFrameCallback(() => seen('frame'));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** In the page: one step a frame, after `warm` frames without any. */
function drive({ frame, frames, warm }) {
  const step = new Function(`return ${frame}`)();
  return new Promise((resolve) => {
    let i = -warm;
    const next = () => {
      if (i === frames - warm) return resolve(null);
      if (i >= 0) step(i);
      i += 1;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

/** What is done in each frame, for a medium of so many seconds. */
const scenes = (seconds) => {
  const zoom = Math.log(seconds / 10);
  const wheel = zoom / 0.0016 / SWEEP;
  const presses = Math.ceil(zoom / Math.log(1.5));
  const fire = (target, event) => `document.querySelector('${target}').dispatchEvent(new ${event})`;
  const turn = `(i % ${2 * SWEEP} < ${SWEEP} ? -1 : 1) * ${wheel}`;
  const place = `clientX: 700, clientY: 260, bubbles: true, cancelable: true`;
  const press = `i % ${2 * SWEEP} < ${SWEEP} ? '+' : '-'`;
  const every = Math.floor(SWEEP / presses);
  return {
    'zoom by wheel': `(i) => ${fire('.audio-stage', `WheelEvent('wheel', { deltaY: ${turn}, ${place} })`)}`,
    'zoom by keys': `(i) => i % ${SWEEP} % ${every} === 0 && i % ${SWEEP} < ${every * presses} &&
      ${fire('.timeline-board', `KeyboardEvent('keydown', { key: ${press}, bubbles: true, cancelable: true })`)}`,
  };
};

async function openOnce(browser, url, cookies) {
  const page = await signedIn(browser, url, cookies);
  await page.addInitScript(watch);
  const begun = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.firstSeen, undefined, { timeout: TIMEOUT, polling: 'raf' });
  return { page, ms: performance.now() - begun };
}

/** Goes to ten places of the whole by the ruler of the timeline and plays two seconds from each. */
async function playAll(page) {
  const board = await page.locator('.timeline-board').boundingBox();
  let played = 0;
  for (let place = 0; place < PLACES; place += 1) {
    // Neither in order nor near each other.
    const share = (((place * 7) % PLACES) + 0.5) / PLACES;
    await page.mouse.click(board.x + board.width * share, board.y + 8);
    await page.waitForTimeout(300);
    const time = () => page.evaluate(() => document.querySelector('audio, video').currentTime);
    const before = await time();
    await page.locator('.transport-play').click();
    await page.waitForTimeout(2000);
    await page.locator('.transport-play').click();
    await page.waitForTimeout(200);
    played += (await time()) - before;
  }
  return played;
}

const shown = ({ heapMb, processMb }) => `heap ${heapMb.toFixed(1)} MB, renderer ${processMb.toFixed(0)} MB`;

async function ours(kind, path) {
  const server = await start(folder(), PORT);
  try {
    const admin = await administrator(server);
    const design = {
      title: 'Long media',
      slots: [{ id: 'medium', kind, role: 'context' }],
      ontology: { labels: [{ id: 'speech' }] },
      questions: [{ id: 'loud', title: 'How loud is it?', type: 'scale', min: 1, max: 5 }],
    };
    const { slug } = (await admin.must('POST', '/api/projects', { title: 'Long media', design })).body;
    const asset = await upload(admin, slug, path);
    await prepared(admin, slug);
    await importItems(admin, slug, JSON.stringify({ id: 'long', slots: { medium: asset.sha256 } }));
    const [client] = await annotators(admin, slug, 1, [server]);
    const { body } = await client.must('POST', `/api/projects/${slug}/assignments/next`, { design_version: 1 });
    await inBrowser(kind, `${server.url}/p/${slug}/work?assignment=${body.assignment.id}`, client.cookie, asset.info.duration_ms / 1000);
  } finally {
    await stop(server);
  }
}

async function inBrowser(kind, url, cookie, seconds) {
  console.log(`\nCrosscheck, ${kind}, ${(seconds / 60).toFixed(0)} minutes`);
  const took = [];
  for (let i = 0; i < rounds; i += 1) {
    const browser = await launch();
    const { page, ms } = await openOnce(browser, url, [cookie]);
    took.push(ms);
    if (i === rounds - 1) await worked(browser, page, kind, seconds);
    await browser.close();
  }
  console.log(`  first ${kind === 'audio' ? 'wave' : 'frame'}, cold cache: ${took.map((ms) => ms.toFixed(0)).join(', ')}; median ${quantile(took, 0.5).toFixed(0)} ms`);
}

async function worked(browser, page, kind, seconds) {
  await page.locator('.timeline-board').waitFor();
  await page.waitForTimeout(3000);
  console.log(`  opened:                ${shown(await rendererMemory(browser, page))}`);
  const count = WARM + 4 * SWEEP;
  for (const [name, frame] of Object.entries(scenes(seconds))) {
    if (kind === 'video' && name.includes('wheel')) continue;
    if (name.includes('keys')) await page.locator('.timeline-board').focus();
    const found = await traced(page, drive, frame, { count, warm: WARM });
    console.log(`  ${name}: main thread mean ${found.thread_mean}, p95 ${found.thread_p95}, most ${found.thread_max} ms a frame, ${found.frames} frames`);
    await page.waitForTimeout(1500);
    console.log(`  after that:            ${shown(await rendererMemory(browser, page))}`);
  }
  for (let pass = 1; pass <= Number(values.passes); pass += 1) {
    const played = await playAll(page);
    await page.waitForTimeout(1000);
    console.log(`  ten places, pass ${pass}:    ${shown(await rendererMemory(browser, page))}; ${played.toFixed(1)} s were played`);
  }
  if (values.shot) await page.screenshot({ path: `${values.shot}-${kind}.png` });
}

/** Whether the peer has its wave, or what it says instead. */
const peerState = () => {
  const sound = window.Htx?.annotationStore?.selected?.objects?.find?.(({ type }) => type === 'audio');
  if (sound?._ws?.loaded) return 'loaded';
  const said = document.querySelector('[class*="error"], .lsf-errors')?.textContent;
  return said ? `says: ${said.slice(0, 160)}` : undefined;
};

async function peer(path) {
  const files = await serveFile(path, 'audio/ogg');
  const system = new LabelStudio(values.peer, 8743, files.url, values['peer-data']);
  await system.start();
  try {
    await system.prepare();
    for (const decoder of DECODERS) {
      const project = await system.project('Long media', peerConfig(decoder));
      const tasks = [{ data: { sound: files.url } }];
      const { task_ids: ids } = (await system.admin.must('POST', `/api/projects/${project}/import?return_task_ids=true`, tasks)).body;
      const [client] = await system.workers(project, 1);
      console.log(`\nLabel Studio, audio, decoder ${decoder}`);
      const url = `${system.url}/projects/${project}/data?task=${ids[0]}`;
      for (let i = 0; i < rounds; i += 1) await peerOnce(url, client.cookies, `${decoder}-${i}`);
    }
  } finally {
    await system.stop();
    files.close();
  }
}

async function peerOnce(url, cookies, name) {
  const browser = await launch();
  const page = await signedIn(browser, url, cookies);
  page.on('crash', () => console.log('  the page crashed'));
  let most = 0;
  const sampling = setInterval(() => {
    rendererProcess(browser).then(({ now }) => (most = Math.max(most, now)), () => undefined);
  }, 500);
  try {
    const begun = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    const found = await page.waitForFunction(peerState, undefined, { timeout: TIMEOUT, polling: 200 });
    const state = await found.jsonValue();
    await page.evaluate(settled);
    const ms = performance.now() - begun;
    await page.waitForTimeout(3000);
    console.log(`  ${state} after ${ms.toFixed(0)} ms: ${shown(await rendererMemory(browser, page))}, most while loading ${most.toFixed(0)} MB`);
  } catch (error) {
    console.log(`  not ready: ${error.message.split('\n')[0]}; renderer at most ${most.toFixed(0)} MB`);
  } finally {
    clearInterval(sampling);
    if (values.shot) await page.screenshot({ path: `${values.shot}-peer-${name}.png`, timeout: 5000 }).catch(() => undefined);
    await browser.close();
  }
}

if (values.sound && !values['only-peer']) await ours('audio', values.sound);
if (values.film) await ours('video', values.film);
if (values.peer && values.sound) await peer(values.sound);
