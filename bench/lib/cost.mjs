// What a server costs: processor time and memory of its whole tree of processes, read from /proc.
import { readFileSync, readdirSync } from 'node:fs';
import { cpuSeconds, memory } from './server.mjs';
import { quantile } from './http.mjs';

/** A process and everything that it started. */
export function tree(root) {
  const children = new Map();
  for (const name of readdirSync('/proc').filter((found) => /^\d+$/.test(found))) {
    try {
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [];
  for (const waiting = [root]; waiting.length > 0; ) {
    const pid = waiting.pop();
    found.push(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return found;
}

function total(root, measure) {
  let sum = 0;
  for (const pid of tree(root)) {
    try {
      sum += measure(pid);
    } catch {
      // It ended meanwhile.
    }
  }
  return sum;
}

export const residentMb = (root) => total(root, (pid) => memory(pid).now);

/** Busy seconds of all processors together, as the kernel counts them. */
function machineBusy() {
  const ticks = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
  return (ticks.slice(0, 8).reduce((sum, found) => sum + found, 0) - ticks[3] - ticks[4]) / 100;
}

/**
 * Runs the work: {result, seconds, cpu: seconds of the server, peakMb: highest of samples, otherCpu: how many processors
 * were busy with something else than the server and this driver}.
 */
export async function costs(root, work) {
  let peakMb = residentMb(root);
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(root));
  }, 200);
  const own = process.cpuUsage();
  const [busy, cpu, begun] = [machineBusy(), total(root, cpuSeconds), performance.now()];
  try {
    const result = await work();
    const seconds = (performance.now() - begun) / 1000;
    const used = total(root, cpuSeconds) - cpu;
    const { user, system } = process.cpuUsage(own);
    const other = Math.max(0, machineBusy() - busy - used - (user + system) / 1e6) / seconds;
    return { result, seconds, cpu: used, peakMb: Math.max(peakMb, residentMb(root)), otherCpu: other };
  } finally {
    clearInterval(sampling);
  }
}

/** A closed loop: every client does `step(client)` until `n` steps were begun. Latencies in milliseconds. */
export async function loop(root, clients, n, step) {
  const took = [];
  let left = n;
  const work = async (client) => {
    while (left > 0) {
      left -= 1;
      const begun = performance.now();
      await step(client);
      took.push(performance.now() - begun);
    }
  };
  const { seconds, cpu, otherCpu } = await costs(root, () => Promise.all(clients.map(work)));
  return {
    n: took.length,
    cpuMs: (1000 * cpu) / took.length,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    perSecond: took.length / seconds,
    otherCpu,
  };
}
