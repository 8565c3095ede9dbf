// Exports that were made: what is in them, their hash, and the file.
import { For, Show, type Component } from 'solid-js';
import { path } from '../../api/client';
import type { Export } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { sentence } from '../../ui/ErrorNote';
import { ago, bytes, dateTime } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';
import { messages as items } from '../items/messages';
import { messages } from './messages';

async function copy(hash: string): Promise<void> {
  await navigator.clipboard.writeText(hash);
  toast({ text: messages.copied });
}

/** What was asked for beyond the format. */
function asked({ request }: Export): string {
  const state = request.state ? messages.onlyState(items.state[request.state]) : '';
  const parts = [
    state,
    request.pseudonyms ? messages.pseudonyms : '',
    request.include_surplus ? messages.withSurplus : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

export const ExportList: Component<{ exports: readonly Export[] }> = (props) => (
  <Table
    label={messages.list}
    head={
      <>
        <th scope="col">{messages.file}</th>
        <th scope="col">{messages.when}</th>
        <th scope="col" class="number">
          {messages.seq}
        </th>
        <th scope="col" class="number">
          {messages.size}
        </th>
        <th scope="col">{messages.hash}</th>
        <th scope="col">
          <span class="visually-hidden">{messages.download}</span>
        </th>
      </>
    }
  >
    <For each={props.exports}>
      {(one) => (
        <tr>
          <td>
            <bdi>{one.filename}</bdi>
            <Show when={asked(one)}>
              {(words) => <span class="muted small export-asked">{words()}</span>}
            </Show>
            <Losses one={one} />
          </td>
          <td class="muted" data-tip={dateTime(one.created_at)}>
            {messages.by(one.by, ago(one.created_at))}
          </td>
          <td class="number">{one.seq}</td>
          <td class="number">{bytes(one.size)}</td>
          <td>
            <button
              type="button"
              class="hash mono"
              aria-label={messages.copyHash}
              data-tip={messages.copyHash}
              onClick={() => void copy(one.sha256)}
            >
              {one.sha256.slice(0, 12)}…
            </button>
          </td>
          <td class="number">
            <LinkButton small href={path('/api/exports', one.id, 'file')} download={one.filename}>
              <Icon name="download" />
              {messages.download}
            </LinkButton>{' '}
            <LinkButton
              small
              href={path('/api/exports', one.id, 'card')}
              download={`${one.filename}.croissant.json`}
            >
              {messages.card}
            </LinkButton>
          </td>
        </tr>
      )}
    </For>
  </Table>
);

const Losses: Component<{ one: Export }> = (props) => (
  <Show
    when={props.one.losses.length > 0}
    fallback={<span class="muted small export-losses">{messages.none}</span>}
  >
    <details class="small export-losses">
      <summary class="muted">{messages.losses(props.one.losses.length)}</summary>
      <ul>
        <For each={props.one.losses}>{(loss) => <li>{sentence(loss.message)}</li>}</For>
      </ul>
    </details>
  </Show>
);
