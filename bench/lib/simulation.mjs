// A hidden truth, and people who answer by their own ways: the world of bench/simulate.mjs.

export const PEOPLE = 30;
const VERDICTS = ['supported', 'contradicted', 'not_verifiable'];
const SHARES = [0.6, 0.27, 0.13];
const THINGS = 'dog cat bird boat tower tree sofa river horse lamp bridge child'.split(' ');
const PLACES = 'left right middle front back edge'.split(' ');

/** mulberry32: numbers from 0 to less than 1, the same for the same seed. */
export function random(seed) {
  let state = (seed * 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function kindOf(who) {
  if (who < 6) return 'expert';
  if (who < 24) return 'average';
  if (who < 27) return 'spammer';
  return who === 27 ? 'drifter' : 'copier';
}

const pick = (rng, shares) => {
  let left = rng();
  return Math.max(
    0,
    shares.findIndex((share) => (left -= share) <= 0),
  );
};

const other = (rng, truth) => (truth + 1 + Math.floor(rng() * 2)) % 3;

export class World {
  constructor(nItems, rng, driftAt) {
    this.driftAt = driftAt;
    this.items = Array.from({ length: nItems }, (_, i) => this.item(i, rng));
    this.numbers = new Map(this.items.map(({ caption }, i) => [caption, i]));
    this.ability = Array.from(
      { length: PEOPLE },
      (_, who) => ({ expert: 4.3 + 0.7 * rng(), drifter: 3.4 })[kindOf(who)] ?? 2.5 + rng(),
    );
    this.made = new Array(PEOPLE).fill(0);
    this.right = new Array(PEOPLE).fill(0);
    this.answered = new Array(PEOPLE).fill(0);
    this.copied = new Map();
  }

  item(i, rng) {
    const claims = [];
    let caption = `Scene ${i}.`;
    for (let k = 0; k < 2 + Math.floor(rng() * 3); k += 1) {
      const text = `A ${THINGS[Math.floor(rng() * 12)]} and a ${THINGS[(i + k) % 12]} number ${k} at the ${PLACES[Math.floor(rng() * 6)]}`;
      const start = caption.length + 1;
      caption += ` ${text}.`;
      const truth = pick(rng, SHARES);
      claims.push({
        text,
        start,
        end: start + text.length,
        truth: VERDICTS[truth],
        number: truth,
        tempting: rng() < 0.06 ? other(rng, truth) : null,
      });
    }
    return {
      caption,
      claims,
      difficulty: rng() ** 2 * 2.6,
      box: { x: 2 + rng() * 10, y: 2 + rng() * 10, width: 8, height: 6 },
    };
  }

  numberOf(item) {
    return this.numbers.get(item.slots.caption[0].text);
  }

  verdict(who, item, claim, rng) {
    if (kindOf(who) === 'spammer') return who === 24 ? Math.floor(rng() * 3) : who === 25 ? 0 : pick(rng, SHARES);
    const ability = kindOf(who) === 'drifter' && this.made[who] > this.driftAt ? 0.7 : this.ability[who];
    const right = 1 / (1 + Math.exp(-(ability - item.difficulty - (claim.tempting === null ? 0 : 1.8))));
    if (rng() < right) return claim.number;
    return claim.tempting ?? other(rng, claim.number);
  }
}

/** An annotation of the item as it was handed out, and what of it is right is counted. */
export function answer(world, who, number, shown, rng, id) {
  const item = world.items[number];
  world.made[who] += 1;
  const key = `${number} ${57 - who}`;
  const copies = kindOf(who) === 'copier' && world.copied.has(key) && rng() < 0.95;
  const said = copies
    ? world.copied.get(key)
    : item.claims.map((claim) => (rng() < 0.04 ? null : world.verdict(who, item, claim, rng)));
  if (kindOf(who) === 'copier') world.copied.set(`${number} ${who}`, said);
  const ids = new Map(shown.claim_sets[0].claims.map(({ id: claim, text }) => [text, claim]));
  const noise = () => (rng() - 0.5) * 2;
  const { x, y, width, height } = item.box;
  const box = {
    type: 'box',
    x: x + noise(),
    y: y + noise(),
    width: width + noise(),
    height: height + noise(),
  };
  const annotation = {
    id,
    outcome: { type: 'complete' },
    claim_set: shown.claim_sets[0].id,
    regions: [
      {
        id: 'r1',
        slot: 'image',
        part: shown.slots.image[0].id,
        selector: box,
        label: 'thing',
      },
    ],
    verdicts: [],
    claims: [],
    dropped: [],
    active_ms: Math.round((kindOf(who) === 'spammer' ? 2_000 : 14_000) * (0.6 + 0.8 * rng())),
  };
  item.claims.forEach((claim, k) => {
    if (said[k] === null) return split(annotation, claim, ids.get(claim.text), world, who, item, rng);
    world.answered[who] += 1;
    world.right[who] += said[k] === claim.number;
    annotation.verdicts.push({
      claim: ids.get(claim.text),
      value: VERDICTS[said[k]],
    });
  });
  return annotation;
}

/** The claim is split in two of one's own, each with its verdict. */
function split(annotation, claim, shared, world, who, item, rng) {
  annotation.dropped.push(shared);
  const middle = claim.text.indexOf(' and ');
  const halves = [
    [0, middle],
    [middle + 5, claim.text.length],
  ];
  halves.forEach(([from, to]) => {
    const text = claim.text.slice(from, to);
    const own = `own${annotation.claims.length + 1}`;
    const span = {
      start: claim.start + from,
      end: claim.start + to,
      quote: text,
    };
    annotation.claims.push({ id: own, text, spans: [span], from: [shared] });
    annotation.verdicts.push({
      claim: own,
      value: VERDICTS[world.verdict(who, item, claim, rng)],
    });
  });
}
