import type { CasePart } from '@yagura/core'
import { CaseContent, Marking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { NodeContext } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'

/** Collection of this node's own parts of cases. */
export const casePartCollection = 'case-parts'

const StoredPart = Type.Object({
  caseId: Type.String(),
  id: Type.String(),
  atMs: Type.Number(),
  author: Type.String(),
  mark: Marking,
  corrects: Type.Array(Type.String()),
  what: CaseContent,
})
/** A part of a case as it is kept. */
export type StoredPart = Static<typeof StoredPart>

/** This node's own parts of cases. */
export type CaseBook = {
  /** Ids of the cases of which something was said here. */
  readonly caseIds: () => Iterable<string>
  readonly partsOf: (caseId: string) => readonly CasePart[]
  /** By the ULID of the part. */
  readonly find: (partId: string) => StoredPart | undefined
  /** Commits a part and the line of the log that tells of it. */
  readonly add: (part: StoredPart) => Promise<CasePart>
  /** The ULID of the part that was written last; empty where there is none. */
  readonly greatestId: () => string
}

/** Whether a document is a part of a case. */
export function isStoredPart(body: unknown): body is StoredPart {
  return Check(StoredPart, body)
}

/** @param nodeName - Name of this node as others see it. */
export function openCaseBook({ store }: NodeContext, nodeName: string): CaseBook {
  const byCase = new Map<string, CasePart[]>()
  const byId = new Map<string, StoredPart>()
  let greatest = ''
  const take = (stored: StoredPart): CasePart => {
    const { caseId, id, atMs, author, mark, corrects, what } = stored
    const part = { node: nodeName, id, atUtc: isoOfUnixMs(atMs), author, mark, corrects, what }
    const known = byCase.get(caseId)
    if (known === undefined) byCase.set(caseId, [part])
    else known.push(part)
    byId.set(id, stored)
    if (id > greatest) greatest = id
    return part
  }
  for (const { body } of store.list(casePartCollection)) if (isStoredPart(body)) take(body)
  return {
    caseIds: () => byCase.keys(),
    partsOf: (caseId) => byCase.get(caseId) ?? [],
    find: (partId) => byId.get(partId),
    greatestId: () => greatest,
    add: async (part) => {
      const { caseId, id, atMs, author, what } = part
      const text = `case ${caseId}: ${author} added a part of kind ${what.kind}`
      await store.commit({
        put: [{ collection: casePartCollection, id: `${caseId} ${id}`, body: part }],
        append: [{ atMs, kind: 'case/part', subject: caseId, by: author, text, body: { part: id, kind: what.kind } }],
      })
      return take(part)
    },
  }
}
