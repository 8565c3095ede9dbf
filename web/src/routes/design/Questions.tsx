// Questions with their kind of answer, options and ranges.
import { createEffect, createSignal, Index, on, Show, type Accessor, type Component } from 'solid-js';
import { useCatalog } from '../../api/projects';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Select } from '../../ui/Select';
import { Check, TextArea, TextInput } from '../../ui/TextInput';
import { addQuestion, setKind, setOptions } from './changes';
import type { SectionProps } from './DesignForm';
import { messages } from './messages';
import type { QuestionForm } from './reading';

export const Questions: Component<SectionProps> = (props) => (
  <section class="design-section">
    <h3>{messages.questions}</h3>
    <Index each={props.form.questions}>
      {(question, index) => <QuestionRow question={question} index={index} {...props} />}
    </Index>
    <div>
      <Button
        small
        onClick={() =>
          props.editing.edit((document) => addQuestion(document, props.form, messages.newQuestion))
        }
      >
        {messages.addQuestion}
      </Button>
    </div>
  </section>
);

const QuestionRow: Component<SectionProps & { question: Accessor<QuestionForm>; index: number }> = (
  props,
) => {
  const catalog = useCatalog();
  const kinds = () => (catalog.isPending ? [] : (catalog.data?.question_kinds ?? []));
  const set = (name: string, value: unknown) =>
    props.editing.edit((document) => document.setIn(['questions', props.index, name], value));
  return (
    <div class="question-row">
      <div class="row">
        <TextInput
          small
          class="grow question-title"
          aria-label={messages.questionName(props.index + 1)}
          value={props.question().title}
          onValue={(value) => set('title', value)}
        />
        <Select
          small
          class="question-kind"
          aria-label={messages.questionKind(props.question().title)}
          value={props.question().type}
          options={kinds().map((kind) => ({ value: kind.id, title: kind.title }))}
          onValue={(type) => props.editing.edit((document) => setKind(document, props.index, type))}
        />
        <IconButton
          small
          icon="trash"
          label={messages.removeQuestion(props.question().title)}
          onClick={() => props.editing.edit((document) => document.deleteIn(['questions', props.index]))}
        />
      </div>
      <Show when={props.question().options}>
        {(options) => (
          <Options
            name={props.question().title}
            titles={options().map((option) => option.title)}
            onTitles={(titles) =>
              props.editing.edit((document) => setOptions(document, props.form, props.index, titles))
            }
          />
        )}
      </Show>
      <Show when={props.question().range}>
        {(range) => (
          <div class="row question-range">
            <TextInput
              small
              type="number"
              aria-label={messages.min(props.question().title)}
              value={range().min}
              onChange={(event) => set('min', Number(event.currentTarget.value))}
            />
            <span class="muted">–</span>
            <TextInput
              small
              type="number"
              aria-label={messages.max(props.question().title)}
              value={range().max}
              onChange={(event) => set('max', Number(event.currentTarget.value))}
            />
          </div>
        )}
      </Show>
      <div class="row">
        <Check checked={props.question().required} onChange={(on) => set('required', on)}>
          {messages.required}
        </Check>
        <Show when={!props.question().plain}>
          <span class="muted small">{messages.elsewhere}</span>
        </Show>
      </div>
    </div>
  );
};

/** One option a line; taken over when the field is left, so that half a line is not an option. */
const Options: Component<{ name: string; titles: string[]; onTitles: (titles: string[]) => void }> = (
  props,
) => {
  const [text, setText] = createSignal('');
  createEffect(
    on(
      () => props.titles.join('\n'),
      (joined) => setText(joined),
    ),
  );
  const leave = () => {
    const titles = text()
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (titles.join('\n') !== props.titles.join('\n')) props.onTitles(titles);
  };
  return (
    <TextArea
      small
      class="question-options"
      rows={Math.min(8, Math.max(2, props.titles.length))}
      aria-label={messages.options(props.name)}
      placeholder={messages.optionsWhat}
      value={text()}
      onValue={setText}
      onBlur={leave}
    />
  );
};
