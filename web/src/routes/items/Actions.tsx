// What can be done with the selected items: first the count, then the change, as a job with progress.
import { createEffect, createSignal, For, on, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { projectPath, useJob } from '../../api/projects';
import type { ItemAction, ItemFilter, SelectionReply } from '../../api/types';
import { Button } from '../../ui/Button';
import { Progress } from '../../ui/Progress';
import { toast } from '../../ui/Toast';
import { ActionDialog, type ActionType } from './ActionDialog';
import { messages } from './messages';
import type { Selection } from './selection';

const TYPES: readonly ActionType[] = ['requeue', 'priority', 'assign', 'unassign', 'exclude', 'include'];

export interface ActionsProps {
  slug: string;
  selection: Selection;
  filter: ItemFilter;
  onDone: () => void;
}

export const Actions: Component<ActionsProps> = (props) => {
  const [type, setType] = createSignal<ActionType | null>(null);
  const [job, setJob] = createSignal<string | null>(null);
  const running = useJob(job);
  const select = (action: ItemAction, preview: boolean) =>
    api.post<SelectionReply>(projectPath(props.slug, 'items', 'select'), {
      filter: props.selection.within(props.filter),
      action,
      preview,
    });
  const apply = async (action: ItemAction) => {
    const reply = await select(action, false);
    setType(null);
    setJob(reply.job?.id ?? null);
  };
  createEffect(
    on(
      () => (job() === null || running.isPending ? undefined : running.data),
      (now) => {
        if (!now || now.state === 'running' || now.state === 'queued') return;
        setJob(null);
        props.selection.clear();
        props.onDone();
        if (now.state === 'done') toast({ text: messages.applied(now.done), tone: 'ok' });
        else toast({ text: now.error ?? messages.failed, tone: 'danger' });
      },
    ),
  );
  const selected = () =>
    props.selection.all()
      ? messages.selectedAll(props.selection.spared())
      : messages.selected(props.selection.picked());
  return (
    <>
      <Show when={props.selection.any() || job() !== null}>
        <div class="selection" role="region" aria-label={selected()}>
          <strong aria-live="polite">{selected()}</strong>
          <Show
            when={job() === null}
            fallback={
              <div class="grow">
                <Progress
                  label={messages.running}
                  value={running.isPending ? 0 : (running.data?.done ?? 0)}
                  total={running.isPending ? null : (running.data?.total ?? null)}
                />
              </div>
            }
          >
            <For each={TYPES}>
              {(one) => (
                <Button small onClick={() => setType(one)}>
                  {messages.action[one]}
                </Button>
              )}
            </For>
            <Button small look="quiet" onClick={() => props.selection.clear()}>
              {messages.unselect}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={type()} keyed>
        {(chosen) => (
          <ActionDialog
            slug={props.slug}
            type={chosen}
            count={(action) => select(action, true).then((reply) => reply.count)}
            onApply={apply}
            onClose={() => setType(null)}
          />
        )}
      </Show>
    </>
  );
};
