// One line of the fields of a claim: a quiet name, the control, and a mark while it is still needed.
import type { Component, JSX } from 'solid-js';
import type { Field } from '../../../model/jump';
import { work as words } from '../messages';

interface FieldLineProps {
  field: Field;
  title: string;
  /** For controls that are named by the title. */
  id?: string;
  needed?: boolean;
  /** Enter passes it by; it is reached by Tab or a press. */
  aside?: boolean;
  children: JSX.Element;
}

export const FieldLine: Component<FieldLineProps> = (props) => (
  <div class="claim-field" data-field={props.field} data-aside={props.aside || undefined}>
    <span class="claim-field-title" id={props.id} classList={{ 'claim-field-needed': props.needed }}>
      {props.title}
      <span class="visually-hidden">{props.needed ? ` (${words.claims.missing})` : ''}</span>
    </span>
    <div class="claim-field-control">{props.children}</div>
  </div>
);
