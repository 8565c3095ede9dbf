// The most common things of a design as a form, written back into the file.
import { createMemo, Index, Show, type Accessor, type Component } from 'solid-js';
import { Chip } from '../../ui/Chip';
import { Field } from '../../ui/Field';
import { Check, TextArea, TextInput } from '../../ui/TextInput';
import type { DesignEditing } from './editing';
import { Labels } from './Labels';
import { messages } from './messages';
import { Questions } from './Questions';
import { read, type DesignForm as Form } from './reading';

export interface SectionProps {
  form: Form;
  editing: DesignEditing;
}

const KINDS: Readonly<Record<string, string>> = messages.kind;
const ROLES: Readonly<Record<string, string>> = messages.role;

export const DesignForm: Component<{ editing: DesignEditing }> = (props) => {
  const form = createMemo(() => {
    const document = props.editing.document();
    return document ? read(document) : null;
  });
  return (
    <Show when={form()} fallback={<p class="notice">{messages.broken}</p>}>
      {(now) => <Sections form={now} editing={props.editing} />}
    </Show>
  );
};

const Sections: Component<{ form: Accessor<Form>; editing: DesignEditing }> = (props) => {
  const set = (path: (string | number)[], value: unknown) =>
    props.editing.edit((document) => document.setIn(path, value));
  return (
    <div class="design-form">
      <Field label={messages.name}>
        {(control) => (
          <TextInput {...control} value={props.form().title} onValue={(value) => set(['title'], value)} />
        )}
      </Field>
      <Field label={messages.description}>
        {(control) => (
          <TextInput
            {...control}
            value={props.form().description}
            onValue={(value) => set(['description'], value)}
          />
        )}
      </Field>
      <Slots form={props.form()} editing={props.editing} />
      <Show when={props.form().claims}>
        {(claims) => (
          <section class="design-section">
            <h3>{messages.claims}</h3>
            <Check checked={claims().omissions} onChange={(on) => set(['claims', 'omissions'], on)}>
              {messages.omissions}
            </Check>
            <Check checked={claims().editable} onChange={(on) => set(['claims', 'editable'], on)}>
              {messages.editable}
            </Check>
            <Check checked={claims().all_judged} onChange={(on) => set(['claims', 'all_judged'], on)}>
              {messages.allJudged}
            </Check>
            <Check checked={claims().confidence} onChange={(on) => set(['claims', 'confidence'], on)}>
              {messages.confidence}
            </Check>
          </section>
        )}
      </Show>
      <Labels form={props.form()} editing={props.editing} />
      <Questions form={props.form()} editing={props.editing} />
      <Field label={messages.guideline} help={messages.guidelineWhat}>
        {(control) => (
          <TextArea
            {...control}
            rows={8}
            value={props.form().guideline}
            onChange={(event) => set(['guideline'], event.currentTarget.value)}
          />
        )}
      </Field>
    </div>
  );
};

const Slots: Component<SectionProps> = (props) => (
  <section class="design-section">
    <h3>{messages.slots}</h3>
    <p class="field-help">{messages.slotsWhat}</p>
    <ul class="slots">
      <Index each={props.form.slots}>
        {(slot, index) => (
          <li class="slot-row">
            <span class="mono slot-id">{slot().id}</span>
            <span class="muted" aria-hidden="true">
              →
            </span>
            <TextInput
              small
              class="grow"
              aria-label={slot().id}
              value={slot().title}
              onValue={(value) =>
                props.editing.edit((document) => document.setIn(['slots', index, 'title'], value))
              }
            />
            <Chip>{KINDS[slot().kind] ?? slot().kind}</Chip>
            <Chip>{slot().many ? messages.many : (ROLES[slot().role] ?? slot().role)}</Chip>
          </li>
        )}
      </Index>
    </ul>
  </section>
);
