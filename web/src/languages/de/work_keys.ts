// What is missing and what the keys of the workbench do, in German.
import type { work } from '../../routes/work/messages';
import type { Words } from '../../ui/language';

type English = typeof work;

export const missing: Words<English['missing']> = {
  verdict: (number) => `Aussage ${number} hat kein Urteil`,
  verdictFor: (number, aspect) => `Aussage ${number} hat kein Urteil zu „${aspect}“`,
  reason: (number) => `Aussage ${number}: sagen Sie, warum`,
  evidence: (number) => `Aussage ${number} braucht einen Beleg, oder ein Wort dazu, warum es keinen gibt`,
  error: (number) => `Aussage ${number}: wählen Sie die Art des Fehlers`,
  rationale: (number) => `Aussage ${number}: nennen Sie den Grund`,
  span: (number) => `Aussage ${number}: markieren Sie die Wörter, die die Berichtigung ersetzt`,
  axis: (axis) => `Wählen Sie „${axis}“`,
  overlap: 'Zwei Berichtigungen ändern dieselben Wörter; geben Sie jeder ihre eigenen',
  omissionAttribute: (attribute) => `Auslassung: „${attribute}“ fehlt`,
  omission: 'Eine Auslassung sagt noch nichts; schreiben Sie, was fehlt, oder entfernen Sie sie',
  attribute: (attribute, region) => `Bereich ${region}: „${attribute}“ fehlt`,
  answer: (question) => `„${question}“ ist nicht beantwortet`,
  claimText: (number) => `Aussage ${number} hat keinen Wortlaut`,
  claimAttribute: (attribute, number) => `Aussage ${number}: „${attribute}“ fehlt`,
  linkOrder: {
    before: (type, from, to) =>
      `„${type}“ sagt, dass Bereich ${from} vor Bereich ${to} beginnt, was nicht stimmt; drehen Sie die Verbindung um`,
    after: (type, from, to) =>
      `„${type}“ sagt, dass Bereich ${from} nach Bereich ${to} beginnt, was nicht stimmt; drehen Sie die Verbindung um`,
    during: (type, from, to) =>
      `„${type}“ sagt, dass Bereich ${from} in Bereich ${to} liegt, was nicht stimmt; verschieben Sie ein Ende, oder wählen Sie eine andere Art`,
  },
};

export const commands: Words<English['commands']> = {
  make_claim: 'Aus den ausgewählten Wörtern eine Aussage bilden',
  split_claim: 'Aussage an der Auswahl teilen',
  merge_claims: 'Aussage mit der nächsten verbinden',
  reword_claim: 'Aussage umformulieren',
  drop_claim: 'Aussage verwerfen oder zurückholen',
  region_list: 'Liste der Bereiche',
  next_pane: 'Nächstes Medium',
  arrange: 'Medien nebeneinander oder als Reiter',
  link_views: 'Bilder gemeinsam bewegen oder jedes für sich',
  fit: 'Bild einpassen',
  one_to_one: 'Eins zu eins',
  brightness: 'Helligkeit und Kontrast',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
};
