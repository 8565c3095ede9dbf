// The shape of what comes. It shows only after 300 ms, so that quick replies do not flicker.
import { For, type Component } from 'solid-js';
import { messages } from './messages';
import './skeleton.css';

export interface SkeletonProps {
  /** `lines` of text, `rows` of a table, `cards` of a gallery, or one `block`. */
  shape?: 'lines' | 'rows' | 'cards' | 'block';
  n?: number;
}

export const Skeleton: Component<SkeletonProps> = (props) => (
  <div class={`skeleton skeleton-${props.shape ?? 'lines'}`} role="status">
    <span class="visually-hidden">{messages.common.loading}</span>
    <For each={Array.from({ length: props.shape === 'block' ? 1 : (props.n ?? 4) })}>
      {() => <div class="skeleton-part" />}
    </For>
  </div>
);
