// Crosscheck as a system under measurement; `peer.mjs` answers the same calls.
import { folder, start, stop } from './server.mjs';
import { Client, finished } from './http.mjs';
import { administrator, annotators, ulid } from './world.mjs';
import { pictures } from './pictures.mjs';
import { answer, CHOICES, LABELS, SIZE, task } from './tasks.mjs';

const design = {
  title: 'Captions',
  slots: [
    { id: 'image', kind: 'image', role: 'context' },
    { id: 'caption', kind: 'text', role: 'claim_source' },
  ],
  ontology: { labels: LABELS.map((id) => ({ id, selectors: ['box'] })) },
  questions: [
    { id: 'quality', type: 'choice', options: CHOICES.map((id) => ({ id })) },
    { id: 'fix', type: 'text' },
  ],
};

/** An annotation with `nBoxes` boxes. */
function annotation(i, nBoxes) {
  const { boxes, choice, text } = answer(i, nBoxes);
  const target = { on: 'item' };
  return {
    id: ulid(),
    outcome: { type: 'complete' },
    regions: boxes.map(({ label, ...box }, k) => ({
      id: `r${k}`,
      slot: 'image',
      part: '0',
      selector: { type: 'box', ...box },
      label,
    })),
    answers: [
      { question: 'quality', target, value: choice },
      { question: 'fix', target, value: text },
    ],
    active_ms: 5000,
  };
}

export class Ours {
  name = 'Crosscheck';

  constructor(port) {
    this.port = port;
    this.data = folder();
  }

  /** Starts on the same data again; resolves to the milliseconds until the first answer. */
  async start() {
    this.server = await start(this.data, this.port);
    return this.server.startMs;
  }

  get pid() {
    return this.server.pid;
  }

  stop() {
    return stop(this.server);
  }

  /** Once, after the first start: the administrator. */
  async prepare() {
    this.admin = await administrator(this.server);
    this.people = 0;
  }

  async project(title) {
    const policy = { overlap: { type: 'fixed', n: 1 }, order: 'sequence' };
    const { slug } = (await this.admin.must('POST', '/api/projects', { title, design, policy })).body;
    const assets = pictures.map((bytes) =>
      this.admin.must('POST', `/api/projects/${slug}/assets`, bytes, { 'Content-Type': 'image/png' }),
    );
    this.hashes = (await Promise.all(assets)).map((reply) => reply.body.sha256);
    return slug;
  }

  async importTasks(slug, n) {
    const lines = Array.from({ length: n }, (_, i) => {
      const { picture, caption, score } = task(i);
      return JSON.stringify({ id: `t${i}`, slots: { image: this.hashes[picture], caption }, priority: score });
    });
    const type = { 'Content-Type': 'application/x-ndjson' };
    const { body } = await this.admin.must('POST', `/api/projects/${slug}/items`, lines.join('\n'), type);
    const { summary } = await finished(this.admin, body.job.id);
    if (summary.new !== n) throw new Error(`${summary.new} of ${n} items are there`);
  }

  /** `n` people of the project. */
  workers(slug, n) {
    this.people += 1;
    return annotators(this.admin, slug, n, [this.server], `p${this.people}-`);
  }

  async next(client, slug) {
    const { body } = await client.must('POST', `/api/projects/${slug}/assignments/next`, { design_version: 1 });
    return body.assignment?.id;
  }

  async submit(client, slug, assignment, i, nBoxes = 3) {
    const body = { assignment, annotation: annotation(i, nBoxes), next: false, design_version: 1 };
    return (await client.must('POST', `/api/projects/${slug}/annotations`, body)).body.annotation.id;
  }

  /** What the workbench does: the reply to a submission brings the next task. */
  async submitForNext(client, slug, i) {
    client.held ??= await this.next(client, slug);
    const body = { assignment: client.held, annotation: annotation(i, 3), next: true, design_version: 1 };
    const { next } = (await client.must('POST', `/api/projects/${slug}/annotations`, body)).body;
    client.held = next?.assignment.id;
  }

  /** Rows of the `page`-th hundred whose caption has a word that begins with `dog`, highest score first. */
  async list(slug, page) {
    this.keys ??= new Map();
    const key = page === 0 ? null : this.keys.get(`${slug} ${page}`);
    const after = key === null ? '' : `&after=${key}`;
    const path = `/api/projects/${slug}/items?q=dog&sort=priority&limit=100${after}`;
    const { items, next } = (await this.admin.must('GET', path)).body;
    this.keys.set(`${slug} ${page + 1}`, next);
    return items.length;
  }

  /** Annotated items: every one is submitted by a person, as in real work. */
  async importAnnotated(slug, n) {
    await this.importTasks(slug, n);
    let count = 0;
    const work = async (client) => {
      client.held = await this.next(client, slug);
      while (client.held) {
        count += 1;
        await this.submitForNext(client, slug, count);
      }
    };
    await Promise.all((await this.workers(slug, 32)).map(work));
    if (count !== n) throw new Error(`${count} of ${n} items were annotated`);
  }

  /** Makes the export and fetches the file; resolves to its bytes. */
  async export(slug) {
    const { body } = await this.admin.must('POST', `/api/projects/${slug}/exports`, { format: 'native' });
    const { summary } = await finished(this.admin, body.job.id);
    return this.admin.length(`/api/exports/${summary.export}/file`);
  }

  /** Addresses of the labelling page with no boxes and with `nBoxes`, and the cookie that opens them. */
  async pages(slug, nBoxes) {
    const [client] = await this.workers(slug, 1);
    const annotated = await this.submit(client, slug, await this.next(client, slug), 5, nBoxes);
    const plain = await this.next(client, slug);
    const { body } = await client.must('POST', `/api/annotations/${annotated}/reopen`, {});
    const at = (id) => `${this.server.url}/p/${slug}/work?assignment=${id}`;
    return { plain: at(plain), full: at(body.assignment.id), cookies: [client.cookie] };
  }
}
