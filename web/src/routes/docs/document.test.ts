// The API document as the page reads it.
import text from '../../../../docs/reference/openapi.json?raw';
import { describe, expect, it } from 'vitest';
import { command, found, operations, typeName, written, type ApiDocument, type Piece } from './document';

const document: ApiDocument = JSON.parse(text);
const all = operations(document);
const line = (pieces: readonly Piece[]) =>
  pieces.map((piece) => ('type' in piece ? piece.type : piece.text)).join('');

describe('the document of the server', () => {
  it('has operations with a group, a sentence, and who may', () => {
    expect(all.length).toBeGreaterThan(50);
    for (const one of all) {
      expect([one.group, one.summary, one.role], one.id).not.toContain('');
    }
    const exported = all.find((one) => one.id === 'exports_create');
    expect(exported).toMatchObject({ method: 'POST', role: 'manager', scope: 'write', group: 'exports' });
  });

  it('is searched by all words', () => {
    expect(found(all, 'POST exports').map((one) => one.id)).toContain('exports_create');
    expect(found(all, 'admin people').every((one) => one.scope === 'admin')).toBe(true);
    expect(found(all, 'nobody has said this')).toEqual([]);
    expect(found(all, ' ')).toHaveLength(all.length);
  });

  it('names only types that are there', () => {
    const names = new Set(Object.keys(document.components.schemas));
    const seen = (pieces: readonly Piece[]) =>
      pieces.flatMap((piece) => ('type' in piece ? [piece.type] : []));
    const used = all.flatMap((one) =>
      [...one.takes, ...one.answers.flatMap((answer) => answer.bodies)].flatMap((body) =>
        seen(written(body.schema ?? {})),
      ),
    );
    expect(used.length).toBeGreaterThan(30);
    expect(used.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('types in one line', () => {
  const check = (schema: Parameters<typeof written>[0], expected: string) =>
    expect(line(written(schema))).toBe(expected);

  it('reads as one would say it', () => {
    check({ type: 'array', items: { $ref: '#/components/schemas/Job' } }, 'Job[]');
    check({ type: ['string', 'null'] }, 'string | null');
    check({ enum: ['a', 'b'] }, '"a" | "b"');
    check(
      { type: 'object', properties: { id: { type: 'string' }, n: { type: 'integer' } }, required: ['id'] },
      '{ id: string, n?: integer }',
    );
    check({}, 'any');
    expect(typeName({ type: 'string' })).toBeNull();
  });
});

describe('commands', () => {
  it('carry a token where one is needed', () => {
    const by = (id: string) => {
      const one = all.find((other) => other.id === id);
      if (!one) throw new Error(id);
      return command(one, 'https://label.example.org');
    };
    expect(by('designs_schema')).toBe('curl "https://label.example.org/api/design/schema"');
    expect(by('exports_create')).toBe(
      'curl -X POST -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d @body.json "https://label.example.org/api/projects/{slug}/exports"',
    );
  });
});
