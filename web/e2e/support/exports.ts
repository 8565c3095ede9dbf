// The export page as a manager uses it, and the lines of the file that it makes.
import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

export interface ExportedSpan {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

export interface ExportedBox {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly spans?: readonly ExportedSpan[];
}

export interface ExportedBody {
  readonly regions: readonly {
    id: string;
    slot: string;
    part: string;
    label?: string;
    selector: ExportedBox;
  }[];
  readonly verdicts: readonly {
    claim: string;
    value: string;
    rationale?: string;
    evidence: readonly { region?: string; stance: string }[];
    errors: readonly { type: string; severity: number; correction: string; span: ExportedSpan | null }[];
  }[];
  readonly omissions: readonly {
    text: string;
    type: string;
    severity: number;
    evidence: readonly object[];
  }[];
}

export interface ExportedLine {
  readonly external_id: string;
  readonly item: {
    readonly slots: Readonly<
      Record<
        string,
        readonly {
          text?: string;
          asset?: { name: string; info: { width: number; height: number } };
        }[]
      >
    >;
    readonly claim_sets: readonly {
      claims: readonly { id: string; text: string; spans: readonly ExportedSpan[] }[];
    }[];
  };
  readonly annotations: readonly { id: string; annotator: string; surplus: boolean; body: ExportedBody }[];
}

/** Exports everything in the lossless format and reads the file. */
export async function exportNative(page: Page, project: string): Promise<readonly ExportedLine[]> {
  await page.goto(`/p/${project}/exports`);
  const rows = page.getByRole('table').getByRole('row');
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  const before = await rows.count();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).first().click();
  const text = await readFile(await (await download).path(), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line): ExportedLine => JSON.parse(line));
}
