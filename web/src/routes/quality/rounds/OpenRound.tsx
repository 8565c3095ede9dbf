// Opens a round: how many items, and who takes part.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { People, RoundView } from '../../../api/types';
import { Button, LinkButton } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Refusal } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { Load } from '../../../ui/Load';
import { messages as common } from '../../../ui/messages';
import { Check, TextInput } from '../../../ui/TextInput';
import { toast } from '../../../ui/Toast';
import { messages } from './messages';

const USUAL_ITEMS = 25;

export const OpenRound: Component<{
  slug: string;
  open: boolean;
  onClose: () => void;
  onOpened: () => void;
}> = (props) => {
  const [title, setTitle] = createSignal('');
  const [items, setItems] = createSignal(String(USUAL_ITEMS));
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set<string>());
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const people = useQuery(() => ({
    queryKey: keys.below(props.slug, 'people'),
    queryFn: ({ signal }) => api.get<People>(projectPath(props.slug, 'people'), signal),
    enabled: props.open,
  }));
  const annotators = () => (people.data?.members ?? []).filter((one) => one.role === 'annotator');
  const chosen = () => annotators().filter((one) => !left().has(one.user.id));
  const toggle = (id: string) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const close = () => {
    setError(null);
    props.onClose();
  };
  const begin = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = {
        title: title().trim(),
        items: Number(items()),
        people: chosen().map((one) => one.user.id),
      };
      const round = await api.post<RoundView>(projectPath(props.slug, 'rounds'), body);
      toast({ text: messages.started(round.n_items, round.people.length), tone: 'ok' });
      setTitle('');
      props.onOpened();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={close}
      title={messages.dialog}
      footer={
        <>
          <Button onClick={close}>{common.common.cancel}</Button>
          <Button look="primary" busy={busy()} disabled={chosen().length < 2} onClick={() => void begin()}>
            {messages.start}
          </Button>
        </>
      }
    >
      <p class="muted">{messages.dialogWhat}</p>
      <Field label={messages.name} optional={common.common.optional} help={messages.nameHint}>
        {(control) => <TextInput {...control} value={title()} onValue={setTitle} />}
      </Field>
      <Field label={messages.items} help={messages.itemsWhat}>
        {(control) => (
          <TextInput {...control} type="number" min="2" max="100" value={items()} onValue={setItems} />
        )}
      </Field>
      <fieldset class="round-people">
        <legend class="field-label">{messages.people}</legend>
        <Load query={people} skeleton={{ shape: 'lines', n: 3 }}>
          {() => (
            <Show
              when={annotators().length > 0}
              fallback={
                <p>
                  {messages.noPeople}{' '}
                  <LinkButton small href={`/p/${props.slug}/people`}>
                    {messages.invite}
                  </LinkButton>
                </p>
              }
            >
              <For each={annotators()}>
                {(one) => (
                  <Check checked={!left().has(one.user.id)} onChange={() => toggle(one.user.id)}>
                    <bdi>{one.user.name}</bdi>
                  </Check>
                )}
              </For>
              <p class="field-help">{messages.peopleWhat}</p>
            </Show>
          )}
        </Load>
      </fieldset>
      <Refusal error={error()} />
    </Dialog>
  );
};
