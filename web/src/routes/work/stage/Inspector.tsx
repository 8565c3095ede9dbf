// What is known of the selected region: its label, attributes, questions, links, and what it is evidence for.
import { createMemo, createUniqueId, For, Show, type Component } from 'solid-js';
import { labelOf, labelsFor, titled } from '../../../model/design';
import type { Attribute, Region } from '../../../model/types';
import { QuestionControl } from '../../../questions';
import { Button } from '../../../ui/Button';
import { IconButton } from '../../../ui/IconButton';
import { Select } from '../../../ui/Select';
import { QuestionList } from '../claims/QuestionList';
import { focusPane } from '../commands';
import { hint } from '../hints';
import { regionColor, regionNumber } from '../looks';
import { work as words } from '../messages';
import { attach, deleteSelected, evidenceTarget, focusNumber } from '../regions';
import { extent } from '../../../model/time';
import { TimeFields } from '../timeline/later';
import { useWork } from '../work';
import './inspector.css';

export const Inspector: Component = () => {
  const work = useWork();
  const region = createMemo(() => {
    const [id, ...others] = work.selected();
    return id !== undefined && others.length === 0 ? work.region(id) : undefined;
  });
  return (
    <Show when={region() && hasSomething() ? region() : undefined}>
      {(found) => <Card region={found()} />}
    </Show>
  );

  /** A region without anything to set needs no card, unless it can become evidence. */
  function hasSomething(): boolean {
    const found = region();
    if (!found) return false;
    const { design } = work.world;
    const labels = labelsFor(design, found.slot).length > 0;
    const questions = design.questions?.some((question) => question.on?.target === 'region') ?? false;
    const timed = extent(found.selector) !== null;
    return timed || labels || questions || (design.links?.length ?? 0) > 0 || work.judged() !== null;
  }
};

const Card: Component<{ region: Region }> = (props) => {
  const work = useWork();
  const id = () => props.region.id;
  const fitting = () =>
    labelsFor(work.world.design, props.region.slot, props.region.selector.type).map((label) => ({
      value: label.id,
      title: titled(label),
    }));
  const attributes = () => labelOf(work.world.design, props.region.label)?.attributes ?? [];
  const canAttach = () => evidenceTarget(work, props.region.slot) !== null && !work.lit().has(id());
  const evidenceFor = () => {
    const numbers = (work.evidence().get(id()) ?? []).flatMap((judged) =>
      judged.on === 'claim' ? [work.row(judged.id)?.number ?? 0] : [],
    );
    return numbers.length > 0 ? words.regions.evidenceOf(numbers.join(', ')) : null;
  };
  return (
    <aside class="inspector" aria-label={words.stage.region(regionNumber(id()))}>
      <header class="inspector-head" style={{ '--region': regionColor(work, props.region) }}>
        <span class="evidence-swatch" />
        <strong>{words.stage.region(regionNumber(id()))}</strong>
        <Show when={(work.world.design.links?.length ?? 0) > 0}>
          <IconButton
            icon="link"
            small
            label={words.regions.link}
            keys={hint('start_link')}
            onClick={() => work.setOverlay('link')}
          />
        </Show>
        <IconButton
          icon="trash"
          small
          label={words.regions.remove}
          keys={hint('delete_region')}
          onClick={() => {
            deleteSelected(work);
            focusPane(work, work.activePane());
          }}
        />
        <IconButton
          icon="close"
          small
          label={words.regions.done}
          keys={hint('step_out')}
          onClick={() => {
            work.setSelected([]);
            focusPane(work, work.activePane());
          }}
        />
      </header>
      <Show when={fitting().length > 0}>
        <Select
          small
          aria-label={words.regions.label}
          options={[{ value: '', title: words.stage.noLabel }, ...fitting()]}
          value={props.region.label ?? ''}
          onValue={(label) => work.edit({ kind: 'set_label', ids: [id()], label: label || null })}
        />
      </Show>
      <Show when={work.time && extent(props.region.selector)}>
        <TimeFields region={props.region} />
      </Show>
      <Show when={evidenceFor()}>
        <p class="inspector-note">{evidenceFor()}</p>
      </Show>
      <Show when={canAttach()}>
        <Button small onClick={() => attach(work, id())}>
          {focusNumber(work) === null ? words.regions.use : words.regions.useAs(focusNumber(work) ?? 0)}
        </Button>
      </Show>
      <For each={attributes()}>
        {(attribute) => <AttributeField region={props.region} attribute={attribute} />}
      </For>
      <QuestionList target={{ on: 'region', id: id() }} />
    </aside>
  );
};

const AttributeField: Component<{ region: Region; attribute: Attribute }> = (props) => {
  const work = useWork();
  const id = createUniqueId();
  const value = () => props.region.attributes?.[props.attribute.id];
  return (
    <div class="inspector-field" data-field={`attribute:${props.attribute.id}`}>
      <span
        id={id}
        class="question-title"
        classList={{ 'claim-field-needed': props.attribute.required && value() === undefined }}
      >
        {titled(props.attribute)}
      </span>
      <QuestionControl
        spec={props.attribute}
        value={value()}
        labelledBy={id}
        onValue={(next) =>
          work.edit(
            { kind: 'set_attribute', region: props.region.id, attribute: props.attribute.id, value: next },
            typeof next === 'string' ? `attribute:${props.region.id}:${props.attribute.id}` : undefined,
          )
        }
      />
    </div>
  );
};
