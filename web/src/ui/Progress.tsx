// A bar of one or several shares, and its numbers in words for those who cannot see it.
import { For, type Component } from 'solid-js';
import './progress.css';

export interface Share {
  value: number;
  title: string;
  tone?: 'accent' | 'ok' | 'warn' | 'danger' | 'muted';
}

export interface ProgressProps {
  /** What is in progress, for assistive technology. */
  label: string;
  value: number;
  /** Unknown totals show a moving bar. */
  total: number | null;
}

function percent(value: number, total: number): string {
  return `${total > 0 ? Math.min(100, (100 * value) / total) : 0}%`;
}

export const Progress: Component<ProgressProps> = (props) => (
  <div
    class="progress"
    classList={{ 'progress-unknown': props.total === null }}
    role="progressbar"
    aria-label={props.label}
    aria-valuemin={0}
    aria-valuemax={props.total ?? undefined}
    aria-valuenow={props.total === null ? undefined : Math.min(props.value, props.total)}
  >
    <div
      class="progress-bar progress-accent"
      style={{ 'inline-size': props.total === null ? undefined : percent(props.value, props.total) }}
    />
  </div>
);

/** Several shares of one whole, such as the states of all items. */
export const Shares: Component<{ label: string; shares: readonly Share[] }> = (props) => {
  const total = () => props.shares.reduce((sum, share) => sum + share.value, 0);
  const words = () => props.shares.map((share) => `${share.title} ${share.value}`).join(', ');
  return (
    <div class="progress" role="img" aria-label={`${props.label}: ${words()}`}>
      <For each={props.shares.filter((share) => share.value > 0)}>
        {(share) => (
          <div
            class={`progress-bar progress-${share.tone ?? 'accent'}`}
            style={{ 'inline-size': percent(share.value, total()) }}
            data-tip={`${share.title} ${share.value}`}
          />
        )}
      </For>
    </div>
  );
};
