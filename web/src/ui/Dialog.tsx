// A modal dialog on the browser's own element: it keeps the focus inside and gives it back.
import { createEffect, createUniqueId, on, onCleanup, Show, type Component, type JSX } from 'solid-js';
import { IconButton } from './IconButton';
import { messages } from './messages';
import './dialog.css';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: JSX.Element;
  /** Buttons, the main one last. */
  footer?: JSX.Element;
  wide?: boolean;
  /** Escape and the close button do nothing: there is a choice to be made. */
  firm?: boolean;
}

export const Dialog: Component<DialogProps> = (props) => {
  const id = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (open && !dialog?.open) dialog?.showModal();
        if (!open && dialog?.open) dialog.close();
      },
    ),
  );
  onCleanup(() => dialog?.open && dialog.close());
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="dialog"
      classList={{ 'dialog-wide': props.wide }}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!props.firm) props.onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && !props.firm) props.onClose();
      }}
    >
      <Show when={props.open}>
        <div class="dialog-box">
          <header class="dialog-head">
            <h2 id={id}>{props.title}</h2>
            <Show when={!props.firm}>
              <IconButton
                icon="close"
                small
                label={messages.common.close}
                keys="Escape"
                onClick={() => props.onClose()}
              />
            </Show>
          </header>
          <div class="dialog-body">{props.children}</div>
          <Show when={props.footer}>
            <footer class="dialog-foot">{props.footer}</footer>
          </Show>
        </div>
      </Show>
    </dialog>
  );
};
