// What the annotations of a large project say: answers to questions, or verdicts of claims with boxes. `thought` and `said` are
// columns of SQL over the numbers of item and annotator (`i`, `k`), a hash of both (`h`) and one of the item (`t`); `ratings` are the
// rows that `domain::ratings` would make of it.

const SETS = [[], ['blurred'], ['cropped'], ['blurred', 'cropped'], ['dark'], ['blurred', 'dark'], ['cropped', 'dark'], ['blurred', 'cropped', 'dark']];
const onItem = { on: 'item' };

/** The `number`th of a list of texts. */
const one = (list, number) => `case ${number} ${list.map((text, n) => `when ${n} then '${text}'`).join(' ')} end`;
const answer = (question, value) => `'{"question":"${question}","target":{"on":"item"},"value":' || ${value} || '}'`;
/** Most give what the item has, from 1 to 5, some one more or less. */
const scale = `case (h / 1024) % 10 when 6 then 1 when 7 then 1 when 8 then -1 when 9 then -1 else 0 end + 1 + (t / 16) % 5 as raw`;
const inScale = 'case when raw < 1 then 1 when raw > 5 then 5 else raw end';

const answers = {
  design: {
    title: 'Captions',
    slots: [{ id: 'caption', kind: 'text', role: 'claim_source' }],
    questions: [
      { id: 'verdict', type: 'choice', required: true, options: ['yes', 'partly', 'no'].map((id) => ({ id })) },
      { id: 'quality', type: 'scale', min: 1, max: 5, required: true },
      { id: 'tags', type: 'multi_choice', options: ['blurred', 'cropped', 'dark'].map((id) => ({ id })) },
    ],
  },
  item: (i) => ({ id: `item-${i}`, slots: { caption: `A caption, number ${i}` } }),
  thought: `case when (h / 256) % 100 < 80 then t % 3 else (t + 1 + (h / 65536) % 2) % 3 end as verdict_number, ${scale},
        case when (h / 4096) % 100 < 70 then (t / 4) % 8 else ((t / 4) % 8 + 1 + (h / 7) % 7) % 8 end as tags_number`,
  said: `${one(['yes', 'partly', 'no'], 'verdict_number')} as verdict, ${inScale} as quality,
        ${one(SETS.map((set) => JSON.stringify(set)), 'tags_number')} as tags`,
  body: `'"answers":[' || ${[answer('verdict', `'"' || verdict || '"'`), answer('quality', 'quality'), answer('tags', 'tags')].join(" || ',' || ")} || ']'`,
  ratings: [
    ['question/quality', '', 'cast(quality as text)'],
    ['question/tags', '', 'tags'],
    ['question/verdict', '', 'verdict'],
  ],
  annotation: (n) => ({
    answers: [
      { question: 'verdict', target: onItem, value: ['yes', 'partly', 'no'][n % 3] },
      { question: 'quality', target: onItem, value: 1 + (n % 5) },
      { question: 'tags', target: onItem, value: SETS[n % 8] },
    ],
  }),
};

const VERDICTS = ['supported', 'supported', 'supported', 'supported', 'supported', 'supported', 'contradicted', 'contradicted', 'partially_supported', 'not_verifiable'];
const ERRORS = ['object_hallucinated', 'attribute', 'count', 'spatial_relation'];
const evidence = (stance) => [{ region: 'r1', stance }];
const text = (value) => JSON.stringify(value);
const failed = (verdict) => `${verdict} in ('contradicted', 'partially_supported')`;

/** One claim's verdict as JSON, with the error that goes with it. */
const verdict = (claim, value) => {
  const error = `',"errors":[{"type":"' || error || '","severity":' || severity || '}]'`;
  const proof = `',"evidence":${text(evidence('contradicts'))},"rationale":"it is not so"'`;
  const more = `case ${value} when 'contradicted' then ${proof} || ${error} when 'partially_supported' then ${error}
            when 'not_verifiable' then ',"reason":"occluded"' else '' end`;
  return `'{"claim":"${claim}","value":"' || ${value} || '"' || ${more} || '}'`;
};

const claims = {
  design: {
    title: 'Captions and pictures',
    slots: [
      { id: 'image', kind: 'image', role: 'context' },
      { id: 'caption', kind: 'text', role: 'claim_source' },
    ],
    ontology: { labels: ['thing', 'place'].map((id) => ({ id, slots: ['image'], selectors: ['box'] })) },
    claims: { slot: 'caption', split: 'sentences' },
    questions: [{ id: 'accuracy', type: 'scale', min: 1, max: 5, required: true }],
  },
  item: (i, image) => ({
    id: `item-${i}`,
    slots: { image, caption: `Something stands here, number ${i}. Something else lies beside it.` },
    metadata: { source: ['a person', 'model A', 'model B'][i % 3] },
  }),
  thought: `case when (h / 256) % 100 < 80 then t % 10 else (h / 65536) % 10 end as first_number,
        case when (h / 1024) % 100 < 80 then (t / 16) % 10 else (h / 16384) % 10 end as second_number, ${scale}`,
  said: `${one(VERDICTS, 'first_number')} as first, ${one(VERDICTS, 'second_number')} as second, ${inScale} as accuracy,
        ${one(ERRORS, '(t / 8 + (h / 4194304) % 5 / 4) % 4')} as error, 1 + (h / 2048) % 4 as severity,
        ${one(['thing', 'place'], '(t + (h / 131072) % 8 / 7) % 2')} as label,
        20 + t % 300 + (h / 128) % 20 as x, 30 + (t / 32) % 200 + (h / 512) % 20 as y,
        60 + (h / 32768) % 12 as width, 50 + (h / 262144) % 12 as height, (h / 8192) % 10 as left_out`,
  body: `'"regions":[{"id":"r1","slot":"image","part":"0","label":"' || label || '","selector":{"type":"box","x":' || x || ',"y":' || y ||
        ',"width":' || width || ',"height":' || height || '}}],"verdicts":[' || ${verdict('c1', 'first')} || ',' || ${verdict('c2', 'second')} ||
        '],"omissions":[' || case when left_out < 2
            then '{"id":"o1","text":"a lamp","type":"omission_object","severity":1,"evidence":${text(evidence('supports'))}}' else '' end ||
        '],"answers":[' || ${answer('accuracy', 'accuracy')} || ']'`,
  ratings: [
    ['label/image', '', `'["' || label || '"]'`],
    ['question/accuracy', '', 'cast(accuracy as text)'],
    ['severity', 'claim:c1', 'cast(severity as text)', failed('first')],
    ['severity', 'claim:c2', 'cast(severity as text)', failed('second')],
    ['verdict', 'claim:c1', 'first'],
    ['verdict', 'claim:c2', 'second'],
  ],
  annotation: (n) => {
    const box = { type: 'box', x: 100 + (n % 7), y: 90, width: 60, height: 50 };
    const wrong = { value: 'contradicted', evidence: evidence('contradicts'), errors: [{ type: ERRORS[n % 4], severity: 2 }], rationale: 'it is not so' };
    return {
      regions: [{ id: 'r1', slot: 'image', part: '0', label: 'thing', selector: box }],
      verdicts: [{ claim: 'c1', value: 'supported' }, n % 2 ? { claim: 'c2', ...wrong } : { claim: 'c2', value: 'not_verifiable', reason: 'occluded' }],
      answers: [{ question: 'accuracy', target: onItem, value: 1 + (n % 5) }],
    };
  },
};

export const KINDS = { answers, claims };
