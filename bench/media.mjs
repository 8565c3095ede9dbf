// Imports one long file of sound or video: seconds and memory of the import and of its peaks, and how soon each view answers.
//
//     node bench/media.mjs FILE…       (make one with: ffmpeg -stream_loop 6 -i talk.ogg -c copy long.ogg)
import { basename } from 'node:path';
import { cpuSeconds, folder, memory, start, stop } from './lib/server.mjs';
import { quantile } from './lib/http.mjs';
import { prepared, upload } from './lib/upload.mjs';
import { administrator } from './lib/world.mjs';

const PORT = 8741;
const files = process.argv.slice(2);

/** Median milliseconds of a few requests for one range of a view. */
async function ready(client, url, range) {
  const times = [];
  for (let i = 0; i < 5; i += 1) {
    const { status, ms } = await client.call('GET', url, undefined, range ? { Range: range } : {});
    if (status >= 300) throw new Error(`${url}: ${status}`);
    times.push(ms);
  }
  return quantile(times, 0.5).toFixed(1);
}

async function measured(path) {
  const server = await start(folder(), PORT);
  try {
    const admin = await administrator(server);
    const design = {
      title: 'Long media',
      slots: [{ id: 'medium', kind: 'audio', role: 'context' }],
      questions: [{ id: 'loud', title: 'How loud is it?', type: 'scale', min: 1, max: 5 }],
    };
    const { slug } = (await admin.must('POST', '/api/projects', { title: 'Long media', design })).body;
    let [begun, cpu] = [performance.now(), cpuSeconds(server.pid)];
    const since = () => {
      const row = `${((performance.now() - begun) / 1000).toFixed(2)} s, ${(cpuSeconds(server.pid) - cpu).toFixed(2)} s of processor`;
      [begun, cpu] = [performance.now(), cpuSeconds(server.pid)];
      return `${row}, peak ${memory(server.pid).peak.toFixed(0)} MB`;
    };
    const asset = await upload(admin, slug, path);
    console.log(`${basename(path)}: ${(asset.info.size / 1e6).toFixed(0)} MB, ${(asset.info.duration_ms / 60000).toFixed(1)} minutes`);
    console.log(`  upload, probe, store: ${since()}`);
    const base = `/api/projects/${slug}/assets/${asset.sha256}`;
    console.log(`  play, first byte:     ${await ready(admin, `${base}/play`, 'bytes=0-1023')} ms (while the job runs)`);
    await prepared(admin, slug);
    console.log(`  the job (peaks, …):   ${since()}`);
    const size = (await admin.length(`${base}/peaks`)) / 1e6;
    console.log(`  peaks, their head:    ${await ready(admin, `${base}/peaks`, 'bytes=0-255')} ms of ${size.toFixed(1)} MB`);
    const last = Math.floor(asset.info.duration_ms / 10_240 / 2);
    const { ms } = await admin.must('GET', `${base}/spectrogram/${last}`);
    console.log(`  spectrogram, middle:  ${ms.toFixed(1)} ms the first time`);
    if (asset.info.frames) console.log(`  frame table:          ${await ready(admin, `${base}/frames`)} ms`);
    console.log(`  after everything:     ${memory(server.pid).now.toFixed(0)} MB now`);
  } finally {
    await stop(server);
  }
}

for (const path of files) await measured(path);
