// The quality page of a project with a million annotations: each of its requests cold, warm, and after one more annotation.
//
//     node bench/quality.mjs [sqlite|postgres] [--kind answers|claims] [--annotations 1000000] [--people 50] [--warm 10] [--more 20]
//         [--port 9300] [--only agreement,forecast]
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { folder, memory, postgres, start, stop } from './lib/server.mjs';
import { Client, finished, quantile } from './lib/http.mjs';
import { administrator, annotators, ulid } from './lib/world.mjs';
import { ask, fill } from './lib/million.mjs';
import { KINDS } from './lib/million_kinds.mjs';
import { picture } from './lib/pictures.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', default: 'answers' },
    annotations: { type: 'string', default: '1000000' },
    people: { type: 'string', default: '50' },
    warm: { type: 'string', default: '10' },
    more: { type: 'string', default: '20' },
    port: { type: 'string', default: '9300' },
    only: { type: 'string', default: '' },
  },
});
const engine = positionals[0] ?? 'sqlite';
const kind = KINDS[values.kind];
const [nPeople, nWarm, nMore, port] = [values.people, values.warm, values.more, values.port].map(Number);
/** Items with two annotations, which one more annotation goes to. */
const OPEN = 4 * nMore + 2;
const nItems = Math.ceil((Number(values.annotations) + OPEN) / 3);

/** What the page asks for when all of it is looked at, in that order. */
const REQUESTS = [
  'agreement',
  'agreement/places',
  'quality/mismatch',
  'quality/labels',
  'discussions',
  'quality/guideline',
  'consensus?limit=1',
  'forecast',
  'annotators',
  'quality/reasons',
  'rounds',
].filter((path) => !values.only || values.only.split(',').includes(path.split('?')[0]));

const data = folder();
const database = engine === 'postgres' ? postgres(54397) : undefined;
const extra = database ? ['--database', database.url] : [];
let server = await start(data, port, extra);
const admin = await administrator(server);
const policy = { overlap: { type: 'fixed', n: 3 }, order: 'sequence' };
const { slug } = (await admin.must('POST', '/api/projects', { title: 'A million', design: kind.design, policy })).body;
const bytes = { 'Content-Type': 'application/octet-stream' };
const image = (await admin.must('POST', `/api/projects/${slug}/assets`, picture(0), bytes)).body.sha256;
const lines = Array.from({ length: nItems }, (_, i) => JSON.stringify(kind.item(i, image)));
const type = { 'Content-Type': 'application/x-ndjson' };
for (let from = 0; from < nItems; from += 100_000) {
  const part = lines.slice(from, from + 100_000).join('\n');
  await finished(admin, (await admin.must('POST', `/api/projects/${slug}/items`, part, type)).body.job.id);
}
const people = await annotators(admin, slug, nPeople, [server]);
await stop(server);
const begun = performance.now();
const filled = { url: database?.url, file: join(data, 'crosscheck.db'), folder: data };
fill(filled, { slug, items: nItems, open: OPEN }, kind);
console.error(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`);

server = await start(data, port, extra);
const reader = new Client(server.url);
reader.cookie = admin.cookie;
people.forEach((client) => client.agent.destroy());
const get = async (path) => (await reader.must('GET', `/api/projects/${slug}/${path}`)).ms;

// Somebody else asks for something small meanwhile: nobody else waits for the first reading.
const bystander = new Client(server.url);
bystander.cookie = admin.cookie;
const found = new Map(REQUESTS.map((path) => [path, { cold: 0, warm: [], more: [] }]));
const idle = memory(server.pid).now;
const waits = [];
for (const path of REQUESTS) {
  let open = true;
  const asking = (async () => {
    while (open) {
      waits.push((await bystander.must('GET', '/api/projects')).ms);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  found.get(path).cold = await get(path);
  found.get(path).memory = memory(server.pid).now - idle;
  console.error(`${path}: ${found.get(path).cold.toFixed(0)} ms cold, ${found.get(path).memory.toFixed(0)} MB more`);
  open = false;
  await asking;
}
for (const path of REQUESTS) for (let n = 0; n < nWarm; n += 1) found.get(path).warm.push(await get(path));

/** One more annotation of an item in the queue; resolves to its id. */
async function submit(n, said) {
  const client = new Client(server.url);
  client.cookie = people[n % nPeople].cookie;
  const { assignment } = (await client.must('POST', `/api/projects/${slug}/assignments/next`, { design_version: 1 })).body;
  const annotation = { id: ulid(), outcome: { type: 'complete' }, ...said, active_ms: 5000 + n };
  await client.must('POST', `/api/projects/${slug}/annotations`, { assignment: assignment.id, annotation, next: false, design_version: 1 });
  client.agent.destroy();
  return annotation.id;
}

for (let n = 0; n < nMore; n += 1) {
  await submit(n, kind.annotation(n));
  for (const path of REQUESTS) found.get(path).more.push(await get(path));
}

// What SQL wrote is what submitting the same would have left.
const [filledBody] = ask(filled, 'select body from annotations order by length(body) desc, id limit 1');
const { id: filledId, outcome, active_ms, ...said } = JSON.parse(filledBody);
const again = await submit(0, said);
const rows = (id) => ask(filled, `select field, unit, value from ratings where annotation = '${id}' order by field, unit`).join('\n');
if (rows(filledId) !== rows(again)) throw new Error(`filled: ${rows(filledId)}\nsubmitted: ${rows(again)}`);
const { body } = await reader.must('GET', `/api/projects/${slug}/agreement`);
const { peak, now } = memory(server.pid);
await stop(server);
database?.stop();

const ms = (number) => (number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString('en'));
console.log(`\n${engine}: ${body.n_annotations.toLocaleString('en')} annotations of ${body.n_items.toLocaleString('en')} items by ${body.n_annotators} people, ${body.fields.length} fields\n`);
console.log('| request | cold, s | warm p50, ms | most | after one more p50, ms | most |');
console.log('|---|---:|---:|---:|---:|---:|');
for (const [path, { cold, warm, more }] of found)
  console.log(`| \`${path}\` | ${(cold / 1000).toFixed(1)} | ${ms(quantile(warm, 0.5))} | ${ms(quantile(warm, 1))} | ${ms(quantile(more, 0.5))} | ${ms(quantile(more, 1))} |`);
console.log(`\nmemory of the server: ${Math.round(idle)} MB after the start, ${Math.round(now)} MB at the end, ${Math.round(peak)} MB at most`);
console.log(`a small request meanwhile: p50 ${ms(quantile(waits, 0.5))} ms, most ${ms(quantile(waits, 1))} ms`);
