// The place of a slot that stays hidden until its questions are answered.
import { createSignal, For, Show, type Component } from 'solid-js';
import { ApiError } from '../../../api/client';
import { answerValue } from '../../../model/conditions';
import { titled } from '../../../model/design';
import { ITEM } from '../../../model/targets';
import { Button } from '../../../ui/Button';
import { focusElement } from '../focus';
import { work as words } from '../messages';
import { useWork } from '../work';
import './reveal.css';

interface RevealProps {
  title: string;
  questions: readonly string[];
  onReveal: (() => Promise<void>) | null;
}

export const RevealSlot: Component<RevealProps> = (props) => {
  const work = useWork();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  const open = () => props.questions.filter((id) => answerValue(work.draft(), id, ITEM) === undefined);
  const title = (id: string) => {
    const question = work.world.design.questions?.find((each) => each.id === id);
    return question ? titled(question) : id;
  };
  const reveal = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.onReveal?.();
    } catch (cause) {
      setError(cause instanceof ApiError ? cause.message : String(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="pane reveal">
      <div class="reveal-box">
        <p class="reveal-title">{words.stage.revealWhat(props.title)}</p>
        <Show when={open().length > 0}>
          <p>{words.stage.reveal}</p>
          <ul>
            <For each={open()}>
              {(id) => (
                <li>
                  <button
                    type="button"
                    class="reveal-question"
                    onClick={() => {
                      work.setFocus({ on: 'question', question: id, target: ITEM });
                      focusElement({ on: 'question', question: id, target: ITEM });
                    }}
                  >
                    {title(id)}
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={open().length === 0}>
          <p class="reveal-kept">{words.stage.revealKept}</p>
          <Button look="primary" busy={busy()} onClick={() => void reveal()}>
            {words.stage.revealNow}
          </Button>
        </Show>
        <Show when={error()}>
          <p role="alert" class="question-wrong">
            {error()}
          </p>
        </Show>
      </div>
    </div>
  );
};
