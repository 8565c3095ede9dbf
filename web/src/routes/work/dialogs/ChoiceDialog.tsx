// A question with a list of answers over the workbench: type to find, digits, Enter takes, Escape leaves.
import { Show, type Component, type JSX } from 'solid-js';
import { matching, type PickerOption } from '../../../questions/Picker';
import { Dialog } from '../../../ui/Dialog';
import { createMemo, createSignal, createUniqueId, For } from 'solid-js';
import { digitOf } from '../../../editor/keys';
import { questionMessages } from '../../../questions';

interface ChoiceDialogProps {
  title: string;
  options: readonly PickerOption[];
  onChoose: (id: string) => void;
  onClose: () => void;
  /** Shown when there is nothing to choose. */
  empty?: string;
  /** Called with the option that the keys are at, to show it elsewhere. */
  onAt?: (id: string | null) => void;
  children?: JSX.Element;
}

export const ChoiceDialog: Component<ChoiceDialogProps> = (props) => {
  const id = createUniqueId();
  const [query, setQuery] = createSignal('');
  const [at, setAt] = createSignal(0);
  const found = createMemo(() => matching(props.options, query()).filter((option) => !option.disabled));
  const move = (index: number) => {
    setAt(index);
    props.onAt?.(found()[index]?.id ?? null);
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (option: PickerOption | undefined) => {
    if (!option) return;
    props.onClose();
    props.onChoose(option.id);
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = Math.max(1, found().length);
    const digit = digitOf(event);
    if (event.key === 'ArrowDown') move((at() + 1) % count);
    else if (event.key === 'ArrowUp') move((at() + count - 1) % count);
    else if (event.key === 'Enter') choose(found()[at()]);
    else if (digit !== null && digit > 0 && !query() && found()[digit - 1]) choose(found()[digit - 1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Dialog open title={props.title} onClose={() => props.onClose()}>
      {props.children}
      <Show when={props.options.length > 0} fallback={<p>{props.empty}</p>}>
        <input
          class="input"
          autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found().length > 0 ? `${id}-${at()}` : undefined}
          aria-label={questionMessages.filter}
          placeholder={questionMessages.filter}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            move(0);
          }}
          onKeyDown={keydown}
        />
        <ul class="choice-list" role="listbox" id={`${id}-list`} aria-label={props.title}>
          <For each={found()} fallback={<li class="picker-none">{questionMessages.nothing}</li>}>
            {(option, index) => (
              <li
                id={`${id}-${index()}`}
                role="option"
                class="picker-option"
                classList={{ 'picker-at': index() === at() }}
                aria-selected={index() === at()}
                onPointerMove={() => at() !== index() && move(index())}
                onClick={() => choose(option)}
              >
                <Show when={option.color}>
                  <span class="picker-swatch" style={{ background: option.color }} />
                </Show>
                <span class="picker-title" dir="auto">
                  {option.title}
                  <Show when={option.help}>
                    <span class="picker-help">{option.help}</span>
                  </Show>
                </span>
                <Show when={!query() && index() < 9}>
                  <kbd class="picker-key">{index() + 1}</kbd>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  );
};
