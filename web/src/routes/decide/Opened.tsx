// What whoever decides has looked at, and what stands between them and the signature.
import { For, type Component } from 'solid-js';
import { dateTime } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import type { Desk } from './desk';
import type { assembled } from './facts';
import { messages } from './messages';
import type { DecisionTask } from './rows';

/** What stands between the decision and its signature, in words. */
export function whyNot(desk: Desk, made: ReturnType<typeof assembled>): string[] {
  const unopened = desk.task().required.filter((what) => !desk.isOpened(what));
  return [
    ...(made.undecided.length > 0 ? [messages.signing.undecided(made.undecided.length)] : []),
    ...(made.undecided.length > 0 ? [] : made.unanswered).map((title) => messages.signing.unanswered(title)),
    ...made.lacking.map(({ claim }) => messages.signing.lacking(shortened(claim.text))),
    ...unopened.map((what) => messages.signing.unopened(placeTitle(desk.task(), what))),
  ];
}

const MOST_LETTERS = 24;

function shortened(words: string): string {
  return words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS - 1).trimEnd()}…` : words;
}

/** `slot/part` or `reader/{n}` in words. */
function placeTitle(task: DecisionTask, what: string): string {
  const [slot = '', part = ''] = what.split('/');
  if (slot === 'reader') return task.readers[Number(part) - 1]?.name ?? what;
  const found = task.design.slots.find((one) => one.id === slot);
  const several = (task.item.slots[slot] ?? []).length > 1;
  return `${found?.title || slot}${several ? ` ${part}` : ''}`;
}

export const Opened: Component<{ desk: Desk }> = (props) => {
  const at = (what: string) => props.desk.decision().opened.find((one) => one.what === what)?.at;
  const opened = () => props.desk.task().required;
  return (
    <section class="decide-opened" aria-label={messages.opened}>
      <h3 data-tip={messages.openedWhat}>{messages.opened}</h3>
      <ul>
        <For each={opened()}>
          {(what) => {
            const time = () => at(what);
            const words = () => placeTitle(props.desk.task(), what);
            return (
              <li classList={{ 'decide-opened-yes': time() !== undefined }}>
                <Icon name={time() === undefined ? 'eye_off' : 'eye'} size={14} />
                <span aria-hidden="true">{words()}</span>
                <span class="visually-hidden">
                  {time() === undefined
                    ? messages.notYet(words())
                    : messages.openedAt(words(), dateTime(time() ?? 0))}
                </span>
              </li>
            );
          }}
        </For>
      </ul>
    </section>
  );
};
