// The guideline beside the work. Markdown becomes elements; HTML in it is shown as text.
import { createMemo, For, Show, type Component, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { markdown, type Block, type Inline } from '../../editor/markdown';
import { IconButton } from '../../ui/IconButton';
import { setGuidelineOpen } from './bench';
import { givesFocusBack } from './focus_back';
import { hint } from './hints';
import { asides } from './dialogs/messages';
import { work as words } from './messages';
import './guideline.css';

export const Guideline: Component<{ source: string }> = (props) => {
  let panel!: HTMLElement;
  givesFocusBack(() => panel, '.topbar-guideline');
  const tree = createMemo(() => markdown(props.source));
  return (
    <aside ref={panel} class="guideline" aria-label={asides.guideline.title}>
      <header class="panel-head">
        <h2 class="panel-heading">{asides.guideline.title}</h2>
        <IconButton
          icon="close"
          small
          label={words.regions.done}
          keys={hint('guideline')}
          onClick={() => setGuidelineOpen(false)}
        />
      </header>
      <div class="guideline-text" dir="auto" tabindex={0}>
        <Show when={tree().length > 0} fallback={<p class="panel-empty">{asides.guideline.none}</p>}>
          <Blocks blocks={tree()} />
        </Show>
      </div>
    </aside>
  );
};

const Blocks: Component<{ blocks: readonly Block[] }> = (props) => (
  <For each={props.blocks}>{(block) => blockView(block)}</For>
);

/** A block never changes: the tree is made anew with the source. */
function blockView(block: Block): JSX.Element {
  switch (block.type) {
    case 'heading':
      return (
        <Dynamic component={`h${Math.min(6, block.level + 2)}`}>
          <Inlines content={block.content} />
        </Dynamic>
      );
    case 'paragraph':
      return (
        <p>
          <Inlines content={block.content} />
        </p>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'list':
      return (
        <Dynamic component={block.ordered ? 'ol' : 'ul'}>
          <For each={block.items}>
            {(item) => (
              <li>
                <Blocks blocks={item} />
              </li>
            )}
          </For>
        </Dynamic>
      );
    case 'table':
      return <TableView head={block.head} rows={block.rows} />;
    case 'rule':
      return <hr />;
  }
}

type Cells = readonly (readonly Inline[])[];

const TableView: Component<{ head: Cells; rows: readonly Cells[] }> = (props) => (
  <table>
    <thead>
      <tr>
        <For each={props.head}>
          {(cell) => (
            <th>
              <Inlines content={cell} />
            </th>
          )}
        </For>
      </tr>
    </thead>
    <tbody>
      <For each={props.rows}>
        {(row) => (
          <tr>
            <For each={row}>
              {(cell) => (
                <td>
                  <Inlines content={cell} />
                </td>
              )}
            </For>
          </tr>
        )}
      </For>
    </tbody>
  </table>
);

const Inlines: Component<{ content: readonly Inline[] }> = (props) => (
  <For each={props.content}>
    {(part) => {
      switch (part.type) {
        case 'text':
          return <>{part.text}</>;
        case 'code':
          return <code>{part.text}</code>;
        case 'strong':
          return (
            <strong>
              <Inlines content={part.content} />
            </strong>
          );
        case 'emphasis':
          return (
            <em>
              <Inlines content={part.content} />
            </em>
          );
        case 'link':
          return (
            <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              <Inlines content={part.content} />
            </a>
          );
        case 'break':
          return <br />;
      }
    }}
  </For>
);
