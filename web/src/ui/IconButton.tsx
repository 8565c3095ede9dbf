// A button with only an icon: its name is read aloud and shown, with its key, in the tooltip.
import { splitProps, type Component } from 'solid-js';
import { Button, type ButtonProps } from './Button';
import { Icon, type IconName } from './Icon';

export type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  icon: IconName;
  label: string;
  /** The key that does the same, as written on it. */
  keys?: string;
};

export const IconButton: Component<IconButtonProps> = (props) => {
  const [own, rest] = splitProps(props, ['icon', 'label', 'keys', 'class', 'look']);
  return (
    <Button
      {...rest}
      look={own.look ?? 'quiet'}
      class={`btn-icon ${own.class ?? ''}`}
      aria-label={own.label}
      aria-keyshortcuts={own.keys}
      data-tip={own.label}
      data-tip-keys={own.keys}
    >
      <Icon name={own.icon} />
    </Button>
  );
};
