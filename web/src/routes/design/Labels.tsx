// Labels with their colours, keys and shapes.
import { createSignal, For, Index, Show, type Accessor, type Component } from 'solid-js';
import { useCatalog } from '../../api/projects';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Popover } from '../../ui/Popover';
import { Check, TextArea, TextInput } from '../../ui/TextInput';
import { addLabels, PALETTE } from './changes';
import type { SectionProps } from './DesignForm';
import { messages } from './messages';
import type { LabelForm } from './reading';

export const Labels: Component<SectionProps> = (props) => {
  const add = (titles: readonly string[]) =>
    props.editing.edit((document) => addLabels(document, props.form, titles));
  return (
    <section class="design-section">
      <h3>{messages.labels}</h3>
      <ul class="label-rows">
        <Index each={props.form.labels}>
          {(label, index) => <LabelRow label={label} index={index} {...props} />}
        </Index>
      </ul>
      <div class="row">
        <Button small onClick={() => add([messages.newLabel])}>
          {messages.addLabel}
        </Button>
        <Several onAdd={add} />
      </div>
    </section>
  );
};

const Several: Component<{ onAdd: (titles: string[]) => void }> = (props) => {
  const [text, setText] = createSignal('');
  const titles = () =>
    text()
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return (
    <Popover
      label={messages.addSeveral}
      onOpen={(panel) => panel.querySelector('textarea')?.focus()}
      trigger={(trigger) => (
        <Button small {...trigger}>
          {messages.addSeveral}
        </Button>
      )}
    >
      {(close) => (
        <div class="popover-body stack" style={{ '--gap': 'var(--space-2)' }}>
          <p class="field-help">{messages.severalWhat}</p>
          <TextArea rows={8} aria-label={messages.addSeveral} value={text()} onValue={setText} />
          <Button
            look="primary"
            disabled={titles().length === 0}
            onClick={() => {
              props.onAdd(titles());
              setText('');
              close();
            }}
          >
            {messages.severalAdd(titles().length)}
          </Button>
        </div>
      )}
    </Popover>
  );
};

const LabelRow: Component<SectionProps & { label: Accessor<LabelForm>; index: number }> = (props) => {
  const at = (name: string) => ['ontology', 'labels', props.index, name];
  const set = (name: string, value: unknown) =>
    props.editing.edit((document) => {
      if (value === '') document.deleteIn(at(name));
      else document.setIn(at(name), value);
    });
  return (
    <li class="label-row">
      <input
        type="color"
        class="label-color"
        aria-label={messages.labelColor(props.label().title)}
        value={props.label().color || (PALETTE[props.index % PALETTE.length] ?? PALETTE[0])}
        onChange={(event) => set('color', event.currentTarget.value)}
      />
      <TextInput
        small
        class="grow"
        aria-label={messages.labelName(props.index + 1)}
        value={props.label().title}
        onValue={(value) => set('title', value)}
      />
      <TextInput
        small
        class="label-key"
        maxLength={1}
        aria-label={messages.labelKey(props.label().title)}
        data-tip={messages.labelKey(props.label().title)}
        value={props.label().hotkey}
        onValue={(value) => set('hotkey', value)}
      />
      <Shapes label={props.label()} onChange={(kinds) => set('selectors', kinds.length === 0 ? '' : kinds)} />
      <IconButton
        small
        icon="trash"
        label={messages.removeLabel(props.label().title)}
        onClick={() =>
          props.editing.edit((document) => document.deleteIn(['ontology', 'labels', props.index]))
        }
      />
    </li>
  );
};

const Shapes: Component<{ label: LabelForm; onChange: (kinds: string[]) => void }> = (props) => {
  const catalog = useCatalog();
  const kinds = () =>
    (catalog.isPending ? [] : (catalog.data?.selectors ?? [])).filter((one) => one.id !== 'none');
  const words = () =>
    props.label.selectors.map((id) => kinds().find((one) => one.id === id)?.title ?? id).join(', ') ||
    messages.anyShape;
  const toggle = (id: string, on: boolean) =>
    props.onChange(on ? [...props.label.selectors, id] : props.label.selectors.filter((one) => one !== id));
  return (
    <Popover
      align="end"
      label={messages.labelShapes(props.label.title)}
      trigger={(trigger) => (
        <Button
          small
          class="label-shapes"
          aria-label={`${messages.labelShapes(props.label.title)}: ${words()}`}
          {...trigger}
        >
          {words()}
        </Button>
      )}
    >
      {() => (
        <div class="popover-body stack" style={{ '--gap': 'var(--space-1)' }}>
          <For each={kinds()}>
            {(kind) => (
              <Check checked={props.label.selectors.includes(kind.id)} onChange={(on) => toggle(kind.id, on)}>
                {kind.title}
              </Check>
            )}
          </For>
          <Show when={kinds().length === 0}>
            <span class="muted">{messages.anyShape}</span>
          </Show>
        </div>
      )}
    </Popover>
  );
};
