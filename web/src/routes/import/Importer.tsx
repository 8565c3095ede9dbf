// Drop, look, import; or take over from another project: used in the list of items and when a project is new.
import { createSignal, Match, Show, Switch, type Component } from 'solid-js';
import { projectPath } from '../../api/projects';
import type { Design } from '../../api/types';
import { upload, type Upload } from '../../api/upload';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { DropZone } from './DropZone';
import { EarlierImports } from './EarlierImports';
import { FileList } from './FileList';
import { JobView } from './JobView';
import { Mapping } from './Mapping';
import { messages } from './messages';
import { Staging } from './Staging';
import { Progress } from '../../ui/Progress';
import { Tabs } from '../../ui/Tabs';
import './import.css';

export interface ImporterProps {
  slug: string;
  design: Design;
  onDone: () => void;
}

const WAYS = [
  { id: 'files', title: messages.fromFiles },
  { id: 'project', title: messages.fromProject },
] as const;

export const Importer: Component<ImporterProps> = (props) => {
  const [way, setWay] = createSignal('files');
  const [files, setFiles] = createSignal<Upload[]>([]);
  const [sent, setSent] = createSignal<number | null>(null);
  const [job, setJob] = createSignal<string | null>(null);
  const [over, setOver] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);

  const start = async () => {
    setError(null);
    setSent(0);
    try {
      const accepted = await upload(projectPath(props.slug, 'items'), files(), setSent);
      setJob(accepted.id);
      setFiles([]);
    } catch (failure) {
      setError(failure);
    } finally {
      setSent(null);
    }
  };
  const again = () => {
    setJob(null);
    setOver(false);
  };
  return (
    <div class="stack">
      <Switch>
        <Match when={job()} keyed>
          {(id) => (
            <>
              <JobView
                id={id}
                onOver={() => {
                  setOver(true);
                  props.onDone();
                }}
              />
              <Show when={over()}>
                <div>
                  <Button onClick={again}>{messages.again}</Button>
                </div>
              </Show>
            </>
          )}
        </Match>
        <Match when={sent() !== null}>
          <p>{messages.sending}</p>
          <Progress label={messages.sending} value={sent() ?? 0} total={1} />
        </Match>
        <Match when={true}>
          <Tabs label={messages.ways} tabs={WAYS} value={way()} onValue={setWay}>
            <Show when={way() === 'files'} fallback={<Staging slug={props.slug} onBegun={setJob} />}>
              <div class="stack">
                <DropZone onFiles={(more) => setFiles((before) => [...before, ...more])} />
                <Show when={files().length > 0}>
                  <FileList files={files()} onChange={setFiles} />
                </Show>
                <Refusal error={error()} />
                <Show when={files().length > 0} fallback={<Mapping design={props.design} />}>
                  <div class="row import-start">
                    <Button look="primary" onClick={() => void start()}>
                      {messages.start}
                    </Button>
                  </div>
                </Show>
              </div>
            </Show>
          </Tabs>
          <Show when={files().length === 0}>
            <EarlierImports slug={props.slug} />
          </Show>
        </Match>
      </Switch>
    </div>
  );
};
