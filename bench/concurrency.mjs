// 200 clients annotate 2,000 items with overlap 3: exactly 6,000 annotations, none doubled, none lost, also over kill -9.
// Usage: node bench/concurrency.mjs [sqlite|postgres] [--kill] [--clients 200] [--items 2000]
import { parseArgs } from 'node:util';
import { cpuSeconds, folder, memory, postgres, start, stop } from './lib/server.mjs';
import { Client, quantile } from './lib/http.mjs';
import { administrator, annotation, annotators, exported, importItems, itemLines, project } from './lib/world.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kill: { type: 'boolean', default: false },
    clients: { type: 'string', default: '200' },
    items: { type: 'string', default: '2000' },
  },
});
const engine = positionals[0] ?? 'sqlite';
const [nClients, nItems, overlap] = [Number(values.clients), Number(values.items), 3];

const data = folder();
const database = engine === 'postgres' ? postgres(54399) : undefined;
const extra = database ? ['--database', database.url] : [];
const servers = [await start(data, 8701, extra)];
if (database) servers.push(await start(data, 8702, extra));
const admin = await administrator(servers[0]);
const slug = await project(admin, 'Race', overlap);
await importItems(admin, slug, itemLines(nItems));
const people = await annotators(admin, slug, nClients, servers);

const acknowledged = new Map();
const took = [];
let counter = 0;
let killed = false;

/** Works until nothing is left, or until the server goes away. */
async function work(client) {
  for (;;) {
    try {
      const begun = performance.now();
      const next = await client.must('POST', `/api/projects/${slug}/assignments/next`, {});
      if (next.status === 204) return;
      const body = annotation((counter += 1));
      await client.must('POST', `/api/projects/${slug}/annotations`, {
        assignment: next.body.assignment.id,
        annotation: body,
        next: false,
        design_version: 1,
      });
      took.push(performance.now() - begun);
      acknowledged.set(body.id, next.body.assignment.id);
    } catch (error) {
      if (killed) return;
      throw error;
    }
  }
}

const before = servers.map((server) => cpuSeconds(server.pid));
const begun = performance.now();
const working = Promise.all(people.map(work));
if (values.kill) {
  while (acknowledged.size < nItems) await new Promise((resolve) => setTimeout(resolve, 10));
  killed = true;
  await Promise.all(servers.map((server) => stop(server, 'SIGKILL')));
}
await working;
const seconds = (performance.now() - begun) / 1000;

let clerk = admin;
if (values.kill) {
  servers.length = 0;
  servers.push(await start(data, 8703, extra));
  clerk = new Client(servers[0].url);
  clerk.cookie = admin.cookie;
}
const cpu = values.kill ? [] : servers.map((server, i) => cpuSeconds(server.pid) - before[i]);
const rows = (await exported(clerk, slug)).toString().trim().split('\n').map((line) => JSON.parse(line));
const stored = rows.flatMap((row) => row.annotations ?? []);
const counted = stored.filter((found) => !found.surplus);
const ids = new Set(stored.map((found) => found.id));
const over = rows.filter((row) => (row.annotations ?? []).filter((found) => !found.surplus).length > overlap).length;
const lost = [...acknowledged.keys()].filter((id) => !ids.has(id)).length;
console.log(
  JSON.stringify(
    {
      engine,
      servers: database ? 2 : 1,
      clients: nClients,
      items: nItems,
      acknowledged: acknowledged.size,
      counted: counted.length,
      surplus: stored.length - counted.length,
      doubled: stored.length - ids.size,
      items_over_overlap: over,
      lost,
      next_and_submit_ms: { p50: quantile(took, 0.5), p99: quantile(took, 0.99), max: quantile(took, 1) },
      seconds,
      per_second: took.length / seconds,
      cpu_ms_each: cpu.length ? (1000 * cpu.reduce((a, b) => a + b, 0)) / took.length : undefined,
      memory_mb: servers.map((server) => memory(server.pid)),
    },
    null,
    1,
  ),
);
await Promise.all(servers.map((server) => stop(server)));
database?.stop();
const wanted = values.kill ? acknowledged.size <= counted.length : counted.length === nItems * overlap;
process.exit(wanted && lost === 0 && over === 0 && ids.size === stored.length ? 0 : 1);
