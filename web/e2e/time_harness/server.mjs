// Serves the page of the tests of time, built by Vite, and films and sounds from folders, in ranges as players ask for them.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const web = path.resolve(here, '../..');
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.json': 'application/json',
};

/** Starts the server on a free port of this machine; `media` is a folder. Returns its address, and how to stop it. */
export async function serve({ media = path.resolve(here, '../media') } = {}) {
  const out = await mkdtemp(path.join(tmpdir(), 'time-'));
  await build({
    root: web,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2023',
      rollupOptions: { input: path.join(here, 'index.html') },
    },
  });
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    try {
      if (pathname.startsWith('/media/')) {
        await range(request, response, inside(media, pathname.slice('/media/'.length)));
      } else {
        const file = inside(out, pathname);
        const bytes = await readFile(file);
        response.writeHead(200, { 'content-type': typeOf(file) }).end(bytes);
      }
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/e2e/time_harness/index.html`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(out, { recursive: true });
    },
  };
}

function inside(folder, name) {
  const file = path.join(folder, path.normalize(`/${name}`));
  if (!file.startsWith(folder)) throw new Error('outside');
  return file;
}

const typeOf = (file) => TYPES[path.extname(file)] ?? 'application/octet-stream';

const kept = new Map();

async function range(request, response, file) {
  if (!kept.has(file)) kept.set(file, await readFile(file));
  const bytes = kept.get(file);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = Math.min(bytes.length - 1, to ? Number(to) : bytes.length - 1);
  if (start > end) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  response.writeHead(from === undefined ? 200 : 206, {
    'content-type': typeOf(file),
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${bytes.length}`,
  });
  response.end(bytes.subarray(start, end + 1));
}
