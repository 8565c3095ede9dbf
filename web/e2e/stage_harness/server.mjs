// Serves a test page, built by Vite, and a picture that is computed: any size, with tiles at every level.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, crc32 } from 'node:zlib';
import { build } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const web = path.resolve(here, '../..');
const TILE = 512;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.png': 'image/png' };

/**
 * Starts the server on a free port of this machine. `size` is the picture's; `photo` a file shown at `/photo`; `page`
 * the folder of the page.
 * Returns its address, the list of picture requests so far, and a function that stops it.
 */
export async function serve({
  size = { width: 1600, height: 1067 },
  photo = null,
  page = 'stage_harness',
} = {}) {
  const out = await mkdtemp(path.join(tmpdir(), 'stage-'));
  await build({
    root: web,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2023',
      rollupOptions: { input: path.join(here, '..', page, 'index.html') },
    },
  });
  const requests = [];
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    try {
      const [body, type] = await answer(url.pathname, out, size, photo, requests);
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/e2e/${page}/index.html`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(out, { recursive: true });
    },
  };
}

async function answer(pathname, out, size, photo, requests) {
  if (pathname === '/photo' && photo) return [await readFile(photo), 'image/jpeg'];
  const tile = /^\/picture\/tiles\/(\d+)\/(\d+)\/(\d+)$/.exec(pathname);
  if (tile || pathname.startsWith('/picture/')) requests.push(pathname);
  if (tile) return [tilePng(size, ...tile.slice(1).map(Number)), 'image/png'];
  if (pathname === '/picture/display') return [wholePng(size, 2048), 'image/png'];
  if (pathname === '/picture/second-try' && requests.filter((path) => path === pathname).length > 1) {
    return [wholePng(size, 1024), 'image/png'];
  }
  if (pathname === '/picture/thumbnail') return [wholePng(size, 320), 'image/png'];
  const file = path.join(out, path.normalize(pathname));
  if (!file.startsWith(out)) throw new Error('outside');
  return [await readFile(file), TYPES[path.extname(file)] ?? 'application/octet-stream'];
}

const kept = new Map();

function remembered(key, make) {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
}

function tilePng(size, level, col, row) {
  const unit = 2 ** level;
  const width = Math.min(TILE, Math.ceil(size.width / unit) - col * TILE);
  const height = Math.min(TILE, Math.ceil(size.height / unit) - row * TILE);
  if (width <= 0 || height <= 0) throw new Error('no such tile');
  const key = `${size.width}/${level}/${col}/${row}`;
  return remembered(key, () =>
    png(width, height, (x, y) => color((col * TILE + x) * unit, (row * TILE + y) * unit, size)),
  );
}

function wholePng(size, longest) {
  const shrink = Math.min(1, longest / Math.max(size.width, size.height));
  const width = Math.round(size.width * shrink);
  const height = Math.round(size.height * shrink);
  return remembered(`${size.width}/${longest}`, () =>
    png(width, height, (x, y) => color(x / shrink, y / shrink, size)),
  );
}

/** Hills of colour, with lines every 500 pixels so that places can be checked by eye. */
function color(x, y, { width, height }) {
  const u = x / width;
  const v = y / height;
  const wave = Math.sin(u * 40 + Math.sin(v * 17) * 3) * Math.cos(v * 31 + u * 5);
  const line = x % 500 < 3 || y % 500 < 3 ? 60 : 0;
  const grain = ((x * 73856093) ^ (y * 19349663)) & 15;
  return [
    90 + 70 * wave + line + grain,
    110 + 60 * v + line + grain,
    120 + 80 * u * (1 - wave / 2) + line + grain,
  ];
}

function png(width, height, at) {
  const stride = width * 3 + 1;
  const raw = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = at(x, y);
      const place = y * stride + 1 + x * 3;
      raw[place] = Math.max(0, Math.min(255, r));
      raw[place + 1] = Math.max(0, Math.min(255, g));
      raw[place + 2] = Math.max(0, Math.min(255, b));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(raw, { level: 1 });
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name, body) {
  const framed = Buffer.alloc(body.length + 12);
  framed.writeUInt32BE(body.length, 0);
  framed.write(name, 4, 'latin1');
  body.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + body.length)), 8 + body.length);
  return framed;
}
