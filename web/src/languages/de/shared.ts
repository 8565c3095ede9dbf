// Words that every screen shares, in German.
import type { Words } from '../../ui/language';
import type { messages } from '../../ui/messages';

export const common: Words<typeof messages> = {
  common: {
    close: 'Schließen',
    cancel: 'Abbrechen',
    save: 'Speichern',
    saved: 'Gespeichert',
    undo: 'Rückgängig',
    remove: 'Entfernen',
    retry: 'Noch einmal versuchen',
    loading: 'Wird geladen',
    more: 'Mehr',
    optional: 'freiwillig',
    copy: 'Kopieren',
    copied: 'Kopiert',
    none: 'Nichts',
    of: (done, total) => `${done} von ${total}`,
    actions: 'Aktionen',
  },
  error: {
    offline: 'Der Server ist nicht erreichbar.',
    offlineKept:
      'Nichts, was Sie gespeichert haben, ist verloren. Prüfen Sie die Verbindung; der Knopf versucht es noch einmal.',
    title: 'Das ließ sich nicht laden.',
    forbidden: 'Das dürfen Sie nicht sehen.',
    forbiddenWhat: 'Dafür braucht es eine andere Rolle in diesem Projekt. Fragen Sie die Projektleitung.',
    missing: 'Hier ist nichts.',
    missingWhat: 'Es wurde vielleicht entfernt, oder die Adresse ist unvollständig.',
    crash: 'Diese Seite ist abgestürzt.',
    crashWhat:
      'Was gespeichert war, ist noch da. Laden Sie die Seite neu; geschieht es wieder, sagen Sie der Verwaltung, was unten steht.',
    reload: 'Neu laden',
    home: 'Alle Projekte',
    kept: 'Nichts wurde geändert.',
  },
  verdict: {
    supported: 'gestützt',
    contradicted: 'widerlegt',
    partial: 'teilweise',
    unverifiable: 'nicht überprüfbar',
    subjective: 'Ansichtssache',
    not_applicable: 'nicht anwendbar',
    neutral: 'anderes',
  },
};
