// The editor of a design: the same file as a form and as text, with its problems.
import { createSignal, Match, Show, Switch, type Component } from 'solid-js';
import { Icon } from '../../ui/Icon';
import { Tabs } from '../../ui/Tabs';
import { DesignForm } from './DesignForm';
import type { DesignEditing } from './editing';
import { messages } from './messages';
import { ProblemList, TextEditor } from './TextEditor';
import './design.css';

const TABS = [
  { id: 'form', title: messages.form },
  { id: 'file', title: messages.file },
] as const;

export const DesignEditor: Component<{ editing: DesignEditing }> = (props) => {
  const [tab, setTab] = createSignal<string>('form');
  return (
    <div class="design-editor">
      <h2 class="visually-hidden">{messages.title}</h2>
      <Status editing={props.editing} />
      <Tabs label={messages.view} tabs={TABS} value={tab()} onValue={setTab}>
        <Switch>
          <Match when={tab() === 'form'}>
            <div class="stack">
              <ProblemList problems={props.editing.problems()} />
              <DesignForm editing={props.editing} />
            </div>
          </Match>
          <Match when={tab() === 'file'}>
            <TextEditor
              text={props.editing.text()}
              problems={props.editing.problems()}
              onText={(text) => props.editing.setText(text)}
            />
          </Match>
        </Switch>
      </Tabs>
    </div>
  );
};

/** Whether the file is a design, in a word. */
const Status: Component<{ editing: DesignEditing }> = (props) => (
  <p class="design-status small" role="status">
    <Show when={!props.editing.checking()} fallback={<span class="muted">{messages.checking}</span>}>
      <Show
        when={props.editing.problems().length > 0}
        fallback={
          <span class="design-fine">
            <Icon name="check" size={14} />
            {messages.fine}
          </span>
        }
      >
        <span class="design-bad">
          <Icon name="warning" size={14} />
          {messages.problems(props.editing.problems().length)}
        </span>
      </Show>
    </Show>
  </p>
);
