// The files that are about to be imported; the first few by name, the rest as a number.
import { For, Show, type Component } from 'solid-js';
import type { Upload } from '../../api/upload';
import { bytes } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/IconButton';
import { messages } from './messages';

const SHOWN = 6;

export interface FileListProps {
  files: Upload[];
  onChange: (files: Upload[]) => void;
}

export const FileList: Component<FileListProps> = (props) => {
  const size = () => props.files.reduce((sum, one) => sum + one.file.size, 0);
  return (
    <div class="file-list">
      <strong>{messages.files(props.files.length, bytes(size()))}</strong>
      <ul>
        <For each={props.files.slice(0, SHOWN)}>
          {(one) => (
            <li>
              <Icon name={one.file.type.startsWith('image/') ? 'image' : 'file'} />
              <bdi class="grow">{one.path}</bdi>
              <span class="muted small number">{bytes(one.file.size)}</span>
              <IconButton
                small
                icon="close"
                label={`${messages.remove}: ${one.path}`}
                onClick={() => props.onChange(props.files.filter((other) => other !== one))}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.files.length > SHOWN}>
        <p class="muted small">{messages.moreLines(props.files.length - SHOWN)}</p>
      </Show>
    </div>
  );
};
