// A labelled control with its help and its error, joined for assistive technology.
import { createUniqueId, Show, type Component, type JSX } from 'solid-js';
import './field.css';

/** What a control needs to belong to its label, help and error. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  label: string;
  help?: JSX.Element;
  error?: string | null;
  optional?: string;
  children: (control: FieldControl) => JSX.Element;
}

export const Field: Component<FieldProps> = (props) => {
  const id = createUniqueId();
  const control: FieldControl = {
    id,
    get 'aria-describedby'() {
      const parts = [props.help ? `${id}-help` : '', props.error ? `${id}-error` : ''].filter(Boolean);
      return parts.length > 0 ? parts.join(' ') : undefined;
    },
    get 'aria-invalid'() {
      return props.error ? true : undefined;
    },
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
        <Show when={props.optional}>
          <span class="field-optional"> {props.optional}</span>
        </Show>
      </label>
      {props.children(control)}
      <Show when={props.help}>
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      </Show>
      <Show when={props.error}>
        <p class="field-error" id={`${id}-error`}>
          {props.error}
        </p>
      </Show>
    </div>
  );
};
