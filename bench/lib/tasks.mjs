// The same work for every system: a picture with a caption, five labels for boxes, a verdict and a correction.
const WORDS =
  'a the dog cat car street person bicycle red blue small large two three standing sitting riding under over near old new wooden metal river table plate food train bus sign tree field sky cloud beach snow kite ball park bench window door'.split(
    ' ',
  );

export const LABELS = ['person', 'car', 'dog', 'cat', 'bicycle'];
export const CHOICES = ['accurate', 'partly', 'wrong'];
export const SIZE = { width: 640, height: 480 };

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
function numbers(seed) {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** {picture: its number, caption, score: 0 to 9999}. About a third of the captions have the word `dog`. */
export function task(i) {
  const random = numbers(i + 1);
  const words = Array.from({ length: 12 + (i % 9) }, () => WORDS[Math.floor(random() * WORDS.length)]);
  return { picture: i % 16, caption: `${words.join(' ')} ${i}`, score: Math.floor(random() * 10000) };
}

/** {boxes: [{x, y, width, height, label}] in pixels, choice, text}. */
export function answer(i, nBoxes = 3) {
  const random = numbers(7 * i + 3);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const boxes = Array.from({ length: nBoxes }, () => ({
    x: Math.round(random() * 450),
    y: Math.round(random() * 340),
    width: 10 + Math.round(random() * 170),
    height: 10 + Math.round(random() * 120),
    label: pick(LABELS),
  }));
  return { boxes, choice: pick(CHOICES), text: Array.from({ length: 8 }, () => pick(WORDS)).join(' ') };
}
