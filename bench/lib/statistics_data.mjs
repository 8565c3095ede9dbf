// Files for the benches of the statistics: the same bytes in every run, in random order.
import { closeSync, openSync, writeSync } from 'node:fs';

/** A small generator of 32-bit numbers (xorshift), so that every machine makes the same files. */
export function randomness(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal, below: (n) => Math.floor(next() * n) };
}

/** Writes lines in pieces of a megabyte. */
function lines(path, head, n, line) {
  const file = openSync(path, 'w');
  let piece = `${head}\n`;
  for (let i = 0; i < n; i += 1) {
    piece += line(i) + '\n';
    if (piece.length > 1 << 20) {
      writeSync(file, piece);
      piece = '';
    }
  }
  writeSync(file, piece);
  closeSync(file);
}

/** `n` labels of five classes, five for each task; annotators are right in half to all of their cases. */
export function labels(path, n, nWorkers) {
  const random = randomness(7);
  const nTasks = n / 5;
  const skill = Float64Array.from({ length: nWorkers }, () => 0.5 + 0.5 * random.next());
  const truth = Uint8Array.from({ length: nTasks }, () => Math.min(4, Math.floor(5 * random.next() ** 1.6)));
  const first = Uint32Array.from({ length: nTasks }, () => random.below(nWorkers));
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  lines(path, 'task,worker,label', n, (i) => {
    const task = Math.floor(order[i] / 5);
    const worker = (first[task] + 97 * (order[i] % 5)) % nWorkers;
    const label = random.next() < skill[worker] ? truth[task] : random.below(5);
    return `t${task},w${worker},c${label}`;
  });
}

/** `n` comparisons of a hundred entries, a fifth of them ties. */
export function comparisons(path, n) {
  const random = randomness(11);
  const strength = Float64Array.from({ length: 100 }, () => random.normal());
  lines(path, 'left,right,winner', n, () => {
    const left = random.below(100);
    const right = (left + 1 + random.below(99)) % 100;
    const chance = 1 / (1 + Math.exp(strength[right] - strength[left]));
    const winner = random.next() < 0.2 ? 'tie' : random.next() < chance ? 'left' : 'right';
    return `m${left},m${right},${winner}`;
  });
}

/** Boxes of ten classes in pictures of 640 × 640: ten of the reference in each picture, and as many found. */
export function boxes(reference, found, nImages) {
  const random = randomness(13);
  const [annotations, detections] = [[], []];
  const size = () => 10 + 110 * random.next();
  for (let id = 1; id <= nImages * 10; id += 1) {
    const image_id = 1 + Math.floor((id - 1) / 10);
    const category_id = 1 + random.below(10);
    const bbox = [500 * random.next(), 500 * random.next(), size(), size()];
    annotations.push({ id, image_id, category_id, bbox, area: bbox[2] * bbox[3], iscrowd: 0 });
    const near = random.next() < 0.85;
    const moved = near
      ? [bbox[0] + 5 * random.normal(), bbox[1] + 5 * random.normal(), bbox[2] * (0.9 + 0.2 * random.next()), bbox[3]]
      : [500 * random.next(), 500 * random.next(), size(), size()];
    const score = near ? 0.3 + 0.7 * random.next() : 0.6 * random.next();
    detections.push({ image_id, category_id: random.next() < 0.95 ? category_id : 1 + random.below(10), bbox: moved, score });
  }
  const images = Array.from({ length: nImages }, (_, i) => ({ id: i + 1, width: 640, height: 640, file_name: `${i + 1}.jpg` }));
  const categories = Array.from({ length: 10 }, (_, i) => ({ id: i + 1, name: `c${i + 1}` }));
  write(reference, { images, categories, annotations });
  write(found, detections);
}

function write(path, value) {
  const file = openSync(path, 'w');
  writeSync(file, JSON.stringify(value));
  closeSync(file);
}

/** About `n` units of four labels for each of two annotators, who miss a tenth and differ at the ends. */
export function units(path, n) {
  const random = randomness(17);
  const rows = [];
  let at = 0;
  for (let i = 0; i < n; i += 1) {
    at += 1 + 5 * random.next();
    const length = 2 + 6 * random.next();
    const label = random.below(4);
    for (const annotator of ['ada', 'ben']) {
      if (random.next() < 0.1) continue;
      const start = at + 0.8 * random.normal();
      const end = start + Math.max(0.5, length + 0.8 * random.normal());
      rows.push(`${annotator},${'abcd'[random.next() < 0.85 ? label : random.below(4)]},${start},${end}`);
    }
    at += length;
  }
  lines(path, 'annotator,label,start,end', rows.length, (i) => rows[i]);
}
