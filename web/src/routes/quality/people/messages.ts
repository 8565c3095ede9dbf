// Words of consensus, forecast and reliability on the quality page.
export const messages = {
  consensus: (agreed: string, all: string) => `${agreed} of ${all} values are sure`,
  consensusWhat:
    'What several people say becomes one value with a probability. Disputed ones have enough answers and are still not sure.',
  consensusAxis: 'share of values that are sure',
  nothing: 'no answers yet',
  meta: (seq: number) => `as of fact ${seq}`,
  forecast: (more: string, low: string, high: string, threshold: string) =>
    `About ${more} more annotations (${low} to ${high}) until every item is sure by ${threshold} or has all it may have.`,
  forecastNone: (threshold: string) => `Every item is sure by ${threshold} or has all it may have.`,
  reliability: (low: string, high: string) => `Reliability runs from ${low} to ${high}`,
  reliabilityNone: 'Nobody has enough answers to be told from chance',
  reliabilityWhat:
    'The expected share of right answers by the model of all answers, with a 95 % interval. It says who to talk to first.',
  reliabilityAxis: 'expected share of right answers',
  drift: 'Course of errors',
  driftWhat: 'The line rises while somebody errs more than usual; above the dashed line it is no chance.',
  alarm: 'more errors than before',
  steady: 'no change',
  proposals: 'Proposals',
  proposalsWhat: 'Nothing is done by itself. The annotator reads what you write and may answer.',
  noProposals: 'Nobody stands out.',
  kind: {
    more_gold: 'Look more often',
    retrain: 'Train again',
    pause: 'Pause',
    talk: 'Talk to them',
  },
  reason: 'What the annotator reads',
  notice: 'Send a notice',
  pause: 'Pause',
  resume: 'Resume',
  anybody: 'Write to somebody',
  person: 'To',
  choosePerson: 'Choose',
  paused: 'Who is paused',
  since: (when: string) => `paused ${when}`,
  appeals: 'Notices and answers',
  action: { notice: 'notice', pause: 'paused', resume: 'resumed' },
  answered: (text: string) => `Answer: ${text}`,
  reasons: (share: string) => `${share} of the reasons that reviewers rated are good`,
  reasonsMeta: (good: string, thin: string, wrong: string) =>
    `${good} good, ${thin} thin, ${wrong} wrong · as of now`,
  reasonsWhat:
    'Reviewers rate reasons without knowing whose they are. Intervals are Wilson’s, clustered by item; each reviewer’s newest word on each reason counts.',
  reasonsAxis: 'share of good reasons with its 95 % interval',
  reasonsNone: 'No reason has been rated yet',
  reasonsNoneWhat:
    'Whoever reviews or settles an item says of each reason whether it is good, thin or wrong.',
} as const;
