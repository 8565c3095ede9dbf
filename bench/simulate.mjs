// Thirty simulated annotators of known reliability on items with a picture, a caption, claims and regions, through the API.
// Errors do not follow the aggregator's model: items differ in difficulty, some mistakes tempt everybody, one annotator
// copies another, one becomes worse, three do not look, and claims are split differently.
//
//     node bench/simulate.mjs [--seeds 20] [--first 1] [--items 400] [--port 9150] [--svg bench/simulation.svg]
import { writeFileSync } from 'node:fs';
import { folder, start, stop } from './lib/server.mjs';
import { finished } from './lib/http.mjs';
import { administrator, annotators, ulid } from './lib/world.mjs';
import { pictures } from './lib/pictures.mjs';
import { plot } from './lib/simulation_plot.mjs';
import { answer, kindOf, PEOPLE, random, World } from './lib/simulation.mjs';

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1];
};
const SEEDS = Number(option('seeds', 20));
const FIRST = Number(option('first', 1));
const ITEMS = Number(option('items', 400));
const FIXED = 3;
const RULE = {
  type: 'confident',
  start: 2,
  max: 6,
  threshold: 0.85,
  fields: ['verdict'],
};

const design = {
  title: 'Captions against pictures',
  slots: [
    { id: 'image', kind: 'image', role: 'context' },
    { id: 'caption', kind: 'text', role: 'claim_source' },
  ],
  ontology: { labels: [{ id: 'thing', selectors: ['box'] }] },
  claims: {
    slot: 'caption',
    split: 'none',
    verdicts: [{ id: 'supported' }, { id: 'contradicted' }, { id: 'not_verifiable' }],
  },
};

const server = await start(folder(), Number(option('port', 9150)));
const admin = await administrator(server);
const results = [];
for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
  const fixed = await run(seed, { type: 'fixed', n: FIXED }, `f${seed}-`);
  const more = await run(seed, { type: 'fixed', n: FIXED + 2 }, `g${seed}-`);
  const adaptive = await run(seed, RULE, `a${seed}-`);
  const result = {
    seed,
    fixed,
    more,
    adaptive,
    saving: saving(adaptive, [fixed, more]),
  };
  results.push(result);
  console.error(
    JSON.stringify({
      ...result,
      fixed: brief(fixed),
      more: brief(more),
      adaptive: brief(adaptive),
    }),
  );
}
await stop(server);
tell(results);

/** A run in a line of the log: people as how many intervals hold what is true, of how many. */
function brief({ people, ...rest }) {
  return { ...rest, held: [people.filter(holds).length, people.length] };
}

function holds({ truth, low, high }) {
  return low <= truth && truth <= high;
}

/** How much cheaper the adaptive run is than a fixed number of annotations with the same accuracy, on the line through both. */
function saving(adaptive, [low, high]) {
  const slope = (high.consensus - low.consensus) / (high.cost - low.cost);
  const equal = slope > 0 ? low.cost + (adaptive.consensus - low.consensus) / slope : high.cost;
  return 1 - adaptive.cost / Math.max(equal, adaptive.consensus >= high.consensus ? high.cost : 0, 1e-9);
}

async function run(seed, overlap, prefix) {
  const rng = random(seed);
  const world = new World(ITEMS, rng, overlap.n === FIXED ? (ITEMS * FIXED) / PEOPLE / 2 : Infinity);
  const policy = { overlap, order: 'sequence', lease_minutes: 5 };
  const { slug } = (
    await admin.must('POST', '/api/projects', {
      title: `Run ${prefix}`,
      design,
      policy,
    })
  ).body;
  const picture = await admin.must('POST', `/api/projects/${slug}/assets`, pictures[0], {
    'Content-Type': 'image/png',
  });
  const lines = world.items.map((item, i) =>
    JSON.stringify({
      id: `i${i}`,
      slots: { image: picture.body.sha256, caption: item.caption },
      claims: item.claims.map(({ text, start, end }) => ({ text, start, end })),
    }),
  );
  const type = { 'Content-Type': 'application/x-ndjson' };
  const imported = await admin.must('POST', `/api/projects/${slug}/items`, lines.join('\n'), type);
  await finished(admin, imported.body.job.id);
  const clients = await annotators(admin, slug, PEOPLE, [server], prefix);
  for (const [who, client] of clients.entries())
    ((client.id = (await client.must('GET', '/api/me')).body.user.id), (client.who = who));
  const named = new Map();
  await work(world, slug, clients, rng, overlap, named);
  return measure(world, slug, clients, named);
}

