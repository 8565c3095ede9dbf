// Which version of the guideline was read again in this window: tasks that were fetched before do not know.
import { createSignal } from 'solid-js';
import { api } from '../../api/client';
import { projectPath } from '../../api/projects';
import type { Task } from '../../model/types';

const [read, setRead] = createSignal<Readonly<Record<string, number>>>({});

/** The guideline as the annotator knew it, where it has to be read again. */
export function unread(slug: string, task: Task): NonNullable<Task['guideline']> | null {
  const version = task.assignment.design_version;
  return task.guideline && (read()[slug] ?? 0) < version ? task.guideline : null;
}

/** Tells the server that the guideline of the task was read. */
export async function readAgain(slug: string, task: Task): Promise<void> {
  const version = task.assignment.design_version;
  await api.post(projectPath(slug, 'guideline/read'), { version });
  setRead({ ...read(), [slug]: version });
}
