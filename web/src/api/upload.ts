// Sends files with progress, and reads folders that were dropped.
import { ApiError } from './client';
import type { Job } from './types';

/** A file and the path that a data file can call it by. */
export interface Upload {
  path: string;
  file: File;
}

const RAW: readonly [RegExp, string][] = [
  [/\.(jsonl|ndjson)$/i, 'application/x-ndjson'],
  [/\.csv$/i, 'text/csv'],
];

interface Body {
  body: XMLHttpRequestBodyInit;
  type: string | null;
}

/** A single data file goes as it is, so that the server can stream it; everything else as a form. */
function body(uploads: readonly Upload[]): Body {
  const only = uploads.length === 1 ? uploads[0] : undefined;
  const raw = only && RAW.find(([name]) => name.test(only.path));
  if (only && raw) return { body: only.file, type: raw[1] };
  const form = new FormData();
  for (const upload of uploads) form.append('file', upload.file, upload.path);
  return { body: form, type: null };
}

function refusal(request: XMLHttpRequest): ApiError {
  try {
    const reply: { error: { code: string; message: string; at: string[] } } = JSON.parse(
      request.responseText,
    );
    return new ApiError(request.status, reply.error.code, reply.error.message, reply.error.at);
  } catch {
    return new ApiError(request.status, `http_${request.status}`, `the server answered ${request.status}`);
  }
}

/** Posts files to an import; `sent` hears the share that has left this computer. */
export function upload(
  address: string,
  uploads: readonly Upload[],
  sent: (share: number) => void,
  signal?: AbortSignal,
): Promise<Job> {
  const content = body(uploads);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    if (content.type) request.setRequestHeader('Content-Type', content.type);
    request.upload.onprogress = (event) => event.lengthComputable && sent(event.loaded / event.total);
    request.onerror = () =>
      reject(new ApiError(0, 'offline', 'the connection was lost while sending; send the files again'));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.onload = () => {
      if (request.status >= 300) {
        reject(refusal(request));
        return;
      }
      const reply: { job: Job } = JSON.parse(request.responseText);
      resolve(reply.job);
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(content.body);
  });
}

function file(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** The entries of a folder; browsers give them in batches of a hundred. */
async function entries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

async function below(entry: FileSystemEntry, prefix: string): Promise<Upload[]> {
  if (entry.name.startsWith('.')) return [];
  if (isFile(entry)) return [{ path: prefix + entry.name, file: await file(entry) }];
  if (!isFolder(entry)) return [];
  const inside = await entries(entry);
  const lists = await Promise.all(inside.map((child) => below(child, `${prefix}${entry.name}/`)));
  return lists.flat();
}

/** A single folder is taken by its content: `folder/a.jpg` is called `a.jpg`. */
function withoutCommonFolder(uploads: Upload[]): Upload[] {
  const folder = /^[^/]+\//.exec(uploads[0]?.path ?? '')?.[0];
  if (folder === undefined || !uploads.every((one) => one.path.startsWith(folder))) return uploads;
  return uploads.map((one) => ({ ...one, path: one.path.slice(folder.length) }));
}

/** Everything that was dropped, folders opened. */
export async function dropped(transfer: DataTransfer): Promise<Upload[]> {
  const roots = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const lists = await Promise.all(roots.map((entry) => below(entry, '')));
  return withoutCommonFolder(lists.flat());
}

/** What was chosen in a file dialog, of files or of a folder. */
export function chosen(files: FileList): Upload[] {
  return withoutCommonFolder(
    [...files]
      .filter((one) => !one.name.startsWith('.'))
      .map((one) => ({ path: one.webkitRelativePath || one.name, file: one })),
  );
}
