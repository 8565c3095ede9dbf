// Reads the OpenAPI document of the server as what the page shows: operations in groups, and types.

/** A schema, as far as our own document goes. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  description?: string;
  enum?: readonly unknown[];
  const?: unknown;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
  required?: readonly string[];
  items?: Schema;
  oneOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

type Content = Readonly<Record<string, { schema?: Schema }>>;

interface Described {
  operationId: string;
  tags?: readonly string[];
  summary?: string;
  description?: string;
  parameters?: readonly Parameter[];
  requestBody?: { content: Content };
  responses: Readonly<Record<string, { description?: string; content?: Content }>>;
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  'x-role'?: string;
}

export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
}

/** A body that is sent or comes back. */
export interface Body {
  kind: string;
  schema?: Schema;
}

export interface Operation {
  id: string;
  group: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  role: string;
  /** What a token has to carry; null when nobody asks. */
  scope: string | null;
  parameters: readonly Parameter[];
  takes: readonly Body[];
  answers: readonly { status: string; bodies: readonly Body[] }[];
}

function bodies(content: Content | undefined): Body[] {
  return Object.entries(content ?? {}).map(([kind, { schema }]) => ({ kind, schema }));
}

function operation(path: string, method: string, described: Described): Operation {
  const scopes = (described.security ?? []).flatMap((one) => one.token ?? []);
  return {
    id: described.operationId,
    group: described.tags?.[0] ?? '',
    method: method.toUpperCase(),
    path,
    summary: described.summary ?? '',
    description: described.description ?? '',
    role: described['x-role'] ?? '',
    scope: scopes[0] ?? null,
    parameters: described.parameters ?? [],
    takes: bodies(described.requestBody?.content),
    answers: Object.entries(described.responses).map(([status, reply]) => ({
      status,
      bodies: bodies(reply.content),
    })),
  };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** All operations, by group, then by address. */
export function operations(document: ApiDocument): Operation[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operation(path, method, described)),
  );
  const order = (one: Operation) => `${one.group} ${one.path} ${METHODS.indexOf(one.method)}`;
  return all.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Operations in which every word of the search occurs. */
export function found(all: readonly Operation[], search: string): Operation[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    const text =
      `${one.id} ${one.method} ${one.path} ${one.summary} ${one.description} ${one.role} ${one.scope ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The name of the type that a reference leads to. */
export function typeName(schema: Schema): string | null {
  return schema.$ref?.split('/').at(-1) ?? null;
}

/** A piece of a type as it is written: words, or the name of another type. */
export type Piece = { text: string } | { type: string };

function joined(parts: readonly Piece[][], between: string): Piece[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: between }, ...part]));
}

function object(schema: Schema): Piece[] {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]): Piece[] => [
    { text: `${name}${required.has(name) ? '' : '?'}: ` },
    ...written(field),
  ]);
  const rest = schema.additionalProperties;
  if (typeof rest === 'object') fields.push([{ text: '[name]: ' }, ...written(rest)]);
  return fields.length === 0
    ? [{ text: 'object' }]
    : [{ text: '{ ' }, ...joined(fields, ', '), { text: ' }' }];
}

function plain(type: string, schema: Schema): Piece[] {
  if (type === 'array') return [...written(schema.items ?? {}), { text: '[]' }];
  if (type === 'object') return object(schema);
  return [{ text: type }];
}

/** A type in one line, such as `{ id: string, job?: Job | null }`. */
export function written(schema: Schema): Piece[] {
  const name = typeName(schema);
  if (name !== null) return [{ type: name }];
  if (schema.enum) return [{ text: schema.enum.map((value) => JSON.stringify(value)).join(' | ') }];
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  const either = schema.oneOf ?? schema.anyOf;
  if (either) return joined(either.map(written), ' | ');
  if (schema.allOf) return joined(schema.allOf.map(written), ' & ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return schema.properties ? object(schema) : [{ text: 'any' }];
  return joined(
    types.map((type) => plain(type, schema)),
    ' | ',
  );
}

/** A command that calls the operation. */
export function command(one: Operation, origin: string): string {
  const parts = ['curl'];
  if (one.method !== 'GET') parts.push(`-X ${one.method}`);
  if (one.scope !== null) parts.push('-H "Authorization: Bearer $TOKEN"');
  const kind = one.takes[0]?.kind;
  if (kind === 'application/json') parts.push(`-H "Content-Type: ${kind}" -d @body.json`);
  else if (kind !== undefined) parts.push(`-H "Content-Type: ${kind}" --data-binary @file`);
  return `${parts.join(' ')} "${origin}${one.path}"`;
}
