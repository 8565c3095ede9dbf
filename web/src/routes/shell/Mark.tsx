// The mark of the product: a check that two strokes agree on.
import type { Component } from 'solid-js';

export const Mark: Component<{ size?: number }> = (props) => (
  <svg width={props.size ?? 20} height={props.size ?? 20} viewBox="0 0 24 24" aria-hidden="true" class="mark">
    <rect x="1" y="1" width="22" height="22" rx="6" fill="var(--accent)" />
    <path
      d="M5.5 12.5l3.5 3.5 5-8M11 14.5l1.7 1.5 5.8-8"
      fill="none"
      stroke="var(--accent-text)"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);
