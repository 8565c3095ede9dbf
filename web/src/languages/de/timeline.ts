// Words of the timeline, in German.
import type { timelineWords } from '../../modalities/timeline';
import type { timelineMessages } from '../../routes/work/timeline/messages';
import { lasting, written } from '../../model/time';
import type { Words } from '../../ui/language';

export const canvas: Words<typeof timelineWords> = {
  timeline: 'Zeitleiste',
  role: 'Zeitleiste',
  list: 'Bereiche auf der Zeitleiste',
  help: 'Die Pfeiltasten bewegen den Abspielkopf um 10 Millisekunden, mit Umschalt um 1, mit Strg um ein Einzelbild. Ist ein Intervall ausgewählt, bestimmen auf und ab, was sie bewegen: seinen Anfang, sein Ende, das Ganze oder den Abspielkopf. Plus und Minus vergrößern und verkleinern, Bild auf und Bild ab blättern.',
  locked: 'gesperrt',
  stretch: ({ startMs, endMs }) =>
    startMs === endMs
      ? `bei ${written(startMs)}`
      : `${written(startMs)} bis ${written(endMs)}, ${lasting(endMs - startMs)}`,
  keyframes: (n) => (n === 1 ? '1 Schlüsselbild' : `${n} Schlüsselbilder`),
  grips: { playhead: 'Abspielkopf', start: 'Anfang', end: 'Ende', both: 'ganzes Intervall' },
  begun: (time) => `Intervall begonnen bei ${time}`,
};

export const area: Words<typeof timelineMessages> = {
  title: 'Zeitleiste',
  plain: 'ohne Label',
  channel: (n, of) => (of === 2 ? (n === 0 ? 'links' : 'rechts') : `Kanal ${n + 1}`),
  resize: 'Höhe der Zeitleiste',
  tools: 'Werkzeuge der Zeitleiste',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  fit: 'Alles zeigen',
  toSelection: 'Auswahl vergrößern',
  begin: 'Intervall beginnen',
  end: 'Intervall beenden',
  event: 'Ereignis',
  playSelection: 'Auswahl abspielen',
  keyframe: 'Schlüsselbild',
  previous: 'Voriges Schlüsselbild oder vorige Kante',
  next: 'Nächstes Schlüsselbild oder nächste Kante',
  split: 'Teilen',
  merge: 'Verbinden',
  tagFrame: 'Bild markieren',
  tagScene: 'Szene markieren',
  flags: { outside: 'nicht zu sehen', occluded: 'verdeckt', hold: 'steht still' },
  fields: {
    start: 'Anfang',
    end: 'Ende',
    lasts: (duration) => `dauert ${duration}`,
    at: 'Zeit',
    wrong: 'Schreiben Sie die Zeit als Minuten, Sekunden und Millisekunden: 01:02.345',
    backwards: 'Das Ende darf nicht vor dem Anfang liegen',
    outside: (from, to) => `Zwischen ${from} und ${to}`,
    channel: 'Kanal',
    all: 'alle Kanäle',
    low: 'Von Hz',
    high: 'Bis Hz',
    band: (highest) => `Frequenzen von 0 bis ${highest}, die tiefere zuerst`,
    course: (n, frames) => `${n === 1 ? '1 Schlüsselbild' : `${n} Schlüsselbilder`}, ${frames} Einzelbilder`,
    here: (frame) => `Ab Einzelbild ${frame}`,
  },
  say: {
    begun: (time) => `Intervall begonnen bei ${time}`,
    given: 'das begonnene Intervall ist aufgegeben',
    noPlace: 'kein Medium hier nimmt Intervalle auf',
    noFrame: 'die Einzelbilder des Videos sind noch nicht bekannt',
    chooseTrack: 'wählen Sie zuerst eine Spur aus',
    chooseTwo: 'wählen Sie zuerst zwei Spuren eines Videos aus',
    chooseTimed: 'wählen Sie zuerst etwas auf der Zeitleiste aus',
    lockedTrack: 'die Spur ist gesperrt',
    keyframe: (track, frame) => `Schlüsselbild von Bereich ${track} bei Einzelbild ${frame}`,
    keyframeGone: (frame) => `kein Schlüsselbild mehr bei Einzelbild ${frame}`,
    lastKeyframe: 'dies ist das einzige Schlüsselbild; löschen Sie stattdessen den Bereich',
    flag: (flag, holds) => (holds ? `ab hier ${flag}` : `ab hier nicht ${flag}`),
    split: (first, second) => `geteilt in die Bereiche ${first} und ${second}`,
    notSplit: 'die Spur muss vor diesem Einzelbild beginnen und danach weitergehen',
    merged: (track) => `verbunden zu Bereich ${track}`,
    notMerged: 'nur Spuren einer Form auf einem Video lassen sich verbinden',
    noMore: 'in dieser Richtung gibt es keines',
    playing: 'spielt die Auswahl immer wieder',
    stopped: 'die Auswahl wird nicht mehr wiederholt',
  },
};
