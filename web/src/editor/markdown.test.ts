// Guidelines: what becomes an element, and what stays text.
import { expect, test } from 'vitest';
import { markdown } from './markdown';

test('headings, paragraphs and emphasis', () => {
  expect(markdown('# Title\n\nSome *words* and **more**.')).toEqual([
    { type: 'heading', level: 1, content: [{ type: 'text', text: 'Title' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Some ' },
        { type: 'emphasis', content: [{ type: 'text', text: 'words' }] },
        { type: 'text', text: ' and ' },
        { type: 'strong', content: [{ type: 'text', text: 'more' }] },
        { type: 'text', text: '.' },
      ],
    },
  ]);
});

test('lists in lists', () => {
  const [list] = markdown('- one\n- two\n  1. deep\n');
  expect(list).toMatchObject({ type: 'list', ordered: false });
  expect(JSON.stringify(list)).toContain('"ordered":true');
});

test('HTML is text', () => {
  expect(markdown('<img src=x onerror=alert(1)>')).toEqual([
    { type: 'paragraph', content: [{ type: 'text', text: '<img src=x onerror=alert(1)>' }] },
  ]);
});

test('links lead to the web only', () => {
  expect(JSON.stringify(markdown('[a](https://example.org)'))).toContain('"type":"link"');
  expect(JSON.stringify(markdown('[a](javascript:alert(1))'))).not.toContain('"type":"link"');
  expect(JSON.stringify(markdown('[a](//evil.example)'))).not.toContain('"type":"link"');
});

test('snake_case keeps its underscores', () => {
  expect(markdown('use not_verifiable_at_all')).toEqual([
    { type: 'paragraph', content: [{ type: 'text', text: 'use not_verifiable_at_all' }] },
  ]);
});

test('tables and code', () => {
  expect(markdown('| a | b |\n|---|---|\n| 1 | 2 |')[0]).toMatchObject({ type: 'table' });
  expect(markdown('```\n# no heading\n```')).toEqual([{ type: 'code', text: '# no heading' }]);
});
