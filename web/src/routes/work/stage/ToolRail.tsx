// The tools of the medium at hand, with their keys.
import { createMemo, For, Show, type Component } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { IconButton } from '../../../ui/IconButton';
import { setRegionsOpen, regionsOpen } from '../bench';
import { focusPane } from '../commands';
import { work as words } from '../messages';
import { hint, hintOfTool } from '../hints';
import { paneKinds } from '../panes';
import { allowedTools } from '../panes/allowed';
import { useWork } from '../work';
import './rail.css';

export const ToolRail: Component = () => {
  const work = useWork();
  const kind = () => {
    const pane = work.pane();
    return pane ? paneKinds[pane.kind] : undefined;
  };
  const tools = createMemo(() => {
    const pane = work.pane();
    const found = kind();
    return pane && found ? allowedTools(work, pane, found.tools) : [];
  });
  return (
    <div
      class="rail"
      role="toolbar"
      aria-label={words.stage.tools}
      aria-orientation="vertical"
      onKeyDown={rove}
    >
      <Show when={tools().length > 1}>
        <For each={tools()}>
          {(tool) => (
            <button
              type="button"
              class="rail-tool"
              aria-label={tool.title}
              aria-pressed={kind()?.tool(work) === tool.id}
              tabindex={kind()?.tool(work) === tool.id ? 0 : -1}
              data-tip={`${tool.title}. ${tool.hint}`}
              data-tip-keys={hintOfTool(tool.id)}
              onClick={() => {
                kind()?.setTool(work, tool.id);
                focusPane(work, work.activePane());
              }}
            >
              <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
                <path d={tool.icon} />
              </svg>
              <span class="rail-key" aria-hidden="true">
                {hintOfTool(tool.id)}
              </span>
            </button>
          )}
        </For>
      </Show>
      <Dynamic component={kind()?.Options} />
      <span class="rail-space" />
      <IconButton
        class="rail-list"
        icon="text"
        label={words.commands.region_list}
        keys={hint('region_list')}
        aria-pressed={regionsOpen()}
        onClick={() => setRegionsOpen(!regionsOpen())}
      />
    </div>
  );
};

function rove(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[(at + (event.key === 'ArrowDown' ? 1 : buttons.length - 1)) % buttons.length]?.focus();
}
