// A text with everybody's spans as stacked underlines in their colours.
import { createMemo, For, type Component } from 'solid-js';
import type { Design } from '../../api/types';
import type { Reader } from './readers';
import { segments, type Mark } from './spans';
import { title } from './titles';

export interface TextPartProps {
  text: string;
  slot: string;
  part: string;
  design: Design;
  readers: readonly Reader[];
  lit: ReadonlySet<string>;
}

export const TextPart: Component<TextPartProps> = (props) => {
  const marks = createMemo(() =>
    props.readers.flatMap((reader) =>
      (reader.annotation.body.regions ?? []).flatMap((region): Mark[] => {
        if (region.slot !== props.slot || region.part !== props.part) return [];
        if (region.selector.type !== 'text') return [];
        const label = region.label ? title(props.design.ontology?.labels, region.label) : '';
        return region.selector.spans.map((span) => ({
          reader,
          label,
          id: `${reader.annotation.id}/${region.id}`,
          start: span.start,
          end: span.end,
        }));
      }),
    ),
  );
  const lines = (list: readonly Mark[]) => {
    const at = (mark: Mark) => props.readers.indexOf(mark.reader);
    return {
      'background-image': list
        .map(({ reader }) => {
          const color = reader.onPage ?? reader.color;
          return `linear-gradient(${color},${color})`;
        })
        .join(','),
      'background-position': list
        .map((mark) => `0 calc(100% - ${3 * (props.readers.length - 1 - at(mark))}px)`)
        .join(','),
      'background-size': list.map(() => '100% 2px').join(','),
      'background-repeat': 'no-repeat',
      'padding-block-end': `${3 * props.readers.length}px`,
    };
  };
  const words = (list: readonly Mark[]) =>
    list.map((mark) => (mark.label ? `${mark.reader.name}: ${mark.label}` : mark.reader.name)).join(' · ');
  return (
    <p class="text-part" dir="auto">
      <For each={segments(props.text, marks())}>
        {(segment) =>
          segment.marks.length === 0 ? (
            segment.text
          ) : (
            <mark
              style={lines(segment.marks)}
              classList={{ 'text-lit': segment.marks.some((mark) => props.lit.has(mark.id)) }}
              data-tip={words(segment.marks)}
            >
              {segment.text}
              <span class="visually-hidden"> ({words(segment.marks)})</span>
            </mark>
          )
        }
      </For>
    </p>
  );
};
