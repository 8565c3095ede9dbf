// Buttons, and links that look like buttons. One primary button a screen.
import { A } from '@solidjs/router';
import { splitProps, type Component, type JSX } from 'solid-js';
import './button.css';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

interface Look {
  look?: ButtonLook;
  small?: boolean;
}

function classes(of: Look & { class?: string }): string {
  return ['btn', `btn-${of.look ?? 'plain'}`, of.small ? 'btn-small' : '', of.class ?? '']
    .filter(Boolean)
    .join(' ');
}

export type ButtonProps = JSX.ButtonHTMLAttributes<HTMLButtonElement> &
  Look & {
    /** Shows that the press is being worked on; the button stays focusable and ignores further presses. */
    busy?: boolean;
  };

export const Button: Component<ButtonProps> = (props) => {
  const [own, rest] = splitProps(props, ['look', 'small', 'class', 'busy', 'children', 'onClick', 'type']);
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = (event) => {
    if (own.busy) {
      event.preventDefault();
      return;
    }
    if (typeof own.onClick === 'function') own.onClick(event);
  };
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      class={classes(own)}
      aria-busy={own.busy || undefined}
      aria-disabled={own.busy || undefined}
      onClick={press}
    >
      {own.children}
    </button>
  );
};

export type LinkButtonProps = Look & {
  href: string;
  class?: string;
  children: JSX.Element;
  /** Saves the target under this name instead of going there. */
  download?: string;
};

export const LinkButton: Component<LinkButtonProps> = (props) => (
  <A
    href={props.href}
    class={`link ${classes(props)}`}
    download={props.download}
    rel={props.download === undefined ? undefined : 'external'}
  >
    {props.children}
  </A>
);
