// The parts of the page, to go to by a press: it is long.
import { For, type Component, type JSX } from 'solid-js';
import { messages } from './messages';

export interface PartOf {
  id: string;
  title: string;
}

export const Contents: Component<{ parts: readonly PartOf[] }> = (props) => (
  <nav class="quality-contents" aria-label={messages.contents}>
    <For each={props.parts}>
      {(part) => (
        <a
          class="link"
          href={`#${part.id}`}
          onClick={(event) => {
            event.preventDefault();
            const found = document.getElementById(part.id);
            found?.scrollIntoView({ block: 'start' });
            found?.focus({ preventScroll: true });
          }}
        >
          {part.title}
        </a>
      )}
    </For>
  </nav>
);

/** A part with its name, for those who jump from one to the next. */
export const Part: Component<PartOf & { children: JSX.Element }> = (props) => (
  <section id={props.id} class="quality-part" aria-label={props.title} tabindex={-1}>
    {props.children}
  </section>
);
