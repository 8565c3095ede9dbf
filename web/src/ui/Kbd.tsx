// A key as it is written on the keyboard; `Ctrl+Enter` becomes two keys.
import { For, type Component } from 'solid-js';
import './kbd.css';

export const Kbd: Component<{ keys: string }> = (props) => (
  <span class="kbd">
    <For each={props.keys.split(/(?<=.)\+(?=.)| /)}>{(key) => <kbd>{key}</kbd>}</For>
  </span>
);
