// A choice out of a short list: the browser's own control, which every device handles well.
import { For, splitProps, type Component, type JSX } from 'solid-js';
import './field.css';

export interface Option {
  value: string;
  title: string;
  disabled?: boolean;
}

export type SelectProps = Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> & {
  options: readonly Option[];
  value: string;
  onValue: (value: string) => void;
  small?: boolean;
};

export const Select: Component<SelectProps> = (props) => {
  const [own, rest] = splitProps(props, ['options', 'value', 'onValue', 'small', 'class']);
  return (
    <select
      {...rest}
      class={`input ${own.small ? 'input-small' : ''} ${own.class ?? ''}`}
      onChange={(event) => own.onValue(event.currentTarget.value)}
    >
      <For each={own.options}>
        {(option) => (
          <option value={option.value} disabled={option.disabled} selected={option.value === own.value}>
            {option.title}
          </option>
        )}
      </For>
    </select>
  );
};
