// Line icons in a box of 24 × 24, drawn for this product.
import type { Component } from 'solid-js';

export const ICONS = {
  add: 'M12 5v14M5 12h14',
  archive: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 6l-6 6 6 6',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  chevron: 'M7 10l5 5 5-5',
  close: 'M6 6l12 12M18 6L6 18',
  comment: 'M4 5h16v11h-9l-4 4v-4H4z',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  eraser: 'M9 20h11M4 14.5 13.5 5l6 6L11 19.5H8.5zM9 9.5l6 6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  eye_off: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM4 4l16 16',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  filter: 'M4 6h16M7 12h10M10 18h4',
  hole: 'M12 3.5 20.5 10 17 20H7L3.5 10zM9.5 11h5v4.5h-5z',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01',
  keyboard: 'M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
  minus: 'M5 12h14',
  moon: 'M19 14a8 8 0 1 1-9-9 6.5 6.5 0 0 0 9 9z',
  pixels: 'M6 9l2-1v8M16 9l2-1v8M12 10h.01M12 15h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0',
  redo: 'M15 5l4 4-4 4M19 9h-8.5a5.5 5.5 0 0 0 0 11H14',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  text: 'M5 6h14M5 12h14M5 18h8',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  undo: 'M9 5L5 9l4 4M5 9h8.5a5.5 5.5 0 0 1 0 11H10',
  unlock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.7-1.4',
  up: 'M12 19V6M6 11l6-6 6 6',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
} as const;

export type IconName = keyof typeof ICONS;

export const Icon: Component<{ name: IconName; size?: number; class?: string }> = (props) => (
  <svg
    class={props.class}
    width={props.size ?? 16}
    height={props.size ?? 16}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={ICONS[props.name]} />
  </svg>
);
