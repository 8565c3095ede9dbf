// Search, filters and order of the list; active filters stand as chips.
import { createEffect, createSignal, For, on, onCleanup, Show, type Component } from 'solid-js';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Field } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { Popover } from '../../ui/Popover';
import { Select } from '../../ui/Select';
import { TextInput } from '../../ui/TextInput';
import { FILTERS, sort, SORTS, STATES, type FilterName, type Search } from './filter';
import { messages } from './messages';

const TYPING_MS = 250;

export interface FilterBarProps {
  search: Search;
  onChange: (part: Search) => void;
}

export const FilterBar: Component<FilterBarProps> = (props) => {
  const [typed, setTyped] = createSignal('');
  let timer = 0;
  createEffect(
    on(
      () => props.search.q,
      (q) => setTyped(q ?? ''),
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer);
    timer = setTimeout(() => props.onChange({ q: value.trim() || undefined }), TYPING_MS);
  };
  const words = (name: FilterName, value: string) =>
    name === 'state'
      ? messages.state[STATES.find((one) => one === value) ?? 'open']
      : messages.chip[name](value);
  return (
    <div class="filters">
      <span class="filters-search">
        <Icon name="search" />
        <TextInput
          type="search"
          aria-label={messages.search}
          placeholder={messages.searchWhat}
          value={typed()}
          onValue={type}
        />
      </span>
      <Popover
        label={messages.filter}
        trigger={(trigger) => (
          <Button {...trigger}>
            <Icon name="filter" />
            {messages.filter}
          </Button>
        )}
      >
        {() => <FilterForm search={props.search} onChange={(part) => props.onChange(part)} />}
      </Popover>
      <For each={FILTERS.filter((name) => props.search[name])}>
        {(name) => (
          <Chip
            tone="accent"
            removeLabel={messages.removeChip(words(name, props.search[name] ?? ''))}
            onRemove={() => props.onChange({ [name]: undefined })}
          >
            {words(name, props.search[name] ?? '')}
          </Chip>
        )}
      </For>
      <Show when={FILTERS.filter((name) => props.search[name]).length > 1}>
        <Button
          look="quiet"
          small
          onClick={() => props.onChange(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
        >
          {messages.clear}
        </Button>
      </Show>
      <span class="grow" />
      <Select
        class="filters-sort"
        aria-label={messages.sortLabel}
        options={SORTS.map((value) => ({ value, title: messages.sort[value] }))}
        value={sort(props.search)}
        onValue={(value) => props.onChange({ sort: value === 'sequence' ? undefined : value })}
      />
    </div>
  );
};

const FilterForm: Component<FilterBarProps> = (props) => (
  <div class="popover-body stack" style={{ '--gap': 'var(--space-3)' }}>
    <Field label={messages.stateLabel}>
      {(control) => (
        <Select
          {...control}
          options={[
            { value: '', title: messages.anyState },
            ...STATES.map((value) => ({ value, title: messages.state[value] })),
          ]}
          value={props.search.state ?? ''}
          onValue={(value) => props.onChange({ state: value || undefined })}
        />
      )}
    </Field>
    <For each={['min_votes', 'max_votes'] as const}>
      {(name) => (
        <Field label={name === 'min_votes' ? messages.minVotes : messages.maxVotes}>
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min="0"
              value={props.search[name] ?? ''}
              onChange={(event) => props.onChange({ [name]: event.currentTarget.value || undefined })}
            />
          )}
        </Field>
      )}
    </For>
    <Field label={messages.group}>
      {(control) => (
        <TextInput
          {...control}
          value={props.search.group ?? ''}
          onChange={(event) => props.onChange({ group: event.currentTarget.value || undefined })}
        />
      )}
    </Field>
  </div>
);
