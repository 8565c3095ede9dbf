// What every medium answers: how it is shown, with which tools it is labelled, and how a place in it is put into words.
import type { Component } from 'solid-js';

/** The kinds of selectors that a design can allow. */
export type SelectorKind =
  | 'whole'
  | 'text'
  | 'box'
  | 'polygon'
  | 'polyline'
  | 'points'
  | 'ellipse'
  | 'mask'
  | 'interval'
  | 'track'
  | 'none';

export interface ToolDescription<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** What the tool makes; null for a tool that makes nothing. */
  readonly selector: SelectorKind | null;
  /** The `d` of an SVG path, drawn as a line of width 1.75 in a box of 24 × 24. */
  readonly icon: string;
  /** One sentence on how it is used, with the mouse and with the keyboard. */
  readonly hint: string;
}

/** The types that differ from medium to medium; a modality is written against one such bundle. */
export interface MediumTypes {
  /** What is shown. */
  source: object;
  /** A place, as stored. */
  shape: { readonly type: string };
  /** A place with its looks. */
  region: { readonly id: string };
  tool: string;
  events: object;
  /** What the viewer hands out for commands that are not state (fit, reveal, undo a point). */
  handle: object;
}

export interface ViewerProps<M extends MediumTypes> {
  source: M['source'];
  regions: readonly M['region'][];
  tool: M['tool'];
  selected: readonly string[];
  /** Colour of what is drawn next. */
  color: string;
  /** A locked viewer shows and selects, but draws and changes nothing. */
  locked?: boolean;
  events: M['events'];
  /** Name of the viewer for assistive technology, for instance the title of the slot. */
  label?: string;
  ref?: (handle: M['handle']) => void;
}

/** One object a medium; nothing outside of `modalities/` asks for the kind. */
export interface Modality<M extends MediumTypes> {
  readonly kind: string;
  readonly title: string;
  readonly Viewer: Component<ViewerProps<M>>;
  readonly tools: readonly ToolDescription<M['tool']>[];
  /** Whether a place is under a point, within `tolerance` in the medium's own units. */
  hitTest(shape: M['shape'], x: number, y: number, tolerance: number): boolean;
  /** The place in words, for lists, tooltips and screen readers. */
  describe(shape: M['shape'], source: M['source']): string;
}
