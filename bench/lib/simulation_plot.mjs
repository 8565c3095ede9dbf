// The simulation as a picture: accuracy by cost, and told reliability beside the true one.

const INK = {
  expert: '#1f7a4d',
  average: '#3b5bbf',
  spammer: '#b3261e',
  drifter: '#b26a00',
  copier: '#7a3fa0',
};

export function plot(results, people) {
  const left = scatter(results);
  const right = reliability(people);
  const style = 'text{font:12px system-ui,sans-serif;fill:#333}.axis{stroke:#999}.title{font-weight:600}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 380"><style>${style}</style><rect width="860" height="380" fill="#fff"/>${left}${right}</svg>\n`;
}

function frame(x, title, across, up) {
  return `<text class="title" x="${x}" y="24">${title}</text><path class="axis" fill="none" d="M${x} 40V320H${x + 340}"/>
<text x="${x + 170}" y="360" text-anchor="middle">${across}</text><text x="${x + 6}" y="52">${up}</text>`;
}

function scatter(results) {
  const x = (cost) => 50 + ((cost - 1.5) / 4.5) * 340;
  const y = (share) => 320 - ((share - 0.86) / 0.14) * 280;
  const dot = (cost, share, ink) =>
    `<circle cx="${x(cost).toFixed(1)}" cy="${y(share).toFixed(1)}" r="4" fill="${ink}" fill-opacity=".6"/>`;
  const dots = results.flatMap(({ fixed, more, adaptive }) => [
    ...[fixed, more].map((one) => dot(one.cost, one.consensus, '#3b5bbf')),
    ...[fixed, more].map((one) => dot(one.cost, one.majority, '#8a8a8a')),
    dot(adaptive.cost, adaptive.consensus, '#1f7a4d'),
  ]);
  const ticks = [2, 3, 4, 5].map((n) => `<text x="${x(n)}" y="338" text-anchor="middle">${n}</text>`);
  const marks = [0.88, 0.92, 0.96, 1].map((n) => `<text x="46" y="${y(n) + 4}" text-anchor="end">${n}</text>`);
  const key = [
    ['consensus, fixed', '#3b5bbf'],
    ['majority', '#8a8a8a'],
    ['consensus, adaptive', '#1f7a4d'],
  ].map(
    ([text, ink], i) =>
      `<circle cx="270" cy="${270 + 16 * i}" r="4" fill="${ink}"/><text x="280" y="${274 + 16 * i}">${text}</text>`,
  );
  return (
    frame(50, 'Accuracy against the hidden truth', 'annotations an item', '') +
    [...dots, ...ticks, ...marks, ...key].join('')
  );
}

function reliability(people) {
  const x = (share) => 480 + ((share - 0.2) / 0.8) * 340;
  const y = (share) => 320 - ((share - 0.2) / 0.8) * 280;
  const dots = people.map(({ kind, truth, value, low, high }) => {
    const at = x(truth).toFixed(1);
    return `<path d="M${at} ${y(low).toFixed(1)}V${y(high).toFixed(1)}" stroke="${INK[kind]}" stroke-opacity=".25"/><circle cx="${at}" cy="${y(value).toFixed(1)}" r="2.5" fill="${INK[kind]}"/>`;
  });
  const line = `<path d="M${x(0.2)} ${y(0.2)}L${x(1)} ${y(1)}" stroke="#999" stroke-dasharray="4 4"/>`;
  const ticks = [0.4, 0.6, 0.8, 1].map(
    (n) =>
      `<text x="${x(n)}" y="338" text-anchor="middle">${n}</text><text x="476" y="${y(n) + 4}" text-anchor="end">${n}</text>`,
  );
  const key = Object.entries(INK).map(
    ([kind, ink], i) =>
      `<circle cx="740" cy="${230 + 16 * i}" r="4" fill="${ink}"/><text x="750" y="${234 + 16 * i}">${kind}</text>`,
  );
  return (
    frame(480, 'Reliability, told with 95 % intervals', 'true share of right answers', '') +
    [line, ...dots, ...ticks, ...key].join('')
  );
}
