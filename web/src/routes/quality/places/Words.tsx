// The words on which transcripts differ most often, with links to where they are said.
import { A } from '@solidjs/router';
import { For, Show, type Component } from 'solid-js';
import type { PlaceAgreement } from '../../../api/types';
import { count } from '../../../ui/format';
import { Table } from '../../../ui/Table';
import { addressOf, clock } from '../../item/at';
import { messages } from './messages';
import { difference, isReference } from './places';

export const Words: Component<{ slug: string; fields: readonly PlaceAgreement[] }> = (props) => (
  <For each={props.fields.filter((field) => field.words.length > 0)}>
    {(field) => (
      <details class="plot-more" open>
        <summary>{messages.wordsOf(field.title)}</summary>
        <Table
          label={messages.wordsOf(field.title)}
          head={
            <>
              <th scope="col">{messages.word}</th>
              <th scope="col" class="number">
                {messages.times}
              </th>
              <th scope="col">{messages.where}</th>
            </>
          }
        >
          <For each={field.words}>
            {(word) => (
              <tr>
                <td dir="auto">{difference(word, isReference(field))}</td>
                <td class="number">{count(word.n)}</td>
                <td>
                  <ul class="word-places">
                    <For each={word.places}>
                      {(place) => (
                        <li>
                          <A class="link" href={addressOf(props.slug, place.item, place)}>
                            <bdi>{place.external_id}</bdi>
                            <Show when={place.t_ms != null}> {messages.at(clock(place.t_ms ?? 0))}</Show>
                          </A>
                        </li>
                      )}
                    </For>
                  </ul>
                </td>
              </tr>
            )}
          </For>
        </Table>
      </details>
    )}
  </For>
);
