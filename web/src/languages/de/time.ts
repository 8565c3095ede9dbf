// Words about time, in German.
import type { words as soundWords } from '../../modalities/audio/words';
import type { words as filmWords } from '../../modalities/video/words';
import { written } from '../../model/time';
import type { time as english } from '../../routes/work/timing/messages';
import type { Words } from '../../ui/language';

export const time: Words<typeof english> = {
  play: 'Abspielen',
  pause: 'Anhalten',
  bar: 'Abspielen',
  now: 'Zeit',
  frame: (index) => `Bild ${index}`,
  rate: 'Tempo',
  rateOf: (rate) => `${rate}×`.replace('.', ','),
  loop: 'Das Ausgewählte wiederholen',
  unloop: 'Nicht mehr wiederholen',
  noLoop: 'Wählen Sie etwas mit Anfang und Ende, sonst gibt es nichts zu wiederholen',
  volume: (title) => `Lautstärke von ${title}`,
  mute: (title) => `${title} stumm schalten`,
  unmute: (title) => `${title} hörbar machen`,
  offset: (ms) => `${ms < 0 ? '−' : '+'}${Math.abs(ms)} ms`,
  offsetTip: (title, ms) =>
    ms < 0 ? `${title} beginnt ${-ms} ms vor dem Eintrag` : `${title} beginnt ${ms} ms nach dem Eintrag`,
  driftTip: (ppm) => `, und die Uhr geht um ${ppm} Millionstel falsch`,
  seek: 'Zeit im Eintrag',
  of: (now, end) => `${now} von ${end}`,
  keyframeSet: (frame) => `Schlüsselbild bei Bild ${frame}`,
  spoken: {
    rate: (rate) => `${rate}-faches Tempo`.replace('.', ','),
    loopOn: 'wird wiederholt',
    loopOff: 'wird nicht mehr wiederholt',
  },
  calibration: {
    title: 'Blitz und Ton',
    intro:
      'Kopfhörer und Bildschirme verspäten sich verschieden. Schieben Sie den Regler, bis der Ton genau mit dem Blitz kommt; dann werden Bilder und Töne getrennter Dateien so zusammengebracht, wie Sie sie wahrnehmen.',
    start: 'Beginnen',
    stop: 'Aufhören',
    latency: 'Der Ton kommt später um',
    ms: (ms) => `${ms} ms`,
    keys: 'Pfeiltasten ändern um 5 ms, mit Umschalttaste um 1 ms.',
    save: 'Behalten',
    reset: 'Vergessen',
    last: (date, ms) => `Zuletzt am ${date}: ${ms} ms`,
    never: 'Auf diesem Gerät noch nicht gemacht',
    open: 'Ton gegen Bild prüfen',
    flash: 'Blitz',
  },
};

export const sound: Words<typeof soundWords> = {
  help: 'Ein Klick geht an eine Zeit. Das Rad vergrößert, mit Umschalttaste bewegt es.',
  channel: (n) => `Kanal ${n}`,
  kilohertz: (value) =>
    `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} kHz`.replace('.', ','),
  zoomFor: 'Vergrößern, um das Spektrogramm zu sehen',
  wave: 'Welle',
  both: 'Beides',
  spectrogram: 'Spektrogramm',
  look: 'Was vom Ton gezeigt wird',
  failed:
    'Die Welle konnte nicht geladen werden. Laden Sie die Seite neu, um es noch einmal zu versuchen; anhören lässt sich der Ton schon.',
  cannotPlay:
    'Dieser Browser kann die Datei nicht abspielen. Bitten Sie um WAV, MP3, FLAC oder Opus; der Server macht so etwas, wo das Programm ffmpeg installiert ist.',
  notThere: (said) => `Der Ton kann nicht abgespielt werden: ${said}`,
  from: (start, end) =>
    start === end ? `bei ${written(start)}` : `von ${written(start)} bis ${written(end)}`,
};

export const film: Words<typeof filmWords> = {
  cannotPlay:
    'Dieser Browser kann die Datei nicht abspielen. Bitten Sie um ein MP4 mit H.264 oder ein WebM mit VP9; der Server macht eines, wo das Programm ffmpeg installiert ist.',
  notThere: (said) => `Der Film kann nicht abgespielt werden: ${said}`,
  noFrames:
    'Die Zeiten der Bilder konnten nicht geladen werden, deshalb lässt sich nicht genau von Bild zu Bild gehen. Laden Sie die Seite neu, um es noch einmal zu versuchen.',
  kinds: { box: 'bewegtes Rechteck', polygon: 'bewegtes Vieleck', points: 'bewegte Punkte' },
  at: (ms) => `bei ${written(ms)}`,
  from: (start, end) => `von ${written(start)} bis ${written(end)}`,
  keyframes: (n) => (n === 1 ? '1 Schlüsselbild' : `${n} Schlüsselbilder`),
};
