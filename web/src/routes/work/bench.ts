// What a person set up on the workbench and wants to find again with the next item.
import { createSignal } from 'solid-js';
import { readBindings, writeBindings, type Bindings } from '../../editor/keymap';

/** Media side by side, or one at a time behind tabs. */
export type Arrangement = 'tile' | 'tab';

export const [imageTool, setImageTool] = createSignal('select');
export const [lastImageTool, setLastImageTool] = createSignal('box');
export const [arrangement, setArrangement] = createSignal<Arrangement>('tile');
/** The brush: its width in pixels of the picture, and whether it takes away. */
export const [brush, setBrush] = createSignal({ diameter: 40, erasing: false });
/** What a picture shows, so that another of any size can show the same: its middle in parts of it, and how wide it appears. */
export interface SharedView {
  readonly from: string;
  readonly x: number;
  readonly y: number;
  readonly across: number;
}

export const [viewsLinked, setViewsLinked] = createSignal(false);
export const [guidelineOpen, setGuidelineOpen] = createSignal(false);
export const [regionsOpen, setRegionsOpen] = createSignal(false);
export const [bindings, setBindingsSignal] = createSignal<Bindings>(readBindings());
export const [adjust, setAdjust] = createSignal({ brightness: 1, contrast: 1 });

export function setBindings(next: Bindings): void {
  writeBindings(next);
  setBindingsSignal(next);
}
