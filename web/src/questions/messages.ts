// Words of the questions.
export const questionMessages = {
  choose: 'Choose…',
  filter: 'Type to find',
  nothing: 'Nothing fits',
  clear: 'Clear',
  required: 'required',
  between: (min: string, max: string) => `from ${min} to ${max}`,
  atLeast: (min: string) => `${min} or more`,
  atMost: (max: string) => `at most ${max}`,
  whole: 'a whole number',
  left: (count: number) => `${count} left`,
  chooseSome: (min: number, max: number | null) =>
    max === null ? `choose at least ${min}` : min > 0 ? `choose ${min} to ${max}` : `choose up to ${max}`,
  notANumber: 'Write a number',
} as const;
