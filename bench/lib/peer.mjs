// Label Studio as a system under measurement, on its own SQLite database; answers the same calls as `ours.mjs`.
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { folder } from './server.mjs';
import { Client } from './http.mjs';
import { answer, CHOICES, LABELS, SIZE, task } from './tasks.mjs';
import { tree } from './cost.mjs';

const TOKEN = 'bench0000000000000000000000000000000bench';

const config = `<View>
  <Image name="img" value="$image" zoom="true"/>
  <Text name="cap" value="$caption"/>
  <RectangleLabels name="box" toName="img">${LABELS.map((id) => `<Label value="${id}"/>`).join('')}</RectangleLabels>
  <Choices name="quality" toName="cap" choice="single">${CHOICES.map((id) => `<Choice value="${id}"/>`).join('')}</Choices>
  <TextArea name="fix" toName="cap" rows="2" editable="true"/>
</View>`;

/** An answer in Label Studio's words; its boxes are in percent. */
function result(i, nBoxes = 3) {
  const { boxes, choice, text } = answer(i, nBoxes);
  const { width, height } = SIZE;
  const found = boxes.map((box, k) => ({
    id: `b${k}`,
    from_name: 'box',
    to_name: 'img',
    type: 'rectanglelabels',
    original_width: width,
    original_height: height,
    image_rotation: 0,
    value: {
      x: (100 * box.x) / width,
      y: (100 * box.y) / height,
      width: (100 * box.width) / width,
      height: (100 * box.height) / height,
      rotation: 0,
      rectanglelabels: [box.label],
    },
  }));
  found.push({ id: 'q', from_name: 'quality', to_name: 'cap', type: 'choices', value: { choices: [choice] } });
  found.push({ id: 'f', from_name: 'fix', to_name: 'cap', type: 'textarea', value: { text: [text] } });
  return found;
}

export class LabelStudio {
  name = 'Label Studio';

  /**
   * `program` is the command of its Python environment; `images` the address of a server of pictures. `made` is a data
   * folder of an earlier run, copied to spare the minutes in which the tables are made.
   */
  constructor(program, port, images, made) {
    Object.assign(this, { program, port, images, data: folder(), url: `http://127.0.0.1:${port}` });
    if (made) cpSync(made, this.data, { recursive: true });
    this.env = {
      ...process.env,
      SENTRY_DSN: '',
      FRONTEND_SENTRY_DSN: '',
      COLLECT_ANALYTICS: 'false',
      LATEST_VERSION_CHECK: 'false',
      LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN: 'true',
      LABEL_STUDIO_BASE_DATA_DIR: this.data,
      DJANGO_DB: 'sqlite',
      DATABASE_NAME: `${this.data}/label_studio.sqlite3`,
    };
  }

