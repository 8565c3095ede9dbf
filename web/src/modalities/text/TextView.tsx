// The text viewer: shows a text with its marks, and makes spans by selecting or by a caret that the keys move.
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Index,
  onCleanup,
  onMount,
  Show,
  type Component,
} from 'solid-js';
import { TextIndex } from '../../model/text';
import type { TextPlace } from '../../model/types';
import type { ViewerProps } from '../types';
import { moved, range, taken, type Caret } from './caret';
import type { TextRegion, TextTypes } from './contract';
import { pageRange, placeOf, positionAt, positionOf } from './dom';
import { lanes, paragraphs, pieces, type Mark, type TextPiece } from './layout';
import { textMessages } from './messages';
import './text.css';

interface RegionMark extends Mark {
  readonly region: TextRegion;
}

const LANE_PX = 4;

export const TextView: Component<ViewerProps<TextTypes>> = (props) => {
  let host!: HTMLDivElement;
  const [caret, setCaret] = createSignal<Caret>({ anchor: 0, focus: 0 });
  const [focused, setFocused] = createSignal(false);
  const index = createMemo(() => new TextIndex(props.source.text));
  const placed = createMemo(() => lanes(marks(props.regions, index())));
  const lines = createMemo(() => paragraphs(props.source.text));
  const depth = createMemo(() => placed().reduce((most, { lane }) => Math.max(most, lane + 1), 1));

  const place = (caretNow: Caret): TextPlace | null => {
    const found = taken(props.source.text, caretNow);
    const span = found && index().span(...found);
    return span ? { type: 'text', spans: [span] } : null;
  };
  const selection = (): TextPlace | null => {
    const [low, high] = range(caret());
    return low === high ? null : place(caret());
  };
  const move = (next: Caret) => {
    setCaret(next);
    showSelection(host, next);
    props.events.selection(selection());
  };
  const make = () => {
    const made = place(caret());
    if (!made || props.locked) return;
    props.events.draw(made);
    const end = range(caret())[1];
    move({ anchor: end, focus: end });
  };

  /** By keys a mark is chosen at the caret; pressed again, the next one that lies there. */
  const choose = () => {
    const here = marksAt(range(caret())[0]).map((mark) => mark.region.id);
    const at = here.findIndex((id) => props.selected.includes(id));
    props.events.select([...here.slice(at + 1), ...here.slice(0, at + 1)]);
  };

  const keydown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      return props.tool === 'text' ? make() : choose();
    }
    if (event.key === 'Escape' && selection()) {
      event.preventDefault();
      return move({ anchor: caret().focus, focus: caret().focus });
    }
    const next = afterKey(host, props.source.text, caret(), event);
    if (!next) return;
    event.preventDefault();
    move(next);
  };
  /** The click at the end of a selection would choose what lies under it instead of what was just made. */
  let dragged = false;
  /** A selection that began here may end anywhere on the page. */
  const pointerdown = (event: PointerEvent) => {
    dragged = false;
    if (event.button !== 0) return;
    const stop = () => {
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', stop);
    };
    const up = (raised: PointerEvent) => {
      stop();
      if (!raised.defaultPrevented) took();
    };
    addEventListener('pointerup', up);
    addEventListener('pointercancel', stop);
  };
  const took = () => {
    const found = pageSelection(host);
    dragged = found !== null && found.anchor !== found.focus;
    if (!found) return;
    move(found);
    if (dragged && props.tool === 'text') make();
  };
  const click = (event: MouseEvent) => {
    if (dragged) return;
    const [low, high] = range(caret());
    if (low === high) props.events.select(marksUnder(event).map((mark) => mark.region.id));
  };
  const marksUnder = (event: MouseEvent): RegionMark[] => {
    const piece = event.target instanceof Element ? event.target.closest('[data-start]') : null;
    return marksAt(Number(piece?.getAttribute('data-start') ?? NaN));
  };
  /** The shortest first. */
  const marksAt = (at: number): RegionMark[] => {
    const here = placed().filter(({ mark }) => mark.start <= at && at < mark.end);
    return here.sort((a, b) => length(a.mark) - length(b.mark)).map(({ mark }) => mark);
  };

  onMount(() => {
    props.ref?.({
      focus: () => host.focus({ preventScroll: true }),
      reveal: (selector) => reveal(host, index(), selector),
      taken: () => place(caret()),
      clearSelection: () => move({ anchor: caret().focus, focus: caret().focus }),
    });
  });
  createEffect(() => {
    void props.source.text;
    setCaret({ anchor: 0, focus: 0 });
  });

  return (
    <div
      ref={host}
      class="text-view"
      dir="auto"
      tabindex={0}
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label={props.label ?? textMessages.label}
      classList={{ 'text-view-making': props.tool === 'text' && !props.locked }}
      style={{ '--lanes': depth() }}
      onKeyDown={keydown}
      onPointerDown={pointerdown}
      onClick={click}
      onPointerOver={(event) => props.events.hover(marksUnder(event)[0]?.region.id ?? null)}
      onPointerLeave={() => props.events.hover(null)}
      onFocusIn={() => setFocused(true)}
      onFocusOut={() => setFocused(false)}
    >
      <For each={lines()}>
        {([start, end]) => {
          const cut = createMemo(() => pieces(placed(), start, end), [], { equals: samePieces });
          return (
            <div class="text-line">
              {/* By place, so that a change of looks leaves the words alone on which a selection began. */}
              <Index each={cut()}>
                {(piece) => (
                  <Piece piece={piece()} text={props.source.text.slice(piece().start, piece().end)} />
                )}
              </Index>
            </div>
          );
        }}
      </For>
      <Show when={focused()}>
        <CaretLine host={host} at={caret().focus} />
      </Show>
    </div>
  );
};

