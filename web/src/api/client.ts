// Talks to the server: JSON in and out, and every failure as one kind of error.
import type { components } from './schema';

export type Problem = components['schemas']['Problem'];

/** A refusal of the server, or (code `offline`) that it could not be reached at all. */
export class ApiError extends Error {
  constructor(
    /** The HTTP status; 0 when there was no reply. */
    readonly status: number,
    /** A stable word for programs; `offline` when there was no reply. */
    readonly code: string,
    message: string,
    readonly at: readonly string[] = [],
    readonly problems: readonly Problem[] = [],
    /** The whole reply, for refusals that carry more than an error (a draft conflict). */
    readonly body: unknown = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get offline(): boolean {
    return this.code === 'offline';
  }
}

/** What a request can carry besides its body. */
export interface RequestOptions {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the request outlive the page; for the last save of a closing tab. */
  keepalive?: boolean;
}

const OFFLINE = 'the server cannot be reached; check the connection and try again';

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isProblem(value: unknown): value is Problem {
  return typeof field(value, 'code') === 'string' && typeof field(value, 'message') === 'string';
}

/** The error that a refused reply means. */
function refusal(response: Response, body: unknown): ApiError {
  const error = field(body, 'error');
  const code = field(error, 'code');
  const message = field(error, 'message');
  const at = field(error, 'at');
  const problems = field(error, 'problems');
  return new ApiError(
    response.status,
    typeof code === 'string' ? code : `http_${response.status}`,
    typeof message === 'string' ? message : `the server answered ${response.status} ${response.statusText}`,
    Array.isArray(at) ? at.map(String) : [],
    Array.isArray(problems) ? problems.filter(isProblem) : [],
    body,
  );
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** Sends a body as it is (a file, a form, text); `request` is the same for JSON. */
export async function send<T>(
  method: string,
  path: string,
  body?: BodyInit | null,
  options: RequestOptions = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      body,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', ...options.headers },
      signal: options.signal,
      keepalive: options.keepalive,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'offline', OFFLINE);
  }
  const value = await parsed(response).catch(() => {
    throw new ApiError(0, 'offline', OFFLINE);
  });
  if (!response.ok) throw refusal(response, value);
  return value as T;
}

function request<T>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
  if (body === undefined) return send<T>(method, path, null, options);
  const headers = { 'Content-Type': 'application/json', ...options.headers };
  return send<T>(method, path, JSON.stringify(body), { ...options, headers });
}

/** `path` begins with `/api/`. A reply without a body (204) is null. */
export const api = {
  get: <T>(path: string, signal?: AbortSignal) => request<T>('GET', path, undefined, { signal }),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) => request<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('PATCH', path, body, options),
  del: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('DELETE', path, body, options),
};

/** A path with its parts escaped: `path('/api/projects', slug, 'items')`. */
export function path(root: string, ...parts: (string | number)[]): string {
  return [root, ...parts.map((part) => encodeURIComponent(part))].join('/');
}
