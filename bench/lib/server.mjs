// Starts and stops the servers under test, and reads what they cost.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, chmodSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binary = process.env.CROSSCHECK ?? join(root, 'target', 'release', 'crosscheck');

export function folder() {
  const made = mkdtempSync(join(tmpdir(), 'crosscheck-bench-'));
  chmodSync(made, 0o755);
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A running server: {url, pid, child, setup (link of the first administrator), startMs}. */
export function start(data, port, extra = []) {
  const begun = performance.now();
  const args = ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...extra];
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const server = { url: `http://127.0.0.1:${port}`, pid: child.pid, child, setup: undefined, startMs: 0 };
  let said = '';
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    child.stdout.on('data', (piece) => {
      said += piece;
      server.setup = /setup#([0-9a-f]+)/.exec(said)?.[1];
    });
    const look = async () => {
      try {
        const reply = await fetch(`${server.url}/readyz`);
        if (reply.ok) {
          server.startMs = performance.now() - begun;
          return resolve(server);
        }
      } catch {
        // Not there yet.
      }
      setTimeout(look, 5);
    };
    look();
  });
}

export function stop(server, signal = 'SIGTERM') {
  return new Promise((resolve) => {
    server.child.removeAllListeners('exit');
    server.child.on('exit', resolve);
    server.child.kill(signal);
  });
}

/** Seconds of user and system time of a process so far. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident megabytes: now, and at the highest. */
export function memory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

/** A throwaway PostgreSQL: {url, stop}. As root it runs as the user postgres. */
export function postgres(port) {
  const place = folder();
  const version = readdirSync('/usr/lib/postgresql').sort().at(-1);
  const bin = `/usr/lib/postgresql/${version}/bin`;
  const asRoot = process.getuid() === 0;
  const run = (command) => {
    const [program, args] = asRoot ? ['su', ['postgres', '-s', '/bin/sh', '-c', command]] : ['/bin/sh', ['-c', command]];
    const done = spawnSync(program, args, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
  };
  if (asRoot) spawnSync('chown', ['postgres', place]);
  run(`${bin}/initdb -D ${place}/pg -U postgres -A trust -E UTF8 --locale=C`);
  run(`${bin}/pg_ctl -D ${place}/pg -o "-p ${port} -k ${place} -c listen_addresses=127.0.0.1 -c max_connections=200" -l ${place}/log -w start`);
  run(`${bin}/createdb -h 127.0.0.1 -p ${port} -U postgres crosscheck`);
  const url = `postgres://postgres@127.0.0.1:${port}/crosscheck`;
  return { url, stop: () => run(`${bin}/pg_ctl -D ${place}/pg -m immediate stop`) };
}
