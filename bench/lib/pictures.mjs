// Small pictures to annotate, made here so that nothing is fetched; and a server of them for a peer that wants addresses.
import http from 'node:http';
import { crc32, deflateSync } from 'node:zlib';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const made = Buffer.alloc(body.length + 8);
  made.writeUInt32BE(data.length, 0);
  body.copy(made, 4);
  made.writeUInt32BE(crc32(body), made.length - 4);
  return made;
}

/** A PNG of three crossing gradients; `tint` makes pictures differ. */
export function picture(tint, width = 640, height = 480) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    rows[at] = 0;
    at += 1;
    for (let x = 0; x < width; x += 1) {
      rows[at] = (x + 16 * tint) & 255;
      rows[at + 1] = (y + 8 * tint) & 255;
      rows[at + 2] = ((x + y) >> 1) & 255;
      at += 3;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

export const N_PICTURES = 16;

export const pictures = Array.from({ length: N_PICTURES }, (_, tint) => picture(tint));

/** Serves the pictures as `/{n}.png`; resolves to {url, close}. */
export function serve() {
  const server = http.createServer((request, response) => {
    const found = pictures[Number(/^\/(\d+)\.png/.exec(request.url)?.[1])];
    response.writeHead(found ? 200 : 404, { 'Content-Type': 'image/png', 'Access-Control-Allow-Origin': '*' });
    response.end(found);
  });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}`, close }));
  });
}
