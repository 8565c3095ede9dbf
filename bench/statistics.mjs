// Agreement, aggregation and ranking from files, beside the Python packages that people use; prints a table.
//
//     node bench/statistics.mjs [--python PROGRAM] [--small] [--only NAME] [--json FILE]
//
// Whole processes, from the file to the result: processor time and peak memory. Without --python only ours are run.
// The two examples of the crate `stats` must be built: cargo build --release --package crosscheck-stats --examples
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { boxes, comparisons, labels, units } from './lib/statistics_data.mjs';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    small: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const program = process.env.CROSSCHECK ?? './target/release/crosscheck';
const examples = join(dirname(program), 'examples');
const LIMIT_S = 600;
const place = mkdtempSync(join(tmpdir(), 'crosscheck-statistics-'));
const file = (name) => join(place, name);
const thin = values.small ? 100 : 1;

/** The cost of a program from start to end, as the kernel counts it: {wall, cpu, mb} in seconds and MB. */
const WRAPPER = `
import json, os, signal, subprocess, sys, tempfile, time
began = time.time()
out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
child = subprocess.Popen(sys.argv[2:], stdout=out, stderr=err)
found, late = 0, False
while found == 0:
    time.sleep(0.002)
    found, status, used = os.wait4(child.pid, os.WNOHANG)
    if found == 0 and not late and time.time() - began > float(sys.argv[1]):
        late = True
        os.kill(child.pid, signal.SIGKILL)
out.seek(0), err.seek(0)
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "late": late, "wall": time.time() - began,
    "cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024, "out": out.read().decode()[:300],
    "error": err.read().decode()[-300:]}))
`;

function cost(command) {
  const done = spawnSync('python3', ['-c', WRAPPER, String(LIMIT_S), ...command], { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (done.status !== 0) throw new Error(done.stderr);
  const found = JSON.parse(done.stdout);
  console.error(command.slice(-4).join(' '), JSON.stringify(found));
  if (found.code !== 0 && !found.late) throw new Error(`${command.join(' ')}: ${found.error}`);
  return found;
}

const ours = (...args) => [program, ...args];
const peer = (method, ...files) =>
  values.python && [values.python, new URL('./lib/statistics_peers.py', import.meta.url).pathname, method, ...files];

const million = file('labels_1e6.csv');
const few = file('labels_1e4.csv');
const ten = file('labels_1e7.csv');
const games = file('comparisons_1e7.csv');
const [reference, found] = [file('reference.json'), file('found.json')];
const continuum = file('units.csv');
const aggregate = (table, method) => ours('aggregate', table, '--method', method, '--iterations', '10', '--json', '--out', '/dev/null');
const BOOTSTRAP = ['--metric', 'krippendorff_alpha', '--bootstrap', '1000', '--json'];

/** What is compared: title, ours, the peer's and its name, the aim. */
const CASES = [
  ['alpha with 1,000 resamples, 1e6 labels', ours('agree', million, ...BOOTSTRAP), peer('alpha', million), 'krippendorff, no interval', ''],
  ['alpha with 1,000 resamples, 1e6 labels', ours('agree', million, ...BOOTSTRAP), peer('alpha_with_interval', million), 'krippendorff, resampled', '30×'],
  ['alpha with 1,000 resamples, 1e6 labels', ours('agree', million, ...BOOTSTRAP), peer('alpha_resampled', million), 'evalica', '30×'],
  ['Dawid–Skene, 10 iterations, 1e6 labels', aggregate(million, 'dawid_skene'), peer('dawid_skene', million), 'crowd-kit', '100×'],
  ['MACE, one start of 10 iterations, 1e6 labels', aggregate(million, 'mace'), peer('mace', million), 'crowd-kit', ''],
  ['GLAD, 10 iterations, 1e4 labels', aggregate(few, 'glad'), peer('glad', few), 'crowd-kit', '500×'],
  ['GLAD, 10 iterations, 1e6 labels', aggregate(million, 'glad'), undefined, 'crowd-kit does not end', '500×'],
  ['Bradley–Terry, 1e7 comparisons', ours('rank', games, '--method', 'bradley_terry', '--json'), peer('bradley_terry', games), 'evalica', '5×'],
  ['Elo, 1e7 comparisons', ours('rank', games, '--method', 'elo', '--json'), peer('elo', games), 'evalica', '5×'],
  ['boxes, 1e5 against 1e5', [join(examples, 'coco_boxes'), reference, found], peer('boxes', reference, found), 'faster-coco-eval', '10×'],
  ['gamma, 100 units', [join(examples, 'gamma_units'), continuum], peer('gamma', continuum), 'pygamma-agreement', ''],
  ['alpha with 1,000 resamples, 1e7 labels', ours('agree', ten, ...BOOTSTRAP), undefined, '', '< 15 s, 500 MB'],
  ['Dawid–Skene, 10 iterations, 1e7 labels', aggregate(ten, 'dawid_skene'), undefined, '', ''],
];

function prepare() {
  console.error(`files in ${place}`);
  labels(million, 1e6 / thin, 2000);
  labels(few, 1e4, 100);
  labels(ten, 1e7 / thin, 5000);
  comparisons(games, 1e7 / thin);
  boxes(reference, found, 10_000 / thin);
  units(continuum, 100);
}

const figure = (number) => Number(number.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 3 });

function row([title, mine, theirs, name, aim], costs) {
  const [own, other] = [costs.get(mine.join(' ')), theirs && costs.get(theirs.join(' '))];
  const ratio = other ? `${other.late ? '> ' : ''}${figure(other.cpu / own.cpu)}×` : '–';
  const peerCpu = other ? `${other.late ? '> ' : ''}${figure(other.cpu)}` : '–';
  return `| ${title} | ${figure(own.cpu)} | ${figure(own.mb)} | ${name || '–'} | ${peerCpu} | ${other ? figure(other.mb) : '–'} | ${ratio} | ${aim} |`;
}

try {
  for (const needed of [program, join(examples, 'coco_boxes'), join(examples, 'gamma_units')]) {
    if (!existsSync(needed)) throw new Error(`${needed} is missing: build it first`);
  }
  prepare();
  const chosen = CASES.filter(([title]) => !values.only || title.includes(values.only));
  const costs = new Map();
  for (const command of chosen.flatMap(([, mine, theirs]) => [mine, theirs].filter(Boolean))) {
    const key = command.join(' ');
    if (!costs.has(key)) costs.set(key, cost(command));
  }
  console.log('| from file to result | CPU s | MB | peer | CPU s | MB | ratio | aim |\n|---|---:|---:|---|---:|---:|---:|---|');
  for (const each of chosen) console.log(row(each, costs));
  console.log(`\nprocessors: ${execFileSync('nproc', { encoding: 'utf8' }).trim()}`);
  if (values.json) writeFileSync(values.json, JSON.stringify([...costs], null, 2));
} finally {
  rmSync(place, { recursive: true, force: true });
}
