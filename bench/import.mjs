// Imports JSON lines at three sizes: seconds, rows a second, memory; then kills the server in mid-import and goes on.
//
//     node bench/import.mjs [--sizes 10000,100000,1000000] [--without-kill]
import { open, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { folder, memory, cpuSeconds, start, stop } from './lib/server.mjs';
import { Client, finished } from './lib/http.mjs';
import { administrator, project } from './lib/world.mjs';
import { task } from './lib/tasks.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    'without-kill': { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const PORT = 8731;
const place = folder();

/** Writes `n` rows in pieces, so that this program's memory stays flat as well. */
async function written(n) {
  const path = join(place, `${n}.jsonl`);
  const file = await open(path, 'w');
  for (let first = 0; first < n; first += 10_000) {
    const lines = [];
    for (let i = first; i < Math.min(n, first + 10_000); i += 1) {
      const { caption, score } = task(i);
      lines.push(JSON.stringify({ id: `row-${i}`, slots: { caption }, priority: score, metadata: { source: `s${i % 10}` } }));
    }
    await file.write(`${lines.join('\n')}\n`);
  }
  await file.close();
  return path;
}

/** Sends a file as it is read; resolves to the id of its job. */
function sent(client, slug, path) {
  const headers = { 'Content-Type': 'application/x-ndjson', 'Sec-Fetch-Site': 'same-origin', Cookie: client.cookie };
  const where = { host: '127.0.0.1', port: PORT, method: 'POST', path: `/api/projects/${slug}/items`, headers };
  return new Promise((resolve, reject) => {
    const request = http.request(where, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        if (response.statusCode === 202) resolve(JSON.parse(text).job.id);
        else reject(new Error(`upload: ${response.statusCode} ${text.slice(0, 300)}`));
      });
    });
    request.on('error', reject);
    createReadStream(path).pipe(request);
  });
}

/** Every external id of the project, page by page: {rows, distinct}. */
async function counted(client, slug) {
  const seen = new Set();
  let rows = 0;
  let after = '';
  for (;;) {
    const { items, next } = (await client.must('GET', `/api/projects/${slug}/items?limit=500${after}`)).body;
    rows += items.length;
    for (const item of items) seen.add(item.external_id);
    if (next === null) return { rows, distinct: seen.size };
    after = `&after=${next}`;
  }
}

/** One import in a fresh place, so that the highest memory is that of this size. */
async function measured(n) {
  const data = folder();
  const server = await start(data, PORT);
  try {
    const admin = await administrator(server);
    const slug = await project(admin, 'Rows', 1);
    const path = await written(n);
    const [before, cpu, begun] = [memory(server.pid).now, cpuSeconds(server.pid), performance.now()];
    const job = await finished(admin, await sent(admin, slug, path));
    const seconds = (performance.now() - begun) / 1000;
    const { peak } = memory(server.pid);
    await rm(path);
    return {
      rows: n,
      new: job.summary.new,
      seconds,
      rows_per_second: n / seconds,
      cpu_seconds: cpuSeconds(server.pid) - cpu,
      memory_before_mb: before,
      memory_peak_mb: peak,
    };
  } finally {
    await stop(server);
  }
}

/** Ends the server without warning when a part is imported, starts it again, and counts what is there at the end. */
async function killed(n) {
  const data = folder();
  let server = await start(data, PORT);
  const admin = await administrator(server);
  const slug = await project(admin, 'Rows', 1);
  const path = await written(n);
  const job = await sent(admin, slug, path);
  const kills = [];
  for (const part of [0.2, 0.6]) {
    for (;;) {
      const { body } = await admin.must('GET', `/api/jobs/${job}`);
      if (body.done >= part * n || body.state === 'done') {
        kills.push({ at: body.done, state: body.state });
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await stop(server, 'SIGKILL');
    server = await start(data, PORT);
  }
  try {
    const client = new Client(server.url);
    client.cookie = admin.cookie;
    const begun = performance.now();
    const { summary } = await finished(client, job);
    const found = { rows_sent: n, kills, seconds_after_last_start: (performance.now() - begun) / 1000, summary };
    return { ...found, ...(await counted(client, slug)) };
  } finally {
    await stop(server);
    await rm(path);
  }
}

const results = [];
for (const n of sizes) {
  results.push(await measured(n));
  console.log(JSON.stringify(results.at(-1)));
}
let right = results.every((result) => result.new === result.rows);
if (!values['without-kill']) {
  const after = await killed(Math.min(sizes.at(-1), 200_000));
  console.log(JSON.stringify(after));
  right &&= after.rows === after.rows_sent && after.distinct === after.rows_sent;
}
process.exit(right ? 0 : 1);
