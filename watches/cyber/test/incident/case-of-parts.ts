import type { CasePart } from '@yagura/core'
import { bannerOf, type CaseContent, joinAll, type Marking, shippedPolicies } from '@yagura/record'
import type { CaseToWrite } from '../../src/incident/write-case.ts'

export const policies = shippedPolicies()

/** A marking of the policy of Japan, released to Japan and to others. */
export function markedFor(...nations: readonly string[]): Marking {
  const aud = Object.fromEntries(['JPN', ...nations].sort().map((nation) => [nation, 2 as const]))
  return { pol: 'JP', lvl: 0, aud, mode: 'REAL' }
}

/** A ULID that ends in a number. */
export function ulid(number: number): string {
  return `01JDAAAAAAAAAAAAAAAAAA${String(number).padStart(4, '0')}`
}

/** Parts of one node in the order of their numbers, a minute apart. */
export function partsOf(
  said: readonly (
    | CaseContent
    | { readonly what: CaseContent; readonly mark?: Marking; readonly corrects?: readonly string[] }
  )[],
  node = 'jp.ncc.example',
): readonly CasePart[] {
  return said.map((one, index) => {
    const { what, mark = markedFor('USA'), corrects = [] } = 'what' in one ? one : { what: one }
    const atUtc = new Date(Date.UTC(2026, 10, 22, 8, index)).toISOString()
    return { node, id: ulid(index), atUtc, author: 'duty-3', mark, corrects, what }
  })
}

/** A case to be written for its own nation, as far as not said otherwise. */
export function caseOf(parts: readonly CasePart[], asked: Partial<CaseToWrite> = {}): CaseToWrite {
  const common = { spec_version: '2.1', created: '2026-11-01T00:00:00.000Z', modified: '2026-11-01T00:00:00.000Z' }
  return {
    ...{ caseId: ulid(9999), parts, leaves: () => true, view: 'JPN', ownNode: 'jp.ncc.example' },
    author: {
      ...{ type: 'identity', id: 'identity--0c9511ac-e14b-4f48-9d49-54bfc93c9b34', ...common },
      ...{ name: 'NCC Japan', identity_class: 'organization' },
    },
    joined: (marks) => {
      const joined = joinAll(marks, 'JP', policies)
      return joined.ok ? joined.marking : undefined
    },
    wordsOf: (mark) => {
      const policy = policies.get(mark.pol)
      return policy === undefined ? mark.pol : bannerOf(mark, policy, 'en')
    },
    nowUtc: '2026-11-22T12:00:00.000Z',
    bundleId: 'bundle--f607171d-3b62-40ac-a00b-84b5afc44d5f',
    ...asked,
  }
}
