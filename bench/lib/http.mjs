// A small keep-alive HTTP client with a session, for load and for checks. Traffic goes to 127.0.0.1 only.
import http from 'node:http';

export class Client {
  /** `headers` go with every request. */
  constructor(base, headers = {}) {
    this.base = new URL(base);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    this.headers = headers;
    this.cookie = '';
  }

  /** Sends a request and resolves to {status, body, ms}; JSON bodies are parsed. */
  call(method, path, body, headers = {}) {
    const begun = performance.now();
    const raw = Buffer.isBuffer(body) || typeof body === 'string';
    const data = body === undefined ? undefined : raw ? body : JSON.stringify(body);
    const all = { 'Sec-Fetch-Site': 'same-origin', ...this.headers, ...headers };
    if (this.cookie) all.Cookie = this.cookie;
    if (data !== undefined) {
      all['Content-Type'] ??= 'application/json';
      all['Content-Length'] = Buffer.byteLength(data);
    }
    const options = {
      host: '127.0.0.1',
      port: this.base.port,
      method,
      path,
      headers: all,
      agent: this.agent,
    };
    return new Promise((resolve, reject) => {
      const request = http.request(options, (response) => {
        const pieces = [];
        response.on('data', (piece) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const [set] = response.headers['set-cookie'] ?? [];
          if (set) this.cookie = set.split(';')[0];
          const bytes = Buffer.concat(pieces);
          const json = response.headers['content-type']?.startsWith('application/json');
          const parsed = json && bytes.length ? JSON.parse(bytes) : bytes;
          resolve({ status: response.statusCode, body: parsed, ms: performance.now() - begun });
        });
      });
      request.on('error', reject);
      request.end(data);
    });
  }

  /** Receives a body without keeping it; resolves to its length in bytes. */
  length(path) {
    const { port } = this.base;
    const headers = this.cookie ? { ...this.headers, Cookie: this.cookie } : this.headers;
    return new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port, path, headers, agent: this.agent }, (response) => {
        let bytes = 0;
        response.on('data', (piece) => {
          bytes += piece.length;
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(bytes);
          else reject(new Error(`GET ${path}: ${response.statusCode}`));
        });
      });
      request.on('error', reject);
    });
  }

  /** Like `call`, but anything but success is an error. */
  async must(method, path, body, headers) {
    const reply = await this.call(method, path, body, headers);
    if (reply.status >= 300) {
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`);
    }
    return reply;
  }
}

/** Waits for a job to end. */
export async function finished(client, id) {
  for (;;) {
    const { body } = await client.must('GET', `/api/jobs/${id}`);
    if (body.state === 'done') return body;
    if (body.state === 'failed' || body.state === 'cancelled') throw new Error(`job ${body.kind}: ${body.error}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The p-th quantile of numbers, 0 to 1. */
export function quantile(numbers, p) {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
}
