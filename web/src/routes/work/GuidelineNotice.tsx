// The guideline has changed since the annotator read it: what went, what came, and that it was read.
import { createSignal, For, Show, type Component } from 'solid-js';
import { excerptOf, lineChanges } from '../../model/line_changes';
import type { Task } from '../../model/types';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { asides } from './dialogs/messages';
import { readAgain } from './guideline_read';
import './guideline.css';

const M = asides.guideline;

export interface GuidelineNoticeProps {
  slug: string;
  task: Task;
  before: string;
  now: string;
}

export const GuidelineNotice: Component<GuidelineNoticeProps> = (props) => {
  const [open, setOpen] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const changes = () => excerptOf(lineChanges(props.before, props.now));
  const confirm = async () => {
    try {
      await readAgain(props.slug, props.task);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <section class="work-notice guideline-notice" aria-label={M.changed}>
      <strong>{M.changed}</strong>
      <span class="grow">{M.changedWhat}</span>
      <Button small aria-expanded={open()} onClick={() => setOpen(!open())}>
        {open() ? M.hide : M.show}
      </Button>
      <Button small look="primary" onClick={() => void confirm()}>
        {M.read}
      </Button>
      <Show when={open()}>
        <ol class="guideline-changes" dir="auto" tabindex={0}>
          <For each={changes()}>
            {(change) => (
              <Show when={change} fallback={<li class="guideline-gap">…</li>}>
                {(one) => (
                  <li class={`guideline-${one().kind}`}>
                    <Show when={one().kind !== 'same'}>
                      <span class="visually-hidden">{one().kind === 'new' ? M.came : M.went}</span>
                    </Show>
                    {one().line || '\u00a0'}
                  </li>
                )}
              </Show>
            )}
          </For>
        </ol>
      </Show>
      <Refusal error={error()} />
    </section>
  );
};
