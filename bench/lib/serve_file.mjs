// Serves one large file in ranges, for a peer that wants addresses.
import { createReadStream, statSync } from 'node:fs';
import http from 'node:http';

/** Resolves to {url, close}. */
export function serveFile(path, type) {
  const { size } = statSync(path);
  const server = http.createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const [start, end] = [Number(from ?? 0), to ? Math.min(Number(to), size - 1) : size - 1];
    response.writeHead(from === undefined ? 200 : 206, {
      'Content-Type': type,
      'Content-Length': end - start + 1,
      'Accept-Ranges': 'bytes',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'range',
      ...(from !== undefined && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    });
    createReadStream(path, { start, end }).on('error', () => response.destroy()).pipe(response);
  });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}/sound.ogg`, close }));
  });
}
