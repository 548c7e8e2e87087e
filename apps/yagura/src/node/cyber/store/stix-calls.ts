import { isStixObject, type StixObject, type StixStore } from '@yagura/cyber'
import { createBreather } from '../../in-slices.ts'
import { StoreDamagedError } from '../../store/store-errors.ts'
import { keptDraft, type SentDraft, sentDraft } from './kept-draft.ts'
import type { StixTables } from './stix-tables.ts'

/** Asks the tables, in this thread or in another. */
export type CallTables = <Name extends keyof StixTables>(
  name: Name,
  ...asked: Parameters<StixTables[Name]>
) => Promise<ReturnType<StixTables[Name]>>

/**
 * The store of STIX objects on tables somewhere.
 *
 * @param nowMs - Unix time, ms.
 */
export function createStixStore(call: CallTables, nowMs: () => number, close: () => Promise<void>): StixStore {
  return {
    add: async (drafts) => {
      const breathe = createBreather()
      const sent: SentDraft[] = []
      for (const draft of drafts) {
        await breathe()
        sent.push(sentDraft(keptDraft(draft)))
      }
      return call('add', sent, nowMs() * 1000)
    },
    whileImporting: async (work) => {
      try {
        // Calls are answered in order: the work need not wait for the thread to start.
        const [, result] = await Promise.all([call('beginImport'), work()])
        return result
      } finally {
        await call('endImport')
      }
    },
    knownBytes: (hashes) => call('knownBytes', hashes),
    newest: async (ids) => (await call('newest', ids)).map(withObject),
    version: async (id, version) => {
      const found = await call('version', id, version)
      return found === undefined ? undefined : withObject(found)
    },
    versions: async (id) => (await call('versions', id)).map(withObject),
    list: async (question) => {
      const page = await call('list', question)
      return { ...page, versions: page.versions.map(withObject) }
    },
    countByType: (filter) => call('countByType', filter),
    relations: (id, limit) => call('relations', id, limit),
    relationsOfMany: (ids, limit) => call('relationsOfMany', ids, limit),
    techniqueRelationships: () => call('techniqueRelationships'),
    changesAfter: async (seq, limit) => (await call('changesAfter', seq, limit)).map(withObject),
    lastSeq: () => call('lastSeq'),
    quarantine: async (limit) => {
      const { entries, total } = await call('quarantine', limit)
      return { entries: entries.map(withObject), total }
    },
    markings: () => call('markings'),
    sources: () => call('sources'),
    close,
  }
}

function withObject<Kept extends { readonly body: string }>({
  body,
  ...kept
}: Kept): Omit<Kept, 'body'> & { readonly object: StixObject } {
  const object: unknown = JSON.parse(body)
  if (!isStixObject(object)) throw new StoreDamagedError('of STIX objects', 'a version is no object of STIX')
  return { ...kept, object }
}
