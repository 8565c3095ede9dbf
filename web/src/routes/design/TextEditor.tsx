// The design file as text, with numbered lines and the problems marked at theirs.
import { createMemo, For, Show, type Component } from 'solid-js';
import type { Problem } from '../../api/types';
import { sentence } from '../../ui/ErrorNote';
import { messages } from './messages';

export interface TextEditorProps {
  text: string;
  problems: readonly Problem[];
  onText?: (text: string) => void;
}

/** The character at which a one-based line begins. */
function start(text: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}

export const TextEditor: Component<TextEditorProps> = (props) => {
  let area: HTMLTextAreaElement | undefined;
  let gutter: HTMLDivElement | undefined;
  const n = createMemo(() => props.text.split('\n').length);
  const marked = createMemo(() => new Set(props.problems.map((problem) => problem.line)));
  const jump = (line: number) => {
    if (!area) return;
    const from = start(props.text, line);
    const to = props.text.indexOf('\n', from);
    area.focus();
    area.setSelectionRange(from, to < 0 ? props.text.length : to);
    area.scrollTop = Math.max(0, (line - 4) * 20);
  };
  return (
    <div class="text-editor">
      <div class="text-editor-frame">
        <div class="text-editor-gutter" aria-hidden="true" ref={(element) => (gutter = element)}>
          <For each={Array.from({ length: n() }, (_, index) => index + 1)}>
            {(line) => <span classList={{ 'text-editor-bad': marked().has(line) }}>{line}</span>}
          </For>
        </div>
        <textarea
          ref={(element) => (area = element)}
          class="text-editor-area"
          aria-label={messages.text}
          spellcheck={false}
          autocapitalize="off"
          wrap="off"
          dir="ltr"
          readOnly={props.onText === undefined}
          value={props.text}
          onInput={(event) => props.onText?.(event.currentTarget.value)}
          onScroll={(event) => gutter && (gutter.scrollTop = event.currentTarget.scrollTop)}
        />
      </div>
      <ProblemList problems={props.problems} onJump={jump} />
    </div>
  );
};

export const ProblemList: Component<{ problems: readonly Problem[]; onJump?: (line: number) => void }> = (
  props,
) => (
  <Show when={props.problems.length > 0}>
    <ul class="problem-list" aria-label={messages.problems(props.problems.length)}>
      <For each={props.problems}>
        {(problem) => (
          <li>
            <Show when={problem.line != null && props.onJump}>
              <button type="button" class="problem-line" onClick={() => props.onJump?.(problem.line ?? 1)}>
                {messages.line(problem.line ?? 1)}
              </button>
            </Show>
            <Show when={(problem.at ?? []).length > 0}>
              <span class="mono small muted">{(problem.at ?? []).join('/')}</span>
            </Show>
            <span>{sentence(problem.message)}</span>
          </li>
        )}
      </For>
    </ul>
  </Show>
);
