import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, Utc } from './common.ts'

/** A list of values that are harmless, with what it held back. */
const WarningListRow = closed({
  id: Type.String(),
  name: Type.String(),
  type: nullable(oneOf(['cidr', 'hostname', 'string', 'substring', 'regex'])),
  entries: Type.Integer(),
  isBuiltIn: Type.Boolean({ description: 'Whether it comes with the program, and stays.' }),
  writtenUtc: nullable(Utc),
  indicators: nullable(
    Type.Integer({ description: 'Values of indicators that are not looked for because of it; null before any were.' }),
  ),
  hits: Type.Integer({ description: 'Values that were found and that it held back, since the node started.' }),
  lastHitUtc: nullable(Utc),
  problem: nullable(Type.String({ description: 'Why it is not used.' })),
})
export type WarningListRow = Static<typeof WarningListRow>

const tag = 'cyber'
/** The largest lists that are published hold a million names. */
const largestListBytes = 32 * 1024 * 1024

export const warningListOperations = {
  listWarningLists: {
    ...{ tag, access: 'officer', method: 'GET' },
    url: '/api/v1/cyber/warning-lists',
    summary: 'The lists of values that are harmless, with what each of them held back.',
    answer: closed({ items: Type.Array(WarningListRow) }),
  },
  addWarningList: {
    ...{ tag, access: 'administrator', method: 'POST' },
    url: '/api/v1/cyber/warning-lists',
    summary: 'Add a warning list in the form of MISP, or replace the one of the same name; the body is the file.',
    bodyType: 'application/octet-stream',
    bodyLimitBytes: largestListBytes,
    answer: WarningListRow,
  },
  removeWarningList: {
    ...{ tag, access: 'administrator', method: 'DELETE' },
    url: '/api/v1/cyber/warning-lists/:id',
    summary: 'Remove a warning list: its values are looked for and told again.',
    params: closed({ id: Type.String({ minLength: 1, maxLength: 300 }) }),
    answer: closed({}),
  },
} as const satisfies Record<string, Operation>
