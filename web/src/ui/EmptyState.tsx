// Nothing here yet: what that means and what to do next.
import { Show, type Component, type JSX } from 'solid-js';
import { Icon, type IconName } from './Icon';
import './empty-state.css';

export interface EmptyStateProps {
  title: string;
  children?: JSX.Element;
  icon?: IconName;
  /** The next step, mostly a button. */
  action?: JSX.Element;
}

export const EmptyState: Component<EmptyStateProps> = (props) => (
  <div class="empty">
    <Show when={props.icon} keyed>
      {(icon) => <Icon name={icon} size={28} class="empty-icon" />}
    </Show>
    <h2>{props.title}</h2>
    <Show when={props.children}>
      <div class="empty-text">{props.children}</div>
    </Show>
    <Show when={props.action}>
      <div class="row empty-action">{props.action}</div>
    </Show>
  </div>
);
