// Text controls: one line, several lines, and a box to tick.
import { splitProps, type Component, type JSX } from 'solid-js';
import './field.css';

type Written = { small?: boolean; onValue?: (value: string) => void };

export type TextInputProps = JSX.InputHTMLAttributes<HTMLInputElement> & Written;

export const TextInput: Component<TextInputProps> = (props) => {
  const [own, rest] = splitProps(props, ['small', 'onValue', 'class']);
  return (
    <input
      dir="auto"
      {...rest}
      class={`input ${own.small ? 'input-small' : ''} ${own.class ?? ''}`}
      onInput={(event) => own.onValue?.(event.currentTarget.value)}
    />
  );
};

export type TextAreaProps = JSX.TextareaHTMLAttributes<HTMLTextAreaElement> & Written;

export const TextArea: Component<TextAreaProps> = (props) => {
  const [own, rest] = splitProps(props, ['small', 'onValue', 'class']);
  return (
    <textarea
      dir="auto"
      {...rest}
      class={`input ${own.small ? 'input-small' : ''} ${own.class ?? ''}`}
      onInput={(event) => own.onValue?.(event.currentTarget.value)}
    />
  );
};

export interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: JSX.Element;
  disabled?: boolean;
}

export const Check: Component<CheckProps> = (props) => (
  <label class="check">
    <input
      type="checkbox"
      checked={props.checked}
      disabled={props.disabled}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
    <span>{props.children}</span>
  </label>
);
