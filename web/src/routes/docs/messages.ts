// Words of the API's documentation.
export const messages = {
  title: 'HTTP API',
  lead: 'Programs speak JSON to these addresses, with a token in the header Authorization: Bearer.',
  tokens: 'Make a token',
  document: 'OpenAPI document',
  search: 'Search',
  searchWhat: 'An address, a word, a role or a scope',
  groups: 'Groups',
  n: (n: number, all: number) => (n === all ? `${all} operations` : `${n} of ${all} operations`),
  nothing: 'No operation matches',
  nothingWhat: 'Try fewer words.',
  clear: 'Clear the search',
  parameters: 'Parameters',
  takes: 'Body',
  answers: 'Answers',
  example: 'Example',
  types: 'Types',
  required: 'required',
  in: { path: 'in the address', query: 'behind the ?', header: 'as header' } as Readonly<
    Record<string, string>
  >,
  roles: {
    anyone: 'anyone',
    signed_in: 'whoever is signed in',
    annotator: 'members',
    reviewer: 'reviewers, senior experts, managers',
    expert: 'senior experts, managers',
    manager: 'managers',
    manager_of_any: 'managers of any project',
    owner: 'whose work it is',
  } as Readonly<Record<string, string>>,
  scope: (scope: string | null) => (scope === null ? 'no token needed' : `token: ${scope}`),
} as const;
