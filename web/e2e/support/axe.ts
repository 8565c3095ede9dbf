// What axe finds on a page that keeps somebody from using it.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

export async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
