// Asks for what one action needs, and shows how many items it will change before it is done.
import { useQuery } from '../../api/query';
import { createResource, createSignal, Match, Show, Switch, untrack, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import type { ItemAction, People } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { count } from '../../ui/format';
import { messages as common } from '../../ui/messages';
import { Select } from '../../ui/Select';
import { TextInput } from '../../ui/TextInput';
import { messages } from './messages';

export type ActionType = ItemAction['type'];

const M = messages.form;

/** The action with what was typed, or nothing while that is not enough. */
function action(type: ActionType, value: string): ItemAction | null {
  switch (type) {
    case 'include':
    case 'unassign':
      return { type };
    case 'requeue':
      return Number(value) >= 1 && Number(value) <= 100 ? { type, extra: Math.round(Number(value)) } : null;
    case 'priority':
      return value.trim() !== '' && Number.isFinite(Number(value))
        ? { type, value: Math.round(Number(value)) }
        : null;
    case 'assign':
      return value === '' ? null : { type, annotator: value };
    case 'exclude':
      return value.trim() === '' ? null : { type, reason: value.trim() };
  }
}

const FIRST: Readonly<Record<ActionType, string>> = {
  requeue: '1',
  priority: '10',
  assign: '',
  unassign: '',
  exclude: '',
  include: '',
};

export interface ActionDialogProps {
  slug: string;
  type: ActionType;
  count: (action: ItemAction) => Promise<number>;
  onApply: (action: ItemAction) => Promise<void>;
  onClose: () => void;
}

export const ActionDialog: Component<ActionDialogProps> = (props) => {
  // eslint-disable-next-line solid/reactivity -- one dialog is for one type of action
  const [value, setValue] = createSignal(FIRST[props.type]);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const chosen = () => action(props.type, value());
  const [preview] = createResource(chosen, (one) => untrack(() => props.count(one)));
  const n = () => (preview.state === 'ready' ? preview() : undefined);
  const apply = async () => {
    const one = chosen();
    if (!one || busy()) return;
    setBusy(true);
    try {
      await props.onApply(one);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={messages.action[props.type]}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{common.common.cancel}</Button>
          <Button
            look="primary"
            busy={busy()}
            disabled={chosen() === null || n() === undefined || n() === 0}
            onClick={() => void apply()}
          >
            <Show
              when={n() !== undefined}
              fallback={preview.loading ? M.counting : messages.action[props.type]}
            >
              {M.apply(n() === 1 ? M.items(1) : `${count(n() ?? 0)} ${messages.title.toLowerCase()}`)}
            </Show>
          </Button>
        </>
      }
    >
      <ActionField slug={props.slug} type={props.type} value={value()} onValue={setValue} />
      <Refusal error={error() ?? (preview.error as unknown)} />
    </Dialog>
  );
};

interface ActionFieldProps {
  slug: string;
  type: ActionType;
  value: string;
  onValue: (value: string) => void;
}

const ActionField: Component<ActionFieldProps> = (props) => (
  <Switch>
    <Match when={props.type === 'include'}>
      <p>{M.includeWhat}</p>
    </Match>
    <Match when={props.type === 'unassign'}>
      <p>{M.unassignWhat}</p>
    </Match>
    <Match when={props.type === 'assign'}>
      <PersonField slug={props.slug} value={props.value} onValue={(value) => props.onValue(value)} />
    </Match>
    <Match when={props.type === 'exclude'}>
      <Field label={M.exclude} help={M.excludeWhat}>
        {(control) => (
          <TextInput {...control} autofocus value={props.value} onValue={(value) => props.onValue(value)} />
        )}
      </Field>
    </Match>
    <Match when={props.type === 'requeue' || props.type === 'priority'}>
      <Field
        label={props.type === 'requeue' ? M.requeue : M.priority}
        help={props.type === 'requeue' ? M.requeueWhat : M.priorityWhat}
      >
        {(control) => (
          <TextInput
            {...control}
            autofocus
            type="number"
            min={props.type === 'requeue' ? '1' : undefined}
            max={props.type === 'requeue' ? '100' : undefined}
            value={props.value}
            onValue={(value) => props.onValue(value)}
          />
        )}
      </Field>
    </Match>
  </Switch>
);

const PersonField: Component<Omit<ActionFieldProps, 'type'>> = (props) => {
  const people = useQuery(() => ({
    queryKey: keys.below(props.slug, 'people'),
    queryFn: ({ signal }) => api.get<People>(projectPath(props.slug, 'people'), signal),
  }));
  const members = () => (people.isPending ? [] : (people.data?.members ?? []));
  return (
    <Field label={M.assign} help={M.assignWhat}>
      {(control) => (
        <Select
          {...control}
          value={props.value}
          onValue={(value) => props.onValue(value)}
          options={[
            { value: '', title: '' },
            ...members().map((member) => ({ value: member.user.id, title: member.user.name })),
          ]}
        />
      )}
    </Field>
  );
};
