// One floating label for everything that carries `data-tip` (and `data-tip-keys`), shown on hover and on keyboard focus.
import { createSignal, onCleanup, onMount, Show, type Component, type JSX } from 'solid-js';
import { Kbd } from './Kbd';
import { placement } from './place';
import './tooltip.css';

interface Tip {
  text: string;
  keys: string | undefined;
  anchor: DOMRect;
}

const DELAY_MS = 350;

function tipped(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-tip]') : null;
}

function tip(element: Element): Tip | null {
  const text = element.getAttribute('data-tip');
  if (!text) return null;
  const box =
    element.firstElementChild && getComputedStyle(element).display === 'contents'
      ? element.firstElementChild
      : element;
  return {
    text,
    keys: element.getAttribute('data-tip-keys') ?? undefined,
    anchor: box.getBoundingClientRect(),
  };
}

/** Stands once in the application. */
export const TooltipLayer: Component = () => {
  const [shown, setShown] = createSignal<Tip | null>(null);
  let timer = 0;
  let layer: HTMLDivElement | undefined;

  const hide = () => {
    clearTimeout(timer);
    setShown(null);
    if (layer?.matches(':popover-open')) layer.hidePopover();
  };
  const show = (element: Element) => {
    const found = tip(element);
    if (!found || !layer || !element.isConnected) return;
    setShown(found);
    layer.showPopover();
    const place = placement(found.anchor, layer.getBoundingClientRect(), 'center');
    layer.style.left = `${place.left}px`;
    layer.style.top = `${place.top}px`;
  };
  const over = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    hide();
    const element = tipped(event.target);
    if (element) timer = setTimeout(() => show(element), DELAY_MS);
  };
  const focused = (event: FocusEvent) => {
    const element = tipped(event.target);
    if (element && event.target instanceof Element && event.target.matches(':focus-visible')) show(element);
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide();
  };
  onMount(() => {
    document.addEventListener('pointerover', over);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('focusin', focused);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', escape);
    document.addEventListener('scroll', hide, true);
  });
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener('pointerover', over);
    document.removeEventListener('pointerdown', hide);
    document.removeEventListener('focusin', focused);
    document.removeEventListener('focusout', hide);
    document.removeEventListener('keydown', escape);
    document.removeEventListener('scroll', hide, true);
  });
  return (
    <div ref={(element) => (layer = element)} class="tooltip" popover="manual" aria-hidden="true">
      <Show when={shown()}>
        {(tip) => (
          <>
            {tip().text}
            <Show when={tip().keys} keyed>
              {(keys) => <Kbd keys={keys} />}
            </Show>
          </>
        )}
      </Show>
    </div>
  );
};

/** Gives what it holds a tooltip. What it holds must have a name of its own. */
export const Tooltip: Component<{ text: string; keys?: string; children: JSX.Element }> = (props) => (
  <span class="tooltip-host" data-tip={props.text} data-tip-keys={props.keys}>
    {props.children}
  </span>
);
