// What the workbench asks of a medium on the screen, whatever its kind.
import type { Component } from 'solid-js';
import type { SelectorKind, ToolDescription } from '../../../modalities/types';
import type { PartUrls, Place, TextPlace } from '../../../model/types';
import type { Pane, Work } from '../work';

/** Commands that a pane may understand; those without a meaning for its medium are absent. */
export interface PaneHandle {
  focus(): void;
  reveal(place: Place): void;
  /** Where a region is on the screen, for links; nothing while it is out of sight. */
  anchor(region: string): DOMRect | null;
  /** The region at a place on the screen. */
  at(x: number, y: number): string | null;
  /** What is selected in a text, or the word at the caret. */
  taken?(): TextPlace | null;
  clearSelection?(): void;
  fit?(): void;
  oneToOne?(): void;
  zoomBy?(factor: number): void;
  cancel?(): void;
  /** Finishes what is being drawn where it can be finished; false when a shape stays that cannot. */
  complete?(): boolean;
  /** What is drawn next becomes a hole of what is selected. */
  cutHole?(): void;
  /** Others that move together with it show what it shows. */
  share?(): void;
}

export interface PaneProps {
  pane: Pane;
}

/** One object a kind of medium; nothing outside of this folder asks for the kind. */
export interface PaneKind {
  readonly Pane: Component<PaneProps>;
  readonly tools: readonly ToolDescription[];
  /** Labelling it is what one begins with, where there are no claims. */
  readonly begins: boolean;
  /** It can be zoomed, together with others too. */
  readonly zooms: boolean;
  /** What the tool in hand can be set to, below the tools. */
  readonly Options?: Component;
  /** Fetches what its tools need later. */
  fetchLater?(): Promise<unknown>;
  /** The tool that is chosen for this kind of medium. */
  tool(work: Work): string;
  setTool(work: Work, tool: string): void;
  /** The tool that E starts. */
  drawingTool(work: Work): string;
  /** A place in words, for lists and screen readers. */
  describe(place: Place, urls: PartUrls | undefined): string;
}

export type { SelectorKind };
