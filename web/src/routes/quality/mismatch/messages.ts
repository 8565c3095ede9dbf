// Words of the mismatch report.
export const messages = {
  /** What the page is about, before anything is known. */
  label: 'How far the texts hold',
  finding: (share: string, claims: string) => `${share} of ${claims} claims are contradicted`,
  compared: (worst: string, share: string, best: string, other: string) =>
    `${worst} is contradicted most (${share} of its claims), ${best} least (${other})`,
  none: 'No claim is contradicted',
  meta: (claims: string, items: string, date: string, seq: number) =>
    `${claims} claims on ${items} items · ${date} · as of fact ${seq}`,
  what: 'What became of each claim, and on how many items the text leaves something out. Lines are 95 % intervals: Wilson, clustered by item for claims, because those of one text hang together.',
  basis: (truth: string, majority: string, one: string) =>
    `Claims that rest on ground truth: ${truth}; on what most of several people say: ${majority}; on one answer: ${one}.`,
  omissionBasis: (truth: string, majority: string, one: string) =>
    `Items, for what they leave out: ${truth} by ground truth; ${majority} by most of several people; ${one} by one answer.`,
  leftOut: (undecided: number, notApplicable: number, items: number) => {
    const parts = [
      undecided > 0 && `claims on which as many people say one thing as another (${undecided})`,
      notApplicable > 0 && `claims that do not apply because their parent failed (${notApplicable})`,
      items > 0 && `items that are excluded or were made to check people (${items})`,
    ].filter((part) => part !== false);
    return parts.length === 0 ? '' : `Not counted: ${parts.join('; ')}.`;
  },
  by: 'Told apart by',
  group: 'Group',
  all: 'All claims',
  grouping: {
    all: 'nothing (all claims)',
    place: 'text',
    kind: 'kind of claim',
    aspect: 'aspect',
    origin: 'who split the text',
  } as Readonly<Record<string, string>>,
  origin: {
    imported: 'Imported',
    rule: 'By rule',
    model: 'By a model',
    annotator: 'By an annotator',
  } as Readonly<Record<string, string>>,
  holds: {
    supported: 'Supported',
    partly: 'Partly supported',
    contradicted: 'Contradicted',
    unverifiable: 'Not verifiable',
    other: 'Cannot be checked',
    not_applicable: 'Not applicable',
  },
  undecided: 'Undecided',
  omitted: 'Leaves something out',
  omittedItems: 'Items that leave something out',
  heads: 'contradicted, and leaving out',
  claims: 'Claims',
  axis: 'share of claims; the thin bar below is the share of items that leave something out',
  segment: (group: string, what: string, share: string, n: string) => `${group}: ${what} ${share} (${n})`,
  numbers: 'All shares',
  numbersWhat: 'A press on a share shows the items behind it.',
  share: (share: string, low: string, high: string) => `${share} [${low} to ${high}]`,
  nothing: '–',
  errors: (type: string, group: string) => `“${type}” is the most frequent error in ${group}`,
  errorsNone: 'No error has been named',
  errorsWhat:
    'Share of claims with an error of each type, and share of items that leave something out of it.',
  errorsAxis: 'share of claims, or of items for what is left out',
  errorType: 'Error type',
  unknownType: 'Left out, type not agreed on',
  inAll: 'all claims',
  behind: (group: string, what: string) => `${group}: ${what}`,
  behindN: (n: string) => (n === '1' ? 'On 1 item.' : `On ${n} items.`),
  basisOf: { truth: 'ground truth', majority: 'most of several people', one: 'one answer' },
  leavesOut: (types: string) => (types === '' ? 'leaves something out' : `leaves out: ${types}`),
  csv: 'Table (CSV)',
  empty: 'No claim has been judged yet',
  emptyWhat:
    'Shares of contradicted, unverifiable and left-out claims appear with the first annotation. To tell sources apart, import items with a “source” or “model” in their metadata.',
  judge: 'Judge the first item',
} as const;
