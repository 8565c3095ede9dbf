// A plain table that scrolls sideways by itself when the window is narrow.
import type { Component, JSX } from 'solid-js';
import './table.css';

export interface TableProps {
  /** What the table holds, for assistive technology. */
  label: string;
  head: JSX.Element;
  children: JSX.Element;
}

export const Table: Component<TableProps> = (props) => (
  // A region that scrolls must be reachable by keyboard.
  <div class="table-scroll" role="region" aria-label={props.label} tabindex={0}>
    <table class="table">
      <thead>
        <tr>{props.head}</tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  </div>
);
