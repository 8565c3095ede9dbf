// Words of questions and of texts, in German.
import type { textMessages } from '../../modalities/text/messages';
import type { questionMessages } from '../../questions/messages';
import type { Words } from '../../ui/language';

export const questions: Words<typeof questionMessages> = {
  choose: 'Auswählen …',
  filter: 'Tippen, um zu suchen',
  nothing: 'Nichts passt',
  clear: 'Leeren',
  required: 'erforderlich',
  between: (min, max) => `von ${min} bis ${max}`,
  atLeast: (min) => `${min} oder mehr`,
  atMost: (max) => `höchstens ${max}`,
  whole: 'eine ganze Zahl',
  left: (count) => `noch ${count}`,
  chooseSome: (min, max) =>
    max === null
      ? `mindestens ${min} auswählen`
      : min > 0
        ? `${min} bis ${max} auswählen`
        : `bis zu ${max} auswählen`,
  notANumber: 'Bitte eine Zahl',
};

export const text: Words<typeof textMessages> = {
  title: 'Text',
  label: 'Text',
  whole: 'der ganze Text',
  quote: (quote) => `„${quote}“`,
  select: 'Auswählen',
  selectHint:
    'Eine Markierung anklicken, um sie auszuwählen; oder die Einfügemarke hineinsetzen und Enter drücken.',
  span: 'Textstelle',
  spanHint:
    'Wörter auswählen; oder die Einfügemarke mit den Pfeilen bewegen, mit Umschalt erweitern, mit Strg wortweise, und Enter drücken.',
};
