// Markdown of guidelines as a tree: headings, lists, quotes, code, emphasis, links. HTML in it is text like any other.
export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly type: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: 'rule' };

export type Cell = readonly Inline[];

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis'; readonly content: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly content: readonly Inline[] }
  | { readonly type: 'break' };

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;

export function markdown(source: string): Block[] {
  return blocks(source.replace(/\r\n?/g, '\n').split('\n'));
}

function blocks(lines: readonly string[]): Block[] {
  const found: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const [block, next] = blockAt(lines, at);
    if (block) found.push(block);
    at = next;
  }
  return found;
}

/** The block that begins at a line, and the line after it. */
function blockAt(lines: readonly string[], at: number): [Block | null, number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [null, at + 1];
  if (/^\s*(```|~~~)/.test(line)) return code(lines, at);
  const heading = HEADING.exec(line);
  if (heading)
    return [{ type: 'heading', level: heading[1]?.length ?? 1, content: inline(heading[2] ?? '') }, at + 1];
  if (RULE.test(line)) return [{ type: 'rule' }, at + 1];
  if (/^\s*>/.test(line)) return quote(lines, at);
  if (ITEM.test(line)) return list(lines, at);
  if (line.includes('|') && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? '')) {
    return table(lines, at);
  }
  return paragraph(lines, at);
}

function code(lines: readonly string[], at: number): [Block, number] {
  const fence = lines[at]?.trim().slice(0, 3) ?? '```';
  let end = at + 1;
  while (end < lines.length && !lines[end]?.trim().startsWith(fence)) end += 1;
  return [{ type: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1];
}

function quote(lines: readonly string[], at: number): [Block, number] {
  let end = at;
  while (end < lines.length && /^\s*>/.test(lines[end] ?? '')) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(/^\s*>\s?/, ''));
  return [{ type: 'quote', blocks: blocks(inner) }, end];
}

function list(lines: readonly string[], at: number): [Block, number] {
  const first = ITEM.exec(lines[at] ?? '');
  const indent = first?.[1]?.length ?? 0;
  const ordered = /\d/.test(first?.[2] ?? '');
  const items: string[][] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const item = ITEM.exec(line);
    const deep = /^\s*/.exec(line)?.[0].length ?? 0;
    if (item && deep <= indent) {
      if (deep < indent || /\d/.test(item[2] ?? '') !== ordered) break;
      items.push([item[3] ?? '']);
    } else if (line.trim() === '') {
      const next = lines[end + 1] ?? '';
      if (!ITEM.test(next) && !/^\s{2,}\S/.test(next)) break;
      items.at(-1)?.push('');
    } else if (deep > indent) {
      items.at(-1)?.push(line.slice(Math.min(deep, indent + 2)));
    } else break;
  }
  return [{ type: 'list', ordered, items: items.map(blocks) }, end];
}

function table(lines: readonly string[], at: number): [Block, number] {
  const cells = (line: string): Cell[] => {
    const inner = line.trim().replace(/^\||\|$/g, '');
    return inner.split('|').map((cell) => inline(cell.trim()));
  };
  let end = at + 2;
  while (end < lines.length && lines[end]?.includes('|')) end += 1;
  return [{ type: 'table', head: cells(lines[at] ?? ''), rows: lines.slice(at + 2, end).map(cells) }, end];
}

function paragraph(lines: readonly string[], at: number): [Block, number] {
  let end = at + 1;
  const ends = (line: string) =>
    line.trim() === '' ||
    HEADING.test(line) ||
    ITEM.test(line) ||
    /^\s*(>|```|~~~)/.test(line) ||
    RULE.test(line);
  while (end < lines.length && !ends(lines[end] ?? '')) end += 1;
  return [{ type: 'paragraph', content: inline(lines.slice(at, end).join('\n')) }, end];
}

/** The first construct that begins in a text. */
const INLINE =
  /\\([\\`*_[\]()#>|-])|`([^`]+)`|\*\*([^*]+(?:\*(?!\*)[^*]+)*)\*\*|__([^_]+)__|\*([^*\n]+)\*|(?<![\p{L}\p{N}])_([^_\n]+)_(?![\p{L}\p{N}])|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+)>|( {2,}\n)/u;

function inline(text: string): Inline[] {
  const found: Inline[] = [];
  for (let rest = text; rest !== '';) {
    const match = INLINE.exec(rest);
    if (!match) {
      found.push({ type: 'text', text: rest });
      break;
    }
    if (match.index > 0) found.push({ type: 'text', text: rest.slice(0, match.index) });
    found.push(construct(match));
    rest = rest.slice(match.index + match[0].length);
  }
  return found;
}

function construct(match: RegExpExecArray): Inline {
  const [whole, escaped, code, strong, strong2, emphasis, emphasis2, label, href, auto] = match;
  if (escaped !== undefined) return { type: 'text', text: escaped };
  if (code !== undefined) return { type: 'code', text: code };
  const bold = strong ?? strong2;
  if (bold !== undefined) return { type: 'strong', content: inline(bold) };
  const slanted = emphasis ?? emphasis2;
  if (slanted !== undefined) return { type: 'emphasis', content: inline(slanted) };
  const target = href ?? auto;
  if (target === undefined) return { type: 'break' };
  if (!isSafe(target)) return { type: 'text', text: whole };
  return { type: 'link', href: target, content: inline(label ?? target) };
}

/** Links lead to the web or to mail; nothing else can hide in them. */
function isSafe(href: string): boolean {
  return /^(https?:\/\/|mailto:|#|\/(?!\/))/i.test(href);
}
