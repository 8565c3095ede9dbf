// How many of the labels stand in the first rows of their strip; the others are found by typing.
import { createSignal, onCleanup, type Accessor } from 'solid-js';

const ROWS = 2;

/** Counts what stands in the first two rows, again whenever the strip changes its size. */
export interface Fitting {
  readonly count: Accessor<number>;
  /** To be called when there are other children. */
  measure(): void;
  /** The `ref` of the strip. */
  watch(strip: HTMLElement): void;
}

export function fitting(): Fitting {
  const [count, setCount] = createSignal(Number.POSITIVE_INFINITY);
  let strip: HTMLElement | undefined;
  const measure = () => strip && setCount(inFirstRows([...strip.children].map(topOf)));
  const observer = new ResizeObserver(() => measure());
  onCleanup(() => observer.disconnect());
  return {
    count,
    measure,
    watch(element) {
      strip = element;
      observer.observe(element);
    },
  };
}

const topOf = (element: Element): number => (element instanceof HTMLElement ? element.offsetTop : 0);

/** The tops of things that wrap, in their order; how many of them come before the third row. */
export function inFirstRows(tops: readonly number[]): number {
  const rows = [...new Set(tops)];
  const third = rows[ROWS];
  return third === undefined ? tops.length : tops.indexOf(third);
}
