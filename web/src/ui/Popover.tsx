// A floating panel that belongs to a button. The browser closes it (Escape, a press outside) and gives the focus back.
import { createEffect, createSignal, createUniqueId, Show, type Component, type JSX } from 'solid-js';
import { placement } from './place';
import './popover.css';

/** Spread onto the button that opens the panel. */
export interface PopoverTrigger {
  popovertarget: string;
  'aria-expanded': boolean;
  'aria-haspopup'?: 'menu' | 'dialog';
  ref: (element: HTMLButtonElement) => void;
}

export interface PopoverProps {
  trigger: (trigger: PopoverTrigger) => JSX.Element;
  children: (close: () => void) => JSX.Element;
  align?: 'start' | 'end';
  label?: string;
  /** Whether it should be open, for panels that keys open too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  role?: 'menu' | 'dialog';
  onOpen?: (panel: HTMLElement) => void;
  onKeyDown?: JSX.EventHandler<HTMLDivElement, KeyboardEvent>;
}

export const Popover: Component<PopoverProps> = (props) => {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  let anchor: HTMLButtonElement | undefined;
  let panel: HTMLDivElement | undefined;

  const trigger: PopoverTrigger = {
    popovertarget: id,
    get 'aria-expanded'() {
      return open();
    },
    get 'aria-haspopup'() {
      return props.role ?? 'dialog';
    },
    ref: (element) => (anchor = element),
  };
  const toggled = (event: ToggleEvent & { currentTarget: HTMLDivElement }) => {
    const element = event.currentTarget;
    setOpen(event.newState === 'open');
    props.onOpenChange?.(open());
    if (event.newState !== 'open' || !anchor) return;
    const place = placement(
      anchor.getBoundingClientRect(),
      element.getBoundingClientRect(),
      props.align ?? 'start',
    );
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
    props.onOpen?.(element);
  };
  createEffect(() => {
    if (props.open === undefined || !panel || panel.matches(':popover-open') === props.open) return;
    if (props.open) panel.showPopover();
    else panel.hidePopover();
  });
  return (
    <>
      {props.trigger(trigger)}
      <div
        ref={(element) => (panel = element)}
        id={id}
        popover="auto"
        class="popover"
        role={props.role ?? 'dialog'}
        aria-label={props.label}
        onToggle={toggled}
        onKeyDown={(event) => props.onKeyDown?.(event)}
      >
        <Show when={open()}>{props.children(() => panel?.hidePopover())}</Show>
      </div>
    </>
  );
};
