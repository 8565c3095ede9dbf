// What the text viewer is told and what it tells.
import type { TextPlace } from '../../model/types';

export type TextToolId = 'select' | 'text';

export interface TextSource {
  readonly text: string;
}

/** Something that is marked in the text: a region, or a claim. */
export interface TextRegion {
  readonly id: string;
  readonly selector: TextPlace | { readonly type: 'whole' };
  /** Any CSS colour. */
  readonly color: string;
  readonly title: string;
  readonly line: 'solid' | 'dashed' | 'dotted';
  readonly emphasis: 'none' | 'lit' | 'dim';
  readonly badge?: string;
}

export interface TextEvents {
  /** A span was made. */
  draw(place: TextPlace): void;
  /** The selection changed; null when nothing is selected. */
  selection(place: TextPlace | null): void;
  select(ids: string[]): void;
  hover(id: string | null): void;
  say(text: string): void;
  /** A link is dragged from a mark; the place is in client coordinates. */
  linkDrag?(fromId: string, x: number, y: number): void;
}

export interface TextHandle {
  focus(): void;
  /** Scrolls only if the place is out of view. */
  reveal(place: TextRegion['selector']): void;
  /** What is selected or, without a selection, the word at the caret. */
  taken(): TextPlace | null;
  clearSelection(): void;
}

/** The bundle of types of texts. */
export interface TextTypes {
  source: TextSource;
  shape: TextRegion['selector'];
  region: TextRegion;
  tool: TextToolId;
  events: TextEvents;
  handle: TextHandle;
}
