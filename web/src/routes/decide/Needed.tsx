// The name of a field, with a mark while the design still asks for it.
import type { Component, JSX } from 'solid-js';
import { Show } from 'solid-js';
import { messages } from './messages';

export const Needed: Component<{ needed: boolean; for?: string; children: JSX.Element }> = (props) => (
  <label for={props.for} class="own-name" classList={{ 'own-needed': props.needed }}>
    {props.children}
    <Show when={props.needed}>
      <span class="visually-hidden"> ({messages.missing})</span>
    </Show>
  </label>
);
