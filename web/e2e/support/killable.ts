// A browser of its own with a profile on disk, to be killed in the middle of work and started again.
import { chromium, test, type BrowserContext } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';

export interface Killable {
  readonly context: BrowserContext;
  /** `kill -9` for every process of this browser. */
  kill(): Promise<void>;
}

export async function startKillable(profile: string): Promise<Killable> {
  const { launchOptions, baseURL, viewport } = test.info().project.use;
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, baseURL, viewport });
  const kill = async () => {
    const closed = context.waitForEvent('close');
    for (const pid of await processesOf(profile)) signal(pid);
    await closed;
  };
  return { context, kill };
}

/** The processes whose command line names the profile: the browser and nothing else. */
async function processesOf(profile: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--user-data-dir=${profile}`)) found.push(Number(entry));
  }
  return found;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // A child may be gone already with its parent.
  }
}
