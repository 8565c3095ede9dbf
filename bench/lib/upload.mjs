// Sends a large file to a server as an asset of a project, as it is read.
import { createReadStream, statSync } from 'node:fs';
import http from 'node:http';
import { finished } from './http.mjs';

/** Resolves to the asset as the server describes it. */
export function upload(client, slug, path) {
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Length': statSync(path).size,
    'Sec-Fetch-Site': 'same-origin',
    Cookie: client.cookie,
  };
  const where = { host: '127.0.0.1', port: client.base.port, method: 'POST', path: `/api/projects/${slug}/assets`, headers };
  return new Promise((resolve, reject) => {
    const request = http.request(where, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        if (response.statusCode === 201) resolve(JSON.parse(text));
        else reject(new Error(`upload: ${response.statusCode} ${text.slice(0, 300)}`));
      });
    });
    request.on('error', reject);
    createReadStream(path).pipe(request);
  });
}

/** Waits until the peaks and the other views of what was sent are there. */
export async function prepared(client, slug) {
  const { body } = await client.must('GET', `/api/projects/${slug}/jobs`);
  for (const job of body.items ?? body) if (job.kind === 'timed') await finished(client, job.id);
}