/** People work one after the other, in random order, until nobody has anything to do. */
async function work(world, slug, clients, rng, overlap, named) {
  let [done, idle] = [0, 0];
  const adaptive = overlap.type === 'confident';
  while (idle < (adaptive ? 4 : 1) * PEOPLE) {
    const client = clients[Math.floor(rng() * PEOPLE)];
    const reply = await client.call('POST', `/api/projects/${slug}/assignments/next`, { design_version: 1 });
    if (reply.status === 204) {
      idle += 1;
      // The server looks a moment after submissions where it is not sure enough.
      if (adaptive && idle % PEOPLE === 0) await new Promise((resolve) => setTimeout(resolve, 900));
      continue;
    }
    idle = 0;
    const { assignment, item } = reply.body;
    const number = world.numberOf(item);
    const annotation = answer(world, client.who, number, item, rng, ulid());
    await client.must('POST', `/api/projects/${slug}/annotations`, {
      assignment: assignment.id,
      annotation,
      next: false,
    });
    done += 1;
    if (overlap.n === FIXED && done % 300 === 0) await name(slug, clients, world, named);
  }
  if (overlap.n === FIXED) await name(slug, clients, world, named);
}

/** Notes who is proposed for what, after how many of their annotations. */
async function name(slug, clients, world, named) {
  const { body } = await admin.must('GET', `/api/projects/${slug}/annotators`);
  for (const { annotator, kind } of body.proposals) {
    const who = clients.findIndex((client) => client.id === annotator.id);
    if (kind === 'pause' || kind === 'retrain') {
      if (!named.has(who))
        named.set(who, {
          kind,
          after: world.made[who],
          drifted: Math.max(0, world.made[who] - world.driftAt),
        });
    }
  }
}

async function measure(world, slug, clients, named) {
  let [n, right, plain] = [0, 0, 0];
  for (let after = ''; after !== null;) {
    const { body } = await admin.must('GET', `/api/projects/${slug}/consensus?limit=100${after && `&after=${after}`}`);
    for (const item of body.items) {
      const { claims } = world.items[Number(item.external_id.slice(1))];
      for (const unit of item.units.filter((one) => one.field === 'verdict')) {
        const claim = claims.find((one) => one.text === unit.unit_text);
        n += 1;
        right += unit.value === claim.truth;
        const most = Math.max(...unit.support.map((one) => one.count));
        const tied = unit.support.filter((one) => one.count === most).map((one) => one.value);
        plain += tied.includes(claim.truth) ? 1 / tied.length : 0;
      }
    }
    after = body.next;
  }
  const { body } = await admin.must('GET', `/api/projects/${slug}/annotators`);
  const people = body.annotators.map(({ annotator, reliability }) => {
    const who = clients.findIndex((client) => client.id === annotator.id);
    return {
      who,
      kind: kindOf(who),
      truth: world.right[who] / world.answered[who],
      ...reliability.interval,
      value: reliability.value,
    };
  });
  const cost = world.made.reduce((sum, one) => sum + one, 0) / ITEMS;
  return {
    cost,
    consensus: right / n,
    majority: plain / n,
    named: [...named].map(([who, one]) => ({ who, role: kindOf(who), ...one })),
    people,
  };
}

function tell(results) {
  const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const interval = (values) => {
    const m = mean(values);
    const sd = Math.sqrt(values.reduce((sum, one) => sum + (one - m) ** 2, 0) / Math.max(1, values.length - 1));
    const half = (2.09 * sd) / Math.sqrt(values.length);
    return `${(100 * m).toFixed(1)} % (${(100 * (m - half)).toFixed(1)} to ${(100 * (m + half)).toFixed(1)})`;
  };
  const of = (pick) => interval(results.map(pick));
  const people = results.flatMap(({ fixed }) => fixed.people);
  const named = results.flatMap(({ fixed }) => fixed.named);
  const soon = (role, key) => named.filter((one) => one.role === role && one[key] <= 60).length;
  const held = people.filter(holds).length;
  const rows = [
    [`consensus, ${FIXED} annotations an item`, of((one) => one.fixed.consensus)],
    [`majority, the same annotations`, of((one) => one.fixed.majority)],
    [`consensus beyond majority`, of((one) => one.fixed.consensus - one.fixed.majority)],
    [`consensus, ${FIXED + 2} annotations an item`, of((one) => one.more.consensus)],
    [
      `consensus, adaptive, ${mean(results.map((one) => one.adaptive.cost)).toFixed(2)} annotations an item`,
      of((one) => one.adaptive.consensus),
    ],
    ['annotations saved by adaptive stopping at equal accuracy', of((one) => one.saving)],
    ['spammers named within 60 of their annotations', `${soon('spammer', 'after')} of ${3 * results.length}`],
    ['drifters named within 60 annotations of the change', `${soon('drifter', 'drifted')} of ${results.length}`],
    [
      'average annotators and experts named wrongly',
      `${named.filter((one) => ['average', 'expert'].includes(one.role)).length} of ${24 * results.length}`,
    ],
    ['95 % intervals of reliability that hold the truth', `${held} of ${people.length}`],
  ];
  console.log('| | |\n|---|---:|');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  const path = option('svg');
  if (path) writeFileSync(path, plot(results, people));
}