  /** Starts on the same data again; resolves to the milliseconds until the first answer. */
  async start() {
    const begun = performance.now();
    const args = ['start', '--no-browser', '--data-dir', this.data, '--host', this.url, '--internal-host', '127.0.0.1'];
    args.push('-p', `${this.port}`, '--username', 'admin@bench.example', '--password', 'a bench password');
    args.push('--user-token', TOKEN);
    this.child = spawn(this.program, args, { env: this.env, stdio: 'ignore' });
    const ended = new Promise((_, reject) => {
      this.child.on('error', reject);
      this.child.on('exit', (code) => reject(new Error(`Label Studio ended with ${code}`)));
    });
    ended.catch(() => undefined);
    const answers = async () => {
      while (!(await fetch(`${this.url}/health`).catch(() => undefined))?.ok) {
        if (performance.now() - begun > 600_000) throw new Error('Label Studio does not answer');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await Promise.race([answers(), ended]);
    return performance.now() - begun;
  }

  get pid() {
    return this.child.pid;
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.on('exit', resolve));
    for (const pid of tree(this.child.pid)) process.kill(pid, 'SIGTERM');
    await ended;
  }

  async prepare() {
    this.admin = new Client(this.url, { Authorization: `Token ${TOKEN}` });
    this.people = 0;
    this.views = new Map();
  }

  async project(title, label_config = config) {
    return (await this.admin.must('POST', '/api/projects/', { title, label_config })).body.id;
  }

  data_of(i) {
    const { picture, ...rest } = task(i);
    return { image: `${this.images}/${picture}.png?i=${i}`, ...rest };
  }

  async importTasks(project, n) {
    const tasks = Array.from({ length: n }, (_, i) => this.data_of(i));
    const { task_count: found } = (await this.admin.must('POST', `/api/projects/${project}/import`, tasks)).body;
    if (found !== n) throw new Error(`${found} of ${n} tasks are there`);
  }

  /** `n` people with a token each, who signed up through its page. */
  async workers(_project, n) {
    const found = [];
    for (let i = 0; i < n; i += 1) {
      this.people += 1;
      found.push(await this.signUp(`w${this.people}@bench.example`));
    }
    return found;
  }

  async signUp(email) {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const jar = new Map();
    const ask = async (path, body) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const init = body && { method: 'POST', body: new URLSearchParams(body).toString() };
      const reply = await fetch(this.url + path, { ...init, redirect: 'manual', headers: { ...headers, Cookie: cookie } });
      for (const set of reply.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
        jar.set(name, value);
      }
      return reply;
    };
    await ask('/user/signup/');
    await ask('/user/signup/', { email, password: 'a bench password', csrfmiddlewaretoken: jar.get('csrftoken') });
    const reply = await ask('/api/current-user/token');
    if (!reply.ok) throw new Error(`${email} has no token: ${reply.status}`);
    const client = new Client(this.url, { Authorization: `Token ${(await reply.json()).token}` });
    client.cookies = [...jar].map(([name, value]) => `${name}=${value}`);
    return client;
  }

  async next(client, project) {
    return (await client.must('GET', `/api/projects/${project}/next`)).body.id;
  }

  async submit(client, _project, id, i) {
    await client.must('POST', `/api/tasks/${id}/annotations/`, { result: result(i), lead_time: 5 });
  }

  /** The `page`-th hundred whose caption contains `dog`, highest score first: a saved view, as its own page does it. */
  async list(project, page) {
    if (!this.views.has(project)) {
      const filter = { filter: 'filter:tasks:data.caption', operator: 'contains', type: 'String', value: 'dog' };
      const filters = { conjunction: 'and', items: [filter] };
      const data = { title: 'dogs', filters, ordering: ['-tasks:data.score'] };
      this.views.set(project, (await this.admin.must('POST', '/api/dm/views/', { project, data })).body.id);
    }
    const path = `/api/tasks?view=${this.views.get(project)}&project=${project}&page=${page + 1}&page_size=100`;
    return (await this.admin.must('GET', path)).body.tasks.length;
  }

  /** Annotated items arrive with their annotations: submitting them one by one would take hours. */
  async importAnnotated(project, n) {
    for (let first = 0; first < n; first += 5000) {
      const count = Math.min(5000, n - first);
      const tasks = Array.from({ length: count }, (_, k) => ({
        data: this.data_of(first + k),
        annotations: [{ result: result(first + k) }],
      }));
      await this.admin.must('POST', `/api/projects/${project}/import`, tasks);
    }
  }

  export(project) {
    return this.admin.length(`/api/projects/${project}/export?exportType=JSON&download_resources=false`);
  }

  /** Addresses of the labelling page with no boxes and with `nBoxes`, and the cookies that open them. */
  async pages(project, nBoxes) {
    const tasks = [{ data: this.data_of(1) }, { data: this.data_of(2), annotations: [{ result: result(5, nBoxes) }] }];
    const path = `/api/projects/${project}/import?return_task_ids=true`;
    const { task_ids: ids } = (await this.admin.must('POST', path, tasks)).body;
    const [client] = await this.workers(project, 1);
    const at = (id) => `${this.url}/projects/${project}/data?task=${id}`;
    return { plain: at(ids[0]), full: at(ids[1]), cookies: client.cookies };
  }
}
