// What a comment is about, to be chosen.
import { createMemo, type Component } from 'solid-js';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { anchorChoices, anchorKey, anchorTitle, ITEM, type Anchored, type CommentAnchor } from './anchors';
import { commentMessages as messages } from './comment_messages';

export interface AboutFieldProps {
  view: Anchored;
  about: CommentAnchor;
  small?: boolean;
  onAbout: (anchor: CommentAnchor) => void;
}

export const AboutField: Component<AboutFieldProps> = (props) => {
  const choices = createMemo(() => anchorChoices(props.view));
  const choose = (key: string) =>
    props.onAbout(choices().find((anchor) => anchorKey(anchor) === key) ?? ITEM);
  return (
    <Field label={messages.aboutWhat}>
      {(control) => (
        <Select
          {...control}
          small={props.small}
          value={anchorKey(props.about)}
          onValue={choose}
          options={choices().map((anchor) => ({
            value: anchorKey(anchor),
            title: anchorTitle(props.view, anchor),
          }))}
        />
      )}
    </Field>
  );
};