const Piece: Component<{ piece: TextPiece<RegionMark>; text: string }> = (props) => {
  const lit = () => props.piece.marks.find(({ mark }) => mark.region.emphasis === 'lit')?.mark.region;
  const badge = () =>
    props.piece.marks.find(({ mark }) => mark.start === props.piece.start && mark.region.badge)?.mark.region;
  return (
    <span
      class="text-piece"
      data-start={props.piece.start}
      data-marks={props.piece.marks.map(({ mark }) => mark.region.id).join(' ') || undefined}
      data-badge={badge()?.badge}
      classList={{ 'text-marked': props.piece.marks.length > 0, 'text-lit': lit() !== undefined }}
      style={{
        '--lit': lit()?.color,
        '--badge': badge()?.color,
        'background-image': props.piece.marks.map(stripe).join(', ') || undefined,
        'background-position':
          props.piece.marks.map(({ lane }) => `0 ${stripeAt(lane)}`).join(', ') || undefined,
        'background-size': props.piece.marks.map(() => '100% 2px').join(', ') || undefined,
      }}
    >
      {props.text}
    </span>
  );
};

/** The caret, drawn because a text that cannot be edited has none of its own. */
const CaretLine: Component<{ host: HTMLElement; at: number }> = (props) => {
  const [box, setBox] = createSignal({ left: 0, top: 0, height: 0 });
  const measure = () => {
    const found = placeOf(props.host, props.at);
    if (!found) return;
    const range = document.createRange();
    range.setStart(found.node, found.offset);
    range.collapse(true);
    const rect = range.getClientRects()[0] ?? props.host.getBoundingClientRect();
    const outer = props.host.getBoundingClientRect();
    const left = rect.left - outer.left + props.host.scrollLeft;
    const top = rect.top - outer.top + props.host.scrollTop;
    setBox({ left, top, height: Math.min(rect.height, 24) });
  };
  createEffect(() => {
    void props.at;
    measure();
  });
  onMount(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(props.host);
    onCleanup(() => observer.disconnect());
  });
  return (
    <span
      class="text-caret"
      aria-hidden="true"
      style={{ left: `${box().left}px`, top: `${box().top}px`, height: `${box().height}px` }}
    />
  );
};

