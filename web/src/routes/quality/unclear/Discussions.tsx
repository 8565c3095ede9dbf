// What people should talk about: who said what, where it stands, and what came of it.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath, useProject } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { EmptyState } from '../../../ui/EmptyState';
import { words } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { Load } from '../../../ui/Load';
import { Select } from '../../../ui/Select';
import { TextArea } from '../../../ui/TextInput';
import { Entry } from './Entry';
import { messages } from './messages';
import type { Discussion } from './unclear';
import type { UnclearProps } from './Unclear';

export const Discussions: Component<UnclearProps> = (props) => {
  const list = useQuery(() => ({
    queryKey: keys.below(props.slug, 'discussions', props.seq),
    queryFn: ({ signal }) => api.get<Discussion[]>(projectPath(props.slug, 'discussions'), signal),
  }));
  const [closing, setClosing] = createSignal<Discussion | null>(null);
  return (
    <section class="plot" aria-label={messages.list} id="discussions">
      <h2>{messages.list}</h2>
      <p class="muted plot-what">{messages.listWhat}</p>
      <Load query={list} skeleton={{ shape: 'lines' }}>
        {(data) => {
          const open = () => data().filter((one) => !one.closed);
          const closed = () => data().filter((one) => one.closed);
          return (
            <>
              <Show
                when={open().length > 0}
                fallback={
                  <EmptyState icon="text" title={messages.empty}>
                    {messages.emptyWhat}
                  </EmptyState>
                }
              >
                <ul class="discussions">
                  <For each={open()}>
                    {(one) => (
                      <Entry slug={props.slug} one={one}>
                        <Show when={props.leads}>
                          <Button small onClick={() => setClosing(one)}>
                            {messages.settle}
                          </Button>
                        </Show>
                      </Entry>
                    )}
                  </For>
                </ul>
              </Show>
              <Show when={closed().length > 0}>
                <details class="plot-more">
                  <summary>{messages.closedOnes(closed().length)}</summary>
                  <ul class="discussions">
                    <For each={closed()}>{(one) => <Entry slug={props.slug} one={one} />}</For>
                  </ul>
                </details>
              </Show>
            </>
          );
        }}
      </Load>
      <Settle
        slug={props.slug}
        one={closing()}
        onClose={() => setClosing(null)}
        onDone={() => {
          setClosing(null);
          void list.refetch();
        }}
      />
    </section>
  );
};

const Settle: Component<{
  slug: string;
  one: Discussion | null;
  onClose: () => void;
  onDone: () => void;
}> = (props) => {
  const project = useProject(() => props.slug);
  const [outcome, setOutcome] = createSignal('');
  const [version, setVersion] = createSignal('');
  const [error, setError] = createSignal<string | null>(null);
  const newest = () => (project.isPending ? 0 : (project.data?.design_version ?? 0));
  const versions = () => [
    { value: '', title: messages.noVersion },
    ...Array.from({ length: newest() }, (_, index) => String(newest() - index)).map((value) => ({
      value,
      title: value,
    })),
  ];
  const close = async () => {
    const body = {
      outcome: outcome(),
      guideline_version: version() === '' ? null : Number(version()),
    };
    try {
      await api.post(projectPath(props.slug, 'discussions', props.one?.id ?? '', 'close'), body);
      setOutcome('');
      setError(null);
      props.onDone();
    } catch (failure) {
      setError(words(failure));
    }
  };
  return (
    <Dialog
      open={props.one !== null}
      onClose={() => props.onClose()}
      title={messages.settleTitle}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{messages.cancel}</Button>
          <Button look="primary" disabled={outcome().trim() === ''} onClick={() => void close()}>
            {messages.settle}
          </Button>
        </>
      }
    >
      <Field label={messages.outcome} help={messages.outcomeHelp} error={error()}>
        {(control) => <TextArea {...control} rows={3} value={outcome()} onValue={setOutcome} />}
      </Field>
      <Field label={messages.version}>
        {(control) => <Select {...control} value={version()} onValue={setVersion} options={versions()} />}
      </Field>
    </Dialog>
  );
};
