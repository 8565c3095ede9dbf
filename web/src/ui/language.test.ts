// Dictionaries in other languages have the shape of the English ones, and what they lack stays English.
import { afterEach, expect, test, vi } from 'vitest';
import { translate } from './language';

afterEach(() => vi.resetModules());

test('words are replaced one by one', () => {
  const english = { a: 'one', inner: { b: 'two', c: (n: number) => `${n} left` }, steps: ['x', 'y'] };
  translate(english, { a: 'eins', inner: { c: (n) => `noch ${n}` }, steps: ['u', 'v'] });
  expect([english.a, english.inner.b, english.inner.c(3), english.steps]).toEqual([
    'eins',
    'two',
    'noch 3',
    ['u', 'v'],
  ]);
});

/** `path: kind` of every word, with the length of lists. */
function shape(words: object, at = ''): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [`${at}${key}: ${value.length}`];
    return typeof value === 'object' && value !== null
      ? shape(value, `${at}${key}.`)
      : [`${at}${key}: ${typeof value}`];
  });
}

async function dictionaries(): Promise<Record<string, object>> {
  const [{ messages: common }, { messages: shell }, { messages: projects }, { work }, canvas, area] =
    await Promise.all([
      import('./messages'),
      import('../routes/shell/messages'),
      import('../routes/projects/messages'),
      import('../routes/work/messages'),
      import('../modalities/timeline/words'),
      import('../routes/work/timeline/messages'),
    ]);
  return { common, shell, projects, work, canvas: canvas.timelineWords, area: area.timelineMessages };
}

test('German has the shape of English', async () => {
  const before = await dictionaries();
  const english = Object.fromEntries(Object.entries(before).map(([name, words]) => [name, shape(words)]));
  const [all, cancel] = [JSON.stringify(before), before.common && JSON.stringify(before.common)];
  await import('../languages/de');
  const after = await dictionaries();
  for (const [name, words] of Object.entries(after)) expect(shape(words)).toEqual(english[name]);
  expect(JSON.stringify(after)).not.toBe(all);
  expect(cancel).toContain('Cancel');
  expect(JSON.stringify(after['common'])).toContain('Abbrechen');
});
