import type { ProblemAnswer } from '../api/contract/common.ts'

/** Forms of the API that a person types, in words. */
const forms: Readonly<Record<string, string>> = {
  '^[0-7][0-9A-HJKMNP-TV-Z]{25}$': 'an id of 26 digits and capital letters, as the lists show it',
  '^[A-Z]{3}$': 'three capital letters such as JPN',
  '^[0-9a-f]{64}$': 'a SHA-256, 64 digits of hex',
  '^T\\d{4}(\\.\\d{3})?$': 'a technique such as T1059.003',
}

/**
 * What a node says against a request, as a person reads it who typed a command: each fault once, without the parts of a request.
 *
 * @returns Lines; the code of the node ends the first.
 */
export function refusalWords({ detail, code, problems = [] }: ProblemAnswer): string {
  const [first, ...more] = problems.map(
    ({ path, found, expected }) => `${nameOf(path)}: found ${found}, expected ${expectedWords(expected)}`,
  )
  // Of a request that does not fit its schema the detail is the first fault and the number of others.
  const isOfFaults = code === 'api/invalid-request' && problems.length > 0
  const lines = isOfFaults ? [first, ...more] : [detail, first, ...more]
  const [head, ...rest] = lines.filter((line) => line !== undefined)
  return [`${head ?? detail} (${code})`, ...rest].join('\n')
}

function nameOf(path: string): string {
  return path.replace(/^(params|querystring|body)\//, '')
}

function expectedWords(expected: string): string {
  const pattern = /^must match pattern "(.*)"$/s.exec(expected)?.[1]
  if (pattern !== undefined) return forms[pattern] ?? `a text of the form ${pattern}`
  const [, bound, count] = /^must NOT have (fewer|more) than (\d+) characters$/.exec(expected) ?? []
  if (bound === undefined) return expected.replace(/^must be /, '')
  if (bound === 'fewer' && count === '1') return 'a text that is not empty'
  return `${bound === 'fewer' ? 'at least' : 'at most'} ${count} characters`
}
