// One operation: what it does, who may, what it takes and answers.
import { For, Show, type Component } from 'solid-js';
import { Chip } from '../../ui/Chip';
import { command, type Body, type Operation } from './document';
import { messages } from './messages';
import { Written } from './Written';

const Bodies: Component<{ bodies: readonly Body[] }> = (props) => (
  <For each={props.bodies}>
    {(body) => (
      <>
        <span class="muted small">{body.kind}</span>{' '}
        <Show when={body.schema} keyed>
          {(schema) => <Written schema={schema} />}
        </Show>
      </>
    )}
  </For>
);

export const OperationView: Component<{ one: Operation }> = (props) => (
  <article id={props.one.id} class="panel docs-operation" aria-labelledby={`${props.one.id}-name`}>
    <h3 id={`${props.one.id}-name`} class="docs-address">
      <span class="docs-method">{props.one.method}</span> <a href={`#${props.one.id}`}>{props.one.path}</a>
    </h3>
    <p>{props.one.summary}</p>
    <Show when={props.one.description}>
      <p class="muted">{props.one.description}</p>
    </Show>
    <div class="row docs-chips">
      <Chip tone="accent">{messages.roles[props.one.role] ?? props.one.role}</Chip>
      <Chip tone={props.one.scope === 'admin' ? 'warn' : 'plain'}>{messages.scope(props.one.scope)}</Chip>
    </div>
    <dl class="docs-facts">
      <Show when={props.one.parameters.length > 0}>
        <dt>{messages.parameters}</dt>
        <dd>
          <ul>
            <For each={props.one.parameters}>
              {(one) => (
                <li>
                  <code>{one.name}</code> <span class="muted small">{messages.in[one.in] ?? one.in}</span>{' '}
                  <Show when={one.schema} keyed>
                    {(schema) => <Written schema={schema} />}
                  </Show>{' '}
                  {one.description}
                </li>
              )}
            </For>
          </ul>
        </dd>
      </Show>
      <Show when={props.one.takes.length > 0}>
        <dt>{messages.takes}</dt>
        <dd>
          <Bodies bodies={props.one.takes} />
        </dd>
      </Show>
      <dt>{messages.answers}</dt>
      <dd>
        <ul>
          <For each={props.one.answers}>
            {(answer) => (
              <li>
                <code>{answer.status}</code> <Bodies bodies={answer.bodies} />
              </li>
            )}
          </For>
        </ul>
      </dd>
      <dt>{messages.example}</dt>
      <dd>
        <code class="docs-command">{command(props.one, location.origin)}</code>
      </dd>
    </dl>
  </article>
);
