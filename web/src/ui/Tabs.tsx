// Tabs over panels of one page: arrows move, the panel follows.
import { createUniqueId, For, type Component, type JSX } from 'solid-js';
import './tabs.css';

export interface Tab {
  id: string;
  title: string;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onValue: (id: string) => void;
  children: JSX.Element;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  Home: -Infinity,
  End: Infinity,
};

export const Tabs: Component<TabsProps> = (props) => {
  const id = createUniqueId();
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const direction = document.documentElement.dir === 'rtl' ? -step : step;
    const at = props.tabs.findIndex((tab) => tab.id === props.value) + direction;
    const next = props.tabs[Math.max(0, Math.min(at, props.tabs.length - 1))];
    if (!next) return;
    props.onValue(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tabs-list" role="tablist" aria-label={props.label} onKeyDown={move}>
        <For each={props.tabs}>
          {(tab) => (
            <button
              type="button"
              role="tab"
              class="tabs-tab"
              id={`${id}-${tab.id}`}
              aria-selected={tab.id === props.value}
              aria-controls={`${id}-panel`}
              tabindex={tab.id === props.value ? 0 : -1}
              onClick={() => props.onValue(tab.id)}
            >
              {tab.title}
            </button>
          )}
        </For>
      </div>
      <div class="tabs-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.value}`}>
        {props.children}
      </div>
    </div>
  );
};
