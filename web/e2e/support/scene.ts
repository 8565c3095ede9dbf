// A workbench in the middle of work: an item with the answers of a sample annotator as the draft of somebody else.
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { fromAnnotation } from '../../src/model/annotation';
import type { Annotation, Design, Item, Task } from '../../src/model/types';
import { post, SAME_ORIGIN } from './project';

export interface Scene {
  readonly project: string;
  /** The item's key in the sample project. */
  readonly item: string;
  /** Whose sample answers are shown. */
  readonly reader: string;
}

interface ItemView {
  readonly row: { id: string };
  readonly item: Item;
  readonly annotations: readonly { annotator: { name: string }; body: Annotation }[];
}

export async function openScene(page: Page, manager: BrowserContext, scene: Scene): Promise<void> {
  const view = await itemView(manager, scene);
  const answers = view.annotations.find((each) => each.annotator.name.startsWith(scene.reader))?.body;
  if (!answers) throw new Error(`${scene.reader} has no answers to ${scene.item}`);
  const assignment = await lease(page.context(), manager, scene.project, view.row.id);
  const task = await revealed(page.context(), assignment, answers);
  if (!task.design) throw new Error('the task came without its design');
  await keepDraft(page.context(), assignment, answers, { design: task.design, item: task.item });
  await page.goto(`/p/${scene.project}/work?assignment=${assignment}`);
  await page.locator('.workbench').waitFor();
  await page.locator('.save-mark[data-state=saved]').waitFor();
}

export async function itemView(
  manager: BrowserContext,
  { project, item }: Pick<Scene, 'project' | 'item'>,
): Promise<ItemView> {
  const list: { items: { id: string; external_id: string }[] } = await (
    await manager.request.get(`/api/projects/${project}/items`)
  ).json();
  const row = list.items.find((each) => each.external_id === item);
  return (await manager.request.get(`/api/projects/${project}/items/${row?.id}`)).json();
}

/** Asks one more person for the item, and gives it to whoever is signed in. */
async function lease(
  context: BrowserContext,
  manager: BrowserContext,
  project: string,
  item: string,
): Promise<string> {
  const me: { user: { id: string } } = await (await context.request.get('/api/me')).json();
  const select = async (action: object) => {
    const path = `/api/projects/${project}/items/select`;
    const { job } = await post<{ job: { id: string } }>(manager.request, path, {
      filter: { ids: [item] },
      action,
      preview: false,
    });
    const state = async () =>
      ((await (await manager.request.get(`/api/jobs/${job.id}`)).json()) as { state: string }).state;
    await expect.poll(state).toBe('done');
  };
  await select({ type: 'requeue', extra: 1 });
  await select({ type: 'assign', annotator: me.user.id });
  const task = await post<{ assignment: { id: string } }>(
    context.request,
    `/api/projects/${project}/assignments/next`,
    {},
  );
  return task.assignment.id;
}

/** Gives the first impression where the design asks for one, and brings the whole task. */
async function revealed(context: BrowserContext, assignment: string, annotation: Annotation): Promise<Task> {
  const read = async (): Promise<Task> =>
    (await context.request.get(`/api/assignments/${assignment}`)).json();
  const task = await read();
  if (task.hidden_slots.length === 0) return task;
  const wanted = new Set((task.design?.slots ?? []).flatMap((slot) => slot.reveal_after ?? []));
  const answers = (annotation.answers ?? []).filter((answer) => wanted.has(answer.question));
  await post(context.request, `/api/assignments/${assignment}/reveal`, { answers });
  return read();
}

async function keepDraft(
  context: BrowserContext,
  assignment: string,
  annotation: Annotation,
  world: { design: Design; item: Item },
): Promise<void> {
  const body = {
    v: 1,
    draft: fromAnnotation(annotation, world),
    annotation: annotation.id,
    active_ms: 90_000,
  };
  const reply = await context.request.put(`/api/assignments/${assignment}/draft`, {
    data: { body, client: 'scene', force: true },
    headers: { 'If-Match': '"0"', ...SAME_ORIGIN },
  });
  expect(reply.status(), await reply.text()).toBe(200);
}
