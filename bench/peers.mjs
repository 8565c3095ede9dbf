// Crosscheck and Label Studio on the same machine in one run; prints a table with the ratios.
//
//     node bench/peers.mjs [--peer PROGRAM | --without-peer] [--items 100000] [--annotated 100000] [--json FILE]
//
// Both keep their facts in SQLite with durable commits. Only one of the two servers runs at a time.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launch, opened } from './lib/browser.mjs';
import { costs, loop, residentMb } from './lib/cost.mjs';
import { quantile } from './lib/http.mjs';
import { Ours } from './lib/ours.mjs';
import { LabelStudio } from './lib/peer.mjs';
import { serve } from './lib/pictures.mjs';
import { table } from './lib/table.mjs';

const { values } = parseArgs({
  options: {
    peer: { type: 'string', default: 'label-studio' },
    'peer-data': { type: 'string' },
    'without-peer': { type: 'boolean', default: false },
    items: { type: 'string', default: '100000' },
    annotated: { type: 'string' },
    cycles: { type: 'string', default: '4000' },
    'peer-cycles': { type: 'string', default: '120' },
    boxes: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    'without-browser': { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const items = Number(values.items);
const annotated = Number(values.annotated ?? values.items);
const nBoxes = Number(values.boxes);
const rounds = Number(values.rounds);

const log = (system, what, found) => console.error(`${system.name}: ${what} ${JSON.stringify(found)}`);

/** Next and submit, each as a request of its own, by 1 and by 16 people. */
async function cycles(system, project, n) {
  const people = await system.workers(project, 16);
  let count = 0;
  const step = async (client) => {
    const id = await system.next(client, project);
    count += 1;
    await system.submit(client, project, id, count);
  };
  await loop(system.pid, people, 32, step);
  const found = {};
  for (const clients of [1, 16]) {
    const some = clients === 1 ? Math.ceil(n / 4) : n;
    found[clients] = await loop(system.pid, people.slice(0, clients), some, step);
    log(system, `next and submit, ${clients} clients`, found[clients]);
  }
  return found;
}

/** As the workbench does it: one request an item. Only ours can. */
async function single(system, project, n) {
  if (!system.submitForNext) return undefined;
  const people = await system.workers(project, 16);
  const found = await loop(system.pid, people, n, (client) => system.submitForNext(client, project, 1));
  log(system, 'submit that brings the next item, 16 clients', found);
  return found;
}

async function list(system, project, n) {
  let page = 0;
  let rows = 0;
  const step = async () => {
    rows += await system.list(project, page);
    page = (page + 1) % 5;
  };
  for (let k = 0; k < 5; k += 1) await step();
  const found = await loop(system.pid, [0], n, step);
  log(system, `filtered list, ${rows} rows`, found);
  return { ...found, rows: rows / (n + 5) };
}

/** Restarts on the data that is there, and looks at the memory when nothing has been asked for five seconds. */
async function restarts(system) {
  const took = [];
  const memory = [];
  for (let round = 0; round < rounds; round += 1) {
    await system.stop();
    took.push(await system.start());
    await new Promise((resolve) => setTimeout(resolve, 5000));
    memory.push(residentMb(system.pid));
  }
  const found = { ms: quantile(took, 0.5), idleMb: quantile(memory, 0.5) };
  log(system, 'start and idle memory', found);
  return found;
}

async function pages(system, browser, project) {
  const { plain, full, cookies } = await system.pages(project, nBoxes);
  const timeout = 180_000;
  const found = {
    plain: await opened(browser, system.name, plain, cookies, { nBoxes: 0, rounds, timeout }),
    full: await opened(browser, system.name, full, cookies, { nBoxes, rounds, timeout }),
  };
  log(system, 'labelling page', found);
  return found;
}

async function measured(system, n, browser) {
  const found = { name: system.name, firstStartMs: await system.start() };
  try {
    await system.prepare();
    const project = await system.project('Measured');
    found.import = await costs(system.pid, () => system.importTasks(project, items));
    log(system, `import of ${items}`, found.import);
    found.list = await list(system, project, Math.max(10, Math.ceil(n / 6)));
    found.cycles = await cycles(system, project, n);
    found.single = await single(system, project, n);
    found.restart = await restarts(system);
    const done = await system.project('Annotated');
    found.importAnnotated = await costs(system.pid, () => system.importAnnotated(done, annotated));
    log(system, `${annotated} annotated items made`, found.importAnnotated);
    found.export = await costs(system.pid, () => system.export(done));
    log(system, 'export', found.export);
    if (browser) found.pages = await pages(system, browser, await system.project('Pages').then(filled(system)));
  } finally {
    await system.stop();
  }
  return found;
}

/** A few tasks for the browser, in a project of their own. */
const filled = (system) => async (project) => {
  await system.importTasks(project, 60);
  return project;
};

const images = await serve();
const browser = values['without-browser'] ? undefined : await launch();
try {
  const results = [];
  if (!values['without-peer']) {
    const peer = new LabelStudio(values.peer, 8722, images.url, values['peer-data']);
    results.push(await measured(peer, Number(values['peer-cycles']), browser));
  }
  results.unshift(await measured(new Ours(8721), Number(values.cycles), browser));
  const settings = { items, annotated, nBoxes };
  if (values.json) writeFileSync(values.json, JSON.stringify({ settings, results }, null, 1));
  console.log(table(settings, results));
} finally {
  await browser?.close();
  images.close();
}
