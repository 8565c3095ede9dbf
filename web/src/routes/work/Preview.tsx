// The real workbench to try out beside a design form: everything works, nothing is sent.
import { Show, type Component } from 'solid-js';
import { Document } from '../../editor/document';
import { EMPTY_DRAFT } from '../../model/draft';
import type { Design, Item, MediaUrls } from '../../model/types';
import { Workbench } from './Workbench';

export interface PreviewProps {
  design: Design;
  item: Item;
  media: MediaUrls;
}

const Preview: Component<PreviewProps> = (props) => (
  <Show when={{ design: props.design, item: props.item, media: props.media }} keyed>
    {({ design, item, media }) => (
      <Workbench
        embedded
        source={{
          world: { design, item },
          media,
          hiddenSlots: [],
          document: new Document(EMPTY_DRAFT),
          fixed: [],
        }}
        onSubmit={null}
        onReveal={null}
      />
    )}
  </Show>
);

export default Preview;
