// People, a project and items to measure with.
import { randomBytes } from 'node:crypto';
import { Client, finished } from './http.mjs';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function ulid(now = Date.now()) {
  let text = '';
  for (let i = 0, rest = now; i < 10; i += 1, rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32] + text;
  for (const byte of randomBytes(16)) text += ALPHABET[byte % 32];
  return text;
}

export const design = {
  title: 'Captions',
  slots: [{ id: 'caption', kind: 'text', role: 'claim_source' }],
  ontology: { labels: ['one', 'two', 'three', 'four', 'five'].map((id) => ({ id })) },
  questions: [
    {
      id: 'quality',
      type: 'choice',
      required: true,
      options: ['accurate', 'partly', 'wrong'].map((id) => ({ id })),
    },
    { id: 'remark', type: 'text' },
  ],
};

/** The administrator, signed in. */
export async function administrator(server) {
  const admin = new Client(server.url);
  const account = { name: 'Admin', email: 'admin@bench.example', password: 'a bench password' };
  await admin.must('POST', '/api/setup', { token: server.setup, ...account });
  return admin;
}

/** `n` new annotators of a project, each with a connection of their own, spread over the servers. */
export async function annotators(admin, slug, n, servers, prefix = 'a') {
  const found = [];
  for (let i = 0; i < n; i += 1) {
    const { body } = await admin.must('POST', `/api/projects/${slug}/invitations`, { role: 'annotator' });
    const client = new Client(servers[i % servers.length].url);
    const account = { name: `Annotator ${i}`, email: `${prefix}${i}@bench.example`, password: `bench password ${i}` };
    await client.must('POST', `/api/invitations/${body.url.split('#')[1]}/accept`, account);
    found.push(client);
  }
  return found;
}

export async function project(admin, title, overlap, extra = {}) {
  const policy = { overlap: { type: 'fixed', n: overlap }, order: 'sequence' };
  return (await admin.must('POST', '/api/projects', { title, design, policy, ...extra })).body.slug;
}

const WORDS = 'a dog cat on the red sofa sleeps while two birds fly over green water near old towers at dusk'.split(' ');

export function itemLines(n) {
  const lines = [];
  for (let i = 0; i < n; i += 1) {
    const words = Array.from({ length: 12 }, (_, k) => WORDS[(i * 7 + k * 3 + (i >> 3)) % WORDS.length]);
    lines.push(JSON.stringify({ id: `item-${i}`, slots: { caption: words.join(' ') }, metadata: { score: i % 100 }, priority: i % 100 }));
  }
  return lines.join('\n');
}

export async function importItems(admin, slug, lines) {
  const reply = await admin.must('POST', `/api/projects/${slug}/items`, lines, { 'Content-Type': 'application/x-ndjson' });
  return finished(admin, reply.body.job.id);
}

export function annotation(n) {
  return {
    id: ulid(),
    outcome: { type: 'complete' },
    answers: [
      { question: 'quality', target: { on: 'item' }, value: ['accurate', 'partly', 'wrong'][n % 3] },
      { question: 'remark', target: { on: 'item' }, value: `remark number ${n}` },
    ],
    active_ms: 1000,
  };
}

export async function exported(admin, slug, format = 'native', options = {}) {
  const { body } = await admin.must('POST', `/api/projects/${slug}/exports`, { format, include_surplus: true, ...options });
  const job = await finished(admin, body.job.id);
  const file = await admin.must('GET', `/api/exports/${job.summary.export}/file`);
  return file.body;
}
