// Words of signing in, joining and one's own preferences, in German.
import type { messages as peopleWords } from '../../routes/people/messages';
import type { messages as preferenceWords } from '../../routes/preferences/messages';
import type { Words } from '../../ui/language';

export const people: Words<typeof peopleWords> = {
  signIn: {
    title: 'Anmelden',
    email: 'E-Mail',
    password: 'Passwort',
    submit: 'Anmelden',
    wrong: 'E-Mail und Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.',
    slow: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.',
    demo: 'Beispielpersonen dieser Vorführung',
    demoWhat:
      'Ein Klick meldet an. Öffnen Sie ein zweites privates Fenster, um zwei Personen zugleich zu sein.',
    as: (name) => `Als ${name} anmelden`,
    setup: 'Hier gibt es noch keine Verwaltung',
    setupWhat:
      'Beim Start hat der Server einen Link in sein Terminal geschrieben. Öffnen Sie ihn, um das erste Konto anzulegen.',
    setupAgain: 'Das habe ich getan',
    noAccount: 'Kein Konto? Bitten Sie die Leitung Ihres Projekts um einen Einladungslink.',
  },
  join: {
    title: (project) => `${project}: teilnehmen`,
    titlePlain: 'Teilnehmen',
    lead: (role) => `Sie sind eingeladen als ${role}.`,
    name: 'Ihr Name',
    submit: 'Konto anlegen und teilnehmen',
    submitSigned: 'Teilnehmen',
    signedAs: (name) => `Sie sind angemeldet als ${name}.`,
    until: (date) => `Die Einladung gilt bis ${date}.`,
    gone: 'Diese Einladung gilt nicht mehr.',
    goneWhat: 'Sie wurde benutzt, zurückgezogen oder ist zu alt. Bitten Sie um einen neuen Link.',
    have: 'Ich habe schon ein Konto',
  },
};

export const preferences: Words<typeof preferenceWords> = {
  title: 'Vorlieben',
  looks: 'Aussehen',
  language: 'Sprache',
  languageWhat: 'Die Seiten für die Projektleitung sind noch auf Englisch.',
  theme: 'Helligkeit',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  keyboard: 'Tastatur',
  singleKeys: 'Einzelne Buchstaben sind Befehle',
  singleKeysWhat:
    'Im Arbeitsplatz zeichnet B ein Rechteck, J geht zur nächsten Aussage. Schalten Sie das ab, wenn Sie diktieren oder einen Taster benutzen; die Tasten selbst ändern Sie dort mit der Taste ?.',
  kept: 'Wird in diesem Browser gemerkt.',
  password: 'Passwort',
  passwordNow: 'Jetziges Passwort',
  passwordNew: 'Neues Passwort',
  passwordWhat: 'Mindestens zehn Zeichen. Andere Browser werden abgemeldet; Tokens bleiben.',
  passwordShort: 'Wählen Sie mindestens zehn Zeichen.',
  passwordChange: 'Passwort ändern',
  passwordChanged: 'Das Passwort ist geändert.',
  tokens: 'API-Tokens',
  tokensWhat: 'Mit einem Token handelt ein Programm in Ihrem Namen. Geben Sie ihm nur, was es braucht.',
  docs: 'Was Programme tun können: die HTTP-API',
  make: 'Neues Token',
  makeTitle: 'Neues API-Token',
  name: 'Name',
  nameWhat: 'Welches Programm es benutzt',
  scopes: 'Es darf',
  scope: {
    read: 'lesen, was ich lesen darf',
    write: 'auch annotieren, importieren und exportieren',
    admin: 'auch Entwürfe, Personen und Einstellungen ändern',
  },
  expires: 'Gültig für',
  days: (n) => (n === 0 ? 'immer' : n === 1 ? '1 Tag' : `${n} Tage`),
  secret: 'Token',
  secretWhat: 'Es wird nur jetzt gezeigt. Bewahren Sie es wie ein Passwort auf.',
  done: 'Fertig',
  create: 'Token anlegen',
  created: 'Angelegt',
  lastUsed: 'Zuletzt benutzt',
  until: 'Gültig bis',
  never: 'nie',
  revoke: 'Widerrufen',
  revoked: (name) => `${name} gilt nicht mehr.`,
  empty: 'Noch kein Token.',
};
