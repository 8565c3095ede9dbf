// Opens a labelling page in Chromium: bytes of script and style, and the time until it can be worked with.
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { quantile } from './http.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

const FLAGS =
  '--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run --host-resolver-rules=MAP\u00a0*\u00a0~NOTFOUND\u00a0,\u00a0EXCLUDE\u00a0127.0.0.1';

/** When each system's page can be worked with: its regions are drawn and its button to submit is there. */
const READY = {
  Crosscheck: (n) => {
    const [picture, shapes] = document.querySelectorAll('.stage-layer');
    const drawn = picture?.dataset.sharp === 'true' && (n === 0 || Number(shapes?.dataset.revision ?? 0) > 0);
    return Boolean(drawn && document.querySelector('.workbench'));
  },
  'Label Studio': (n) => {
    const button = document.querySelector('button[aria-label*="ubmit"], button[aria-label*="pdate"]');
    const regions = window.Htx?.annotationStore?.selected?.regionStore?.regions?.length ?? 0;
    return Boolean(button && document.querySelector('canvas') && regions >= n);
  },
};

export async function launch() {
  const { chromium } = require('@playwright/test');
  const args = FLAGS.split(' ').map((flag) => flag.replaceAll('\u00a0', ' '));
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}

/** A page with an empty cache, signed in by its cookies. */
export async function signedIn(browser, url, cookies) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookies.map((cookie) => {
      const [name, ...value] = cookie.split('=');
      return { name, value: value.join('='), url: new URL(url).origin };
    }),
  );
  return context.newPage();
}

/** Two frames in a row: what was to be painted is painted, and the main thread answers. */
export const settled = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

async function once(browser, name, url, cookies, nBoxes, timeout) {
  const page = await signedIn(browser, url, cookies);
  const found = [];
  page.on('response', (response) => {
    if (!['script', 'stylesheet'].includes(response.request().resourceType())) return;
    found.push(response.body().then((body) => ({ raw: body.length, gzip: gzipSync(body).length }), () => undefined));
  });
  try {
    const begun = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(READY[name], nBoxes, { timeout, polling: 'raf' });
    await page.evaluate(settled);
    const ms = performance.now() - begun;
    const bodies = (await Promise.all(found)).filter(Boolean);
    const sum = (key) => bodies.reduce((total, body) => total + body[key], 0);
    return { ms, raw: sum('raw'), gzip: sum('gzip') };
  } finally {
    await page.context().close();
  }
}

/** Medians of `rounds` openings with an empty cache; `ms` is infinite when the page was not ready in time. */
export async function opened(browser, name, url, cookies, { nBoxes, rounds, timeout }) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    try {
      runs.push(await once(browser, name, url, cookies, nBoxes, timeout));
    } catch (error) {
      if (error.name !== 'TimeoutError') throw error;
      return { ms: Infinity, raw: NaN, gzip: NaN };
    }
  }
  const median = (key) => quantile(runs.map((run) => run[key]), 0.5);
  return { ms: median('ms'), raw: median('raw'), gzip: median('gzip') };
}
