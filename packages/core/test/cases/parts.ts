import type { CaseContent, Marking } from '@yagura/record'
import type { CasePart } from '../../src/index.ts'

const own: Marking = { pol: 'TLP', lvl: 0, aud: { JPN: 2 }, mode: 'REAL' }
export const jp = 'jp.example'
export const us = 'us.example'

/** ULID of a number: greater for greater numbers. */
export function idOf(number: number): string {
  return `01KATEST${String(number).padStart(18, '0')}`
}

/** A part of a node, written a minute later for each number. */
export function part(
  node: string,
  number: number,
  what: CaseContent,
  more: { readonly corrects?: readonly string[]; readonly mark?: Marking } = {},
): CasePart {
  const atUtc = new Date(Date.UTC(2026, 10, 21, 3, number)).toISOString()
  return { node, id: idOf(number), atUtc, author: undefined, mark: own, corrects: [], what, ...more }
}
