// What each person gets right of gold, and how far each agrees with themselves.
import { For, Show, type Component } from 'solid-js';
import type { GoldPage } from '../../api/types';
import { count } from '../../ui/format';
import { Table } from '../../ui/Table';
import { messages } from './messages';
import { share } from './words';

export const People: Component<{ annotators: GoldPage['annotators'] }> = (props) => (
  <Show when={props.annotators.length > 0}>
    <section class="stack">
      <div>
        <h2>{messages.people}</h2>
        <p class="muted">{messages.peopleWhat}</p>
      </div>
      <Table
        label={messages.people}
        head={
          <>
            <th scope="col">{messages.person}</th>
            <th scope="col" class="number">
              {messages.decisions}
            </th>
            <th scope="col" class="number">
              {messages.right}
            </th>
            <th scope="col" class="number">
              {messages.consistent}
            </th>
          </>
        }
      >
        <For each={props.annotators}>
          {(one) => (
            <tr>
              <th scope="row">{one.annotator.name}</th>
              <td class="number">{count(one.right?.decisions ?? 0)}</td>
              <td class="number">{share(one.right)}</td>
              <td class="number">{share(one.consistent)}</td>
            </tr>
          )}
        </For>
      </Table>
    </section>
  </Show>
);
