// The real workbench on one item, to see what a design does; nothing is sent.
import type { Item as WorkItem } from '../../model/types';
import { ErrorBoundary, lazy, Show, Suspense, type Component } from 'solid-js';
import type { Design, PartUrls, Item } from '../../api/types';
import { Skeleton } from '../../ui/Skeleton';
import { messages } from './messages';

export interface PreviewProps {
  design: Design;
  item: Item;
  media: Record<string, PartUrls>;
}

const Workbench = lazy(() => import('../work/Preview'));

export const Preview: Component<Omit<PreviewProps, 'design'> & { design: Design | null }> = (props) => (
  <section class="preview" aria-label={messages.preview}>
    <h2 class="preview-title">{messages.preview}</h2>
    <div class="preview-frame">
      <Show when={props.design} fallback={<Skeleton shape="block" />}>
        {(design) => (
          <ErrorBoundary fallback={(error: unknown) => <p class="muted preview-error">{String(error)}</p>}>
            <Suspense fallback={<Skeleton shape="block" />}>
              <Workbench design={design()} item={props.item as WorkItem} media={props.media} />
            </Suspense>
          </ErrorBoundary>
        )}
      </Show>
    </div>
  </section>
);
