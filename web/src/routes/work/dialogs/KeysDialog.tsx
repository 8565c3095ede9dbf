// All keys on one page; each can be changed, and single letters can be switched off.
import { createSignal, For, Show, type Component } from 'solid-js';
import {
  COMMANDS,
  KEYMAP,
  commandOf,
  keysOf,
  written,
  type CommandId,
  type KeyGroup,
} from '../../../editor/keymap';
import { signOf, strokeOf } from '../../../editor/keys';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { setSingleKeys, singleKeys } from '../../../ui/shortcuts';
import { bindings, setBindings } from '../bench';
import { asides, commandTitle } from './messages';

const GROUPS: readonly KeyGroup[] = ['claims', 'editing', 'tools', 'regions', 'time', 'view', 'item'];

export const KeysDialog: Component<{ open: boolean; onClose: () => void }> = (props) => {
  const [changing, setChanging] = createSignal<CommandId | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const press = (event: KeyboardEvent) => {
    const id = changing();
    if (id === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return void setChanging(null);
    const stroke = signOf(event) ?? strokeOf(event);
    if (stroke === null) return;
    const taken = commandOf(stroke, bindings());
    if (taken !== null && taken !== id) return void setProblem(asides.keys.taken(commandTitle(taken)));
    setBindings({ ...bindings(), [id]: [stroke] });
    setChanging(null);
    setProblem(null);
  };
  return (
    <Dialog open={props.open} wide title={asides.keys.title} onClose={() => props.onClose()}>
      <div onKeyDown={press}>
        <div class="keys-notes">
          <label class="keys-single">
            <input
              type="checkbox"
              checked={singleKeys()}
              onChange={(event) => setSingleKeys(event.currentTarget.checked)}
            />
            <span>
              {asides.keys.single}. <span class="skip-what">{asides.keys.singleWhat}</span>
            </span>
          </label>
          <p>{asides.keys.digitsClaims}</p>
          <p>{asides.keys.digitsAll}</p>
          <p>{asides.keys.digitsStage}</p>
          <p>{asides.keys.arrows}</p>
          <Show when={problem()}>
            <p role="alert" class="question-wrong">
              {problem()}
            </p>
          </Show>
        </div>
        <div class="keys-groups">
          <For each={GROUPS}>
            {(group) => (
              <section>
                <h3>{asides.groups[group]}</h3>
                <dl>
                  <For each={COMMANDS.filter((id) => KEYMAP[id].group === group)}>
                    {(id) => (
                      <div class="keys-line">
                        <dt>{commandTitle(id)}</dt>
                        <dd>
                          <button
                            type="button"
                            class="keys-key"
                            aria-label={`${commandTitle(id)}: ${keysOf(id, bindings()).map(written).join(', ')}`}
                            onClick={() => setChanging(id)}
                          >
                            {changing() === id
                              ? asides.keys.change
                              : keysOf(id, bindings()).map(written).join(', ')}
                          </button>
                        </dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
            )}
          </For>
        </div>
        <Show when={Object.keys(bindings()).length > 0}>
          <Button small onClick={() => setBindings({})}>
            {asides.keys.reset}
          </Button>
        </Show>
      </div>
    </Dialog>
  );
};
