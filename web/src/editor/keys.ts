// Key presses as words: `j`, `Shift+E`, `Ctrl+Enter`. Letters follow the layout, digits the physical key.

/** The word for a press; nothing for presses that are no command (dead keys, AltGr, composing). */
export function strokeOf(event: KeyboardEvent): string | null {
  if (event.isComposing || event.key === 'Process' || event.key === 'Dead') return null;
  if (event.getModifierState('AltGraph')) return null;
  const key = keyOf(event);
  if (key === null) return null;
  const written = key.length === 1 && !/[a-z0-9]/i.test(key);
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && !written ? 'Shift' : '',
  ];
  return [...modifiers.filter(Boolean), key].join('+');
}

/**
 * The sign that a press writes, where it takes Shift or AltGr to write it: `/` lies above 7 on many keyboards, `[`
 * behind AltGr. As a command it goes before the digit of its key.
 */
export function signOf(event: KeyboardEvent): string | null {
  const third = event.getModifierState('AltGraph');
  const commands = event.ctrlKey || event.metaKey || event.altKey;
  if (event.isComposing || !(third || (event.shiftKey && !commands))) return null;
  return event.key.length === 1 && !/[\p{L}\p{N}\s]/u.test(event.key) ? event.key : null;
}

function keyOf(event: KeyboardEvent): string | null {
  const digit = digitOf(event);
  if (digit !== null) return String(digit);
  const { key, code } = event;
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(key)) return null;
  if (/^[a-z]$/i.test(key)) return event.shiftKey ? key.toUpperCase() : key.toLowerCase();
  // Layouts without Latin letters (Arabic, Cyrillic, Greek, …) mean the key by its place.
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  if (place !== undefined && key.length === 1 && !isPrintableLatin(key)) {
    return event.shiftKey ? place : place.toLowerCase();
  }
  if (key === ' ') return 'Space';
  return key;
}

const isPrintableLatin = (key: string) => key.charCodeAt(0) < 0x250;

/** The digit on the physical key, so that it works on layouts where digits need Shift. */
export function digitOf(event: KeyboardEvent): number | null {
  const found = /^(Digit|Numpad)(\d)$/.exec(event.code);
  // Without NumLock the keys of the number pad are arrows and the like.
  const isDigit = found && (found[1] === 'Digit' || /^\d$/.test(event.key));
  return isDigit ? Number(found[2]) : null;
}

/** Whether what has the focus takes letters for itself. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color'].includes(target.type);
}
