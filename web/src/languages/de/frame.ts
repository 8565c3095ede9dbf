// Words of the frame around every page and of the list of projects, in German.
import type { messages as projectWords } from '../../routes/projects/messages';
import type { messages as shellWords } from '../../routes/shell/messages';
import type { Words } from '../../ui/language';

const submissions = (n: number) => (n === 1 ? '1 Abgabe' : `${n} Abgaben`);
const wait = (n: number) => (n === 1 ? 'wartet' : 'warten');

export const shell: Words<typeof shellWords> = {
  skip: 'Zum Inhalt',
  projects: 'Projekte',
  newProject: 'Neues Projekt',
  switchProject: 'Projekt wechseln',
  navigation: 'Projekt',
  work: 'Arbeiten',
  overview: 'Überblick',
  items: 'Einträge',
  decide: 'Entscheiden',
  quality: 'Qualität',
  gold: 'Gold',
  people: 'Personen',
  exports: 'Exporte',
  design: 'Entwurf',
  settings: 'Einstellungen',
  audit: 'Protokoll',
  bell: {
    title: 'Neues für Sie',
    count: (n) => (n === 0 ? 'Neues für Sie: nichts ungelesen' : `Neues für Sie: ${n} ungelesen`),
    none: 'Niemand hat Sie genannt, Ihnen geantwortet oder etwas zurückgegeben.',
    readAll: 'Alles als gelesen merken',
    kinds: {
      mention: (name) => `${name} hat Sie genannt`,
      reply: (name) => `${name} hat geantwortet`,
      sent_back: (name) => `${name} hat Ihre Antwort zurückgegeben`,
    },
  },
  myWork: 'Meine Arbeit',
  account: (name) => `Konto von ${name}`,
  theme: 'Aussehen',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  singleKeys: 'Einzelne Buchstaben als Tasten',
  preferences: 'Vorlieben und Tokens',
  signOut: 'Abmelden',
  outbox: {
    waiting: (n, why) => {
      if (why === 'offline') return `${submissions(n)} ${wait(n)} auf die Verbindung`;
      if (why === 'signed_out') return `${submissions(n)} ${wait(n)}, bis Sie sich anmelden`;
      if (why === 'workbench') return `${submissions(n)} ${wait(n)} im Arbeitsplatz eines anderen Tabs`;
      return `${submissions(n)} unterwegs`;
    },
    sent: (n) => `${submissions(n)} gesendet`,
    refused: 'Eine Abgabe wurde abgelehnt: öffnen',
  },
  archived: 'Dieses Projekt ist archiviert: alles ist lesbar, nichts wird ausgegeben.',
  sample: 'Beispiel',
  missing: 'Unter dieser Adresse gibt es keine Seite.',
  missingWhat: 'Der Link ist vielleicht alt oder unvollständig.',
  noProject: 'Dieses Projekt gibt es nicht, oder Sie nehmen nicht daran teil.',
  noProjectWhat:
    'Der Link ist vielleicht alt oder für ein anderes Konto. Wer das Projekt leitet, kann Sie einladen.',
  allProjects: 'Alle Projekte',
};

export const projects: Words<typeof projectWords> = {
  title: 'Projekte',
  create: 'Neues Projekt',
  work: 'Arbeiten',
  manage: 'Verwalten',
  review: 'Prüfen',
  sample: 'Beispiel',
  sampleWhat: 'Enthält Beispielarbeit erfundener Personen',
  archived: 'archiviert',
  progress: (title) => `Fortschritt von ${title}`,
  done: (done, items) => `${done} von ${items} Einträgen fertig`,
  noItems: 'Noch keine Einträge',
  mine: (submitted, today) => `Sie: ${submitted} abgegeben, ${today} heute`,
  showArchived: 'Archivierte Projekte zeigen',
  empty: 'Noch kein Projekt',
  emptyWhat:
    'Ein Projekt ist ein Entwurf der Aufgabe und ein Stapel Einträge. Wählen Sie eine Vorlage, legen Sie Ihre Dateien ab, sehen Sie den ersten Eintrag an und laden Sie Leute ein.',
  emptyNone: 'Sie nehmen noch an keinem Projekt teil',
  emptyNoneWhat: 'Bitten Sie die Projektleitung um einen Einladungslink; er öffnet das Projekt hier.',
};
