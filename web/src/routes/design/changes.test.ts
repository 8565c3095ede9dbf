// Checks that the form changes exactly its place in the file.
import { expect, test } from 'vitest';
import { parseDocument, type Document } from 'yaml';
import { addLabels, addQuestion, freshId, setKind, setOptions } from './changes';
import { read, type DesignForm } from './reading';

const FILE = `# A comment on top
title: Caption check # a comment beside
slots:
  - id: image
    kind: image
    role: context
ontology:
  labels:
    # The first label
    - id: person
      title: Person
      color: "#E69F00"
      hotkey: "1"
questions:
  - id: mood
    title: Mood
    type: choice
    options:
      - id: good
        title: Good
      - id: bad
        title: Bad
`;

function check(change: (document: Document, form: DesignForm) => void, expected: (form: DesignForm) => void) {
  const document = parseDocument(FILE);
  change(document, read(document));
  const after = document.toString();
  expect(after).toContain('# A comment on top');
  expect(after).toContain('# a comment beside');
  expect(after).toContain('# The first label');
  expected(read(parseDocument(after)));
}

test('the form reads what it shows', () =>
  check(
    () => undefined,
    (form) => {
      expect(form.title).toBe('Caption check');
      expect(form.labels).toEqual([
        { id: 'person', title: 'Person', color: '#E69F00', hotkey: '1', selectors: [] },
      ]);
      expect(form.questions[0]?.options?.map((option) => option.title)).toEqual(['Good', 'Bad']);
      expect(form.claims).toBeNull();
    },
  ));

test('twelve labels get different ids and colours; ten have keys of their own', () =>
  check(
    (document, form) =>
      addLabels(
        document,
        form,
        Array.from({ length: 11 }, (_, n) => `Thing ${n}`),
      ),
    (form) => {
      expect(form.labels).toHaveLength(12);
      expect(new Set(form.labels.map((label) => label.id)).size).toBe(12);
      expect(form.labels.map((label) => label.hotkey)).toEqual([...'1234567890', '', '']);
      expect(new Set(form.labels.map((label) => label.color)).size).toBe(12);
    },
  ));

test('labels can be added to a design that has none', () => {
  const document = parseDocument('title: x\nslots: []\n');
  addLabels(document, read(document), ['قطة']);
  expect(read(document).labels[0]).toMatchObject({ id: 'label', title: 'قطة', hotkey: '1' });
});

test('a reworded option keeps its id', () =>
  check(
    (document, form) => setOptions(document, form, 0, ['Very good', 'Bad']),
    (form) =>
      expect(form.questions[0]?.options).toEqual([
        { id: 'good', title: 'Very good' },
        { id: 'bad', title: 'Bad' },
      ]),
  ));

test('an inserted option gets its own id', () =>
  check(
    (document, form) => setOptions(document, form, 0, ['Good', 'Mixed', 'Bad']),
    (form) =>
      expect(form.questions[0]?.options?.map((option) => option.id)).toEqual(['good', 'mixed', 'bad']),
  ));

test('another kind of answer leaves nothing of the old one', () =>
  check(
    (document) => setKind(document, 0, 'scale'),
    (form) => {
      expect(form.questions[0]?.options).toBeNull();
      expect(form.questions[0]?.range).toEqual({ min: 1, max: 5 });
    },
  ));

test('a new question stands at the end', () =>
  check(
    (document, form) => addQuestion(document, form, 'Mood'),
    (form) => expect(form.questions.map((question) => question.id)).toEqual(['mood', 'mood_2']),
  ));

test('ids are plain words', () => {
  expect(freshId('Éclair au café!', [], 'x')).toBe('eclair_au_cafe');
  expect(freshId('🐕', [], 'label')).toBe('label');
});
