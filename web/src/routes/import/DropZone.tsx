// A place to drop files or folders, or to choose them with the keyboard.
import { createSignal, type Component } from 'solid-js';
import { chosen, dropped, type Upload } from '../../api/upload';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { messages } from './messages';
import './import.css';

export const DropZone: Component<{ onFiles: (uploads: Upload[]) => void; small?: boolean }> = (props) => {
  const [over, setOver] = createSignal(false);
  let files: HTMLInputElement | undefined;
  let folder: HTMLInputElement | undefined;
  const take = (event: Event & { currentTarget: HTMLInputElement }) => {
    const list = event.currentTarget.files;
    if (list && list.length > 0) props.onFiles(chosen(list));
    event.currentTarget.value = '';
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!event.dataTransfer) return;
    const uploads = await dropped(event.dataTransfer);
    if (uploads.length > 0) props.onFiles(uploads);
  };
  return (
    <div
      class="drop"
      classList={{ 'drop-over': over(), 'drop-small': props.small }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <Icon name="upload" size={props.small ? 18 : 26} />
      <div>
        <strong>{messages.drop}</strong>
        <p class="muted small">{messages.dropWhat}</p>
      </div>
      <div class="row drop-buttons">
        <Button small onClick={() => files?.click()}>
          {messages.chooseFiles}
        </Button>
        <Button small onClick={() => folder?.click()}>
          {messages.chooseFolder}
        </Button>
      </div>
      <input
        ref={(element) => (files = element)}
        type="file"
        multiple
        hidden
        aria-label={messages.chooseFiles}
        onChange={take}
      />
      <input
        ref={(element) => {
          folder = element;
          element.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label={messages.chooseFolder}
        onChange={take}
      />
    </div>
  );
};
