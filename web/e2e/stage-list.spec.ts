// The image stage in a real browser, without sight of its canvas: regions as a list, and what axe says.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { box, open, pixels, put, region, selected, useStage } from './support/stage';

useStage();

test.describe('without sight of the canvas', () => {
  test('regions are a list that says what and where, and selects', async ({ page }) => {
    await open(page);
    await put(page, [
      region('dog', box(600, 400, 100, 50)),
      region('sofa', { type: 'polygon', points: [[10, 10], [90, 10], [50, 60]], holes: [] }, { locked: true }), // prettier-ignore
    ]);
    const list = page.getByRole('listbox', { name: /Regions of the picture/ });
    await expect(list.getByRole('option')).toHaveText([
      'dog, box, lower right, 100 × 50 pixels',
      'sofa, polygon, upper left, 80 × 50 pixels, locked',
    ]);
    await page.locator('.stage-surface').focus();
    await page.keyboard.press('Tab');
    await expect(list.getByRole('option').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await selected(page)).toEqual(['sofa']);
    await expect(list.getByRole('option', { selected: true })).toHaveText(/sofa/);
    expect(await page.evaluate(() => window.harness.hovered)).toBe('sofa');
  });

  test('many regions keep the page small', async ({ page }) => {
    await open(page, '&boxes=2000');
    const options = page.getByRole('option');
    await expect(options.first()).toHaveAttribute('aria-setsize', '2000');
    expect(await options.count()).toBeLessThan(200);
    await options.first().focus();
    await page.keyboard.press('End');
    await expect(page.locator(':focus')).toHaveAttribute('aria-posinset', '2000');
  });

  test('axe finds nothing, also with forced colours', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await open(page, '&boxes=20');
    await expect(page.getByRole('option').first()).toBeAttached();
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