function marks(regions: readonly TextRegion[], index: TextIndex): RegionMark[] {
  return regions.flatMap((region) => {
    if (region.selector.type !== 'text') return [];
    return region.selector.spans.map((span) => {
      const [start, end] = index.range(span);
      return { id: region.id, start, end, region };
    });
  });
}

const length = (mark: Mark) => mark.end - mark.start;

function stripe({ mark }: { mark: RegionMark }): string {
  const { color, emphasis, line } = mark.region;
  const paint = emphasis === 'dim' ? `color-mix(in srgb, ${color} 45%, transparent)` : color;
  if (line === 'solid') return `linear-gradient(${paint}, ${paint})`;
  const on = line === 'dashed' ? 5 : 2;
  return `repeating-linear-gradient(90deg, ${paint} 0 ${on}px, transparent ${on}px ${on + 3}px)`;
}

const stripeAt = (lane: number) => `calc(100% - (var(--lanes) - 1 - ${lane}) * ${LANE_PX}px)`;

function samePieces(a: readonly TextPiece<RegionMark>[], b: readonly TextPiece<RegionMark>[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((piece, index) => {
    const other = b[index];
    if (!other || piece.start !== other.start || piece.end !== other.end) return false;
    if (piece.marks.length !== other.marks.length) return false;
    return piece.marks.every(
      (placed, at) =>
        placed.lane === other.marks[at]?.lane && placed.mark.region === other.marks[at]?.mark.region,
    );
  });
}

function afterKey(host: HTMLElement, text: string, caret: Caret, event: KeyboardEvent): Caret | null {
  const { key, shiftKey: shift, ctrlKey: word } = event;
  const rtl = getComputedStyle(host).direction === 'rtl';
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const at = lineAway(host, caret.focus, key === 'ArrowUp' ? -1 : 1);
    return at === null ? null : { anchor: shift ? caret.anchor : at, focus: at };
  }
  return moved(text, caret, { key, shift, word, rtl });
}

/** The position one line above or below. */
function lineAway(host: HTMLElement, position: number, direction: 1 | -1): number | null {
  const rect = pageRange(host, position, position)?.getClientRects()[0];
  if (!rect) return null;
  for (let lines = 1; lines <= 3; lines += 1) {
    const y = (rect.top + rect.bottom) / 2 + direction * lines * rect.height;
    const found = positionAt(host, rect.left, y);
    if (found !== null && found !== position) return found;
  }
  return null;
}

function showSelection(host: HTMLElement, caret: Caret): void {
  const from = placeOf(host, caret.anchor);
  const to = placeOf(host, caret.focus);
  if (from && to) getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

function pageSelection(host: HTMLElement): Caret | null {
  const selection = getSelection();
  if (!selection?.anchorNode || !selection.focusNode) return null;
  const anchor = positionOf(host, selection.anchorNode, selection.anchorOffset);
  if (anchor === null) return null;
  const focus =
    positionOf(host, selection.focusNode, selection.focusOffset) ?? endTowards(host, selection.focusNode);
  return { anchor, focus };
}

/** The end of the text on the side where something outside of it lies. */
function endTowards(host: HTMLElement, outside: Node): number {
  const isBefore = host.compareDocumentPosition(outside) & Node.DOCUMENT_POSITION_PRECEDING;
  return isBefore ? 0 : (positionOf(host, host, host.childNodes.length) ?? 0);
}

function reveal(host: HTMLElement, index: TextIndex, selector: TextRegion['selector']): void {
  const span = selector.type === 'text' ? selector.spans[0] : undefined;
  const place = span && placeOf(host, index.range(span)[0]);
  place?.node.parentElement?.scrollIntoView({ block: 'nearest' });
}
