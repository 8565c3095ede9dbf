// Watches the server's system calls: the log that holds an annotation is on the disk before its submission is acknowledged.
//
//     node bench/durable.mjs [--clients 16] [--submissions 400]
//
// For every acknowledged annotation, in the order in which the kernel saw it: its id is written to the write-ahead log,
// then an fdatasync of that log begins and returns 0, and only then does the reply begin to be written to the socket.
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { folder, start, stop } from './lib/server.mjs';
import { administrator, annotation, annotators, importItems, itemLines, project } from './lib/world.mjs';

const { values } = parseArgs({
  options: { clients: { type: 'string', default: '16' }, submissions: { type: 'string', default: '400' } },
});
const nSubmissions = Number(values.submissions);
const CALLS = 'pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync';

/** Attaches strace to a running server; resolves when it watches. `stop` ends it, and leaves the server alone. */
function watch(pid, path) {
  const args = ['-f', '-y', '-s', '4096', '-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', path, '-p', `${pid}`];
  const child = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const end = () =>
    new Promise((resolve) => {
      child.on('exit', resolve);
      child.kill('SIGINT');
    });
  return new Promise((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.stderr.on('data', (piece) => {
      said += piece;
      if (/attached/.test(said)) resolve({ stop: end });
    });
    child.on('exit', () => reject(new Error(`strace ended: ${said}`)));
  });
}

/** Next and submit by all clients until enough is acknowledged; resolves to the ids. */
async function submissions(people, slug) {
  const acknowledged = [];
  let left = nSubmissions;
  const work = async (client) => {
    while (left > 0) {
      left -= 1;
      const { body } = await client.must('POST', `/api/projects/${slug}/assignments/next`, { design_version: 1 });
      const made = annotation(left);
      const submission = { assignment: body.assignment.id, annotation: made, next: false, design_version: 1 };
      await client.must('POST', `/api/projects/${slug}/annotations`, submission);
      acknowledged.push(made.id);
    }
  };
  await Promise.all(people.map(work));
  return acknowledged;
}

/** A line of strace: `12 fdatasync(9</a/b>) = 0`, or its halves when another thread came between. */
const LINE = /^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\((\d+)<([^>]*)>)(.*)$/;

/**
 * Reads the calls in order. `began` and `ended` are positions in the log; the sync of a log covers what was written
 * before it began.
 */
async function read(path, onCall) {
  const open = new Map();
  let at = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    at += 1;
    const found = LINE.exec(line);
    if (!found) continue;
    const [, thread, resumed, name, , file, rest] = found;
    const call = resumed ? open.get(thread) : { name, file, text: rest, began: at };
    if (!call) continue;
    if (line.endsWith('<unfinished ...>')) open.set(thread, call);
    else {
      open.delete(thread);
      onCall({ ...call, ended: at, ok: /\) += 0$/.test(line) });
    }
  }
}

/** Where each id was written to the log and where its reply began, and all syncs of the log. */
async function timeline(path, ids) {
  const [written, replied, syncs] = [new Map(), new Map(), []];
  const wanted = new Set(ids);
  await read(path, ({ name, file, text, began, ended, ok }) => {
    if (name === 'fsync' || name === 'fdatasync') {
      if (file.endsWith('-wal') && ok) syncs.push({ began, ended });
      return;
    }
    const [into, pattern] = file.endsWith('-wal')
      ? [written, /[0-9A-HJKMNP-TV-Z]{26}/g]
      : [replied, file.startsWith('socket:') && /\\"annotation\\":\{\\"id\\":\\"([0-9A-Z]{26})/g];
    if (!pattern) return;
    for (const [whole, id = whole] of text.matchAll(pattern)) {
      if (wanted.has(id) && !into.has(id)) into.set(id, into === written ? ended : began);
    }
  });
  return { written, replied, syncs };
}

const data = folder();
const server = await start(data, 8741);
try {
  const admin = await administrator(server);
  const slug = await project(admin, 'Durable', 1);
  await importItems(admin, slug, itemLines(nSubmissions + 50));
  const people = await annotators(admin, slug, Number(values.clients), [server]);
  const path = join(data, 'calls');
  const strace = await watch(server.pid, path);
  const ids = await submissions(people, slug);
  await strace.stop();
  const { written, replied, syncs } = await timeline(path, ids);
  const covered = (id) => syncs.some(({ began, ended }) => written.get(id) < began && ended < replied.get(id));
  const seen = ids.filter((id) => written.has(id) && replied.has(id));
  const violations = seen.filter((id) => !covered(id));
  const found = {
    acknowledged: ids.length,
    seen_in_log_and_reply: seen.length,
    syncs_of_the_log: syncs.length,
    violations: violations.length,
  };
  console.log(JSON.stringify(found));
  process.exitCode = seen.length === ids.length && violations.length === 0 ? 0 : 1;
} finally {
  await stop(server);
}
