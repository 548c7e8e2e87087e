import { isMembers, neighbourhood, type StixPage, type StixStore, type StixVersion } from '@yagura/cyber'
import type { NamedObject } from '../../../api/contract/cyber.ts'
import type { Handlers } from '../../context.ts'
import { OtherCursorError, UnknownStixObjectError } from './errors.ts'
import { stixFilterOf } from './stix-filter.ts'
import { addedUtc, nameObjects, rowsOf, textOf, textsOf } from './stix-row.ts'

const DEFAULT_LIMIT = 100
const RELATIONSHIP = 'relationship'
const nothing: StixPage = { versions: [], cursor: undefined, isCursorGood: true }
/** Relations of one object that are read at most; more are counted. */
const MOST_RELATIONS = 1000
const DEFAULT_NODES = 60
/** Relations of a neighbour that are read for the graph: enough to see which neighbours are related. */
const MOST_OF_A_NEIGHBOUR = 1000

type ObjectHandlers = Handlers<'listStixObjects' | 'readStixObject' | 'readStixVersion' | 'readStixGraph'>

/** What is asked of the objects that a node has. */
export function createObjectHandlers(store: StixStore): ObjectHandlers {
  return {
    listStixObjects: async ({ query }) => {
      const { sort, descending, cursor, limit = DEFAULT_LIMIT, relationships = true, ...narrowed } = query
      const filter = stixFilterOf(narrowed)
      const counts = await store.countByType(filter)
      const listed = counts.filter(({ type }) => relationships || filter.types !== undefined || type !== RELATIONSHIP)
      // In an order of their own, so that a cursor holds while counts change.
      const types = listed.length === counts.length ? filter.types : listed.map(({ type }) => type).sort()
      const order = {
        sort: sort ?? (filter.text === undefined ? 'added' : 'relevance'),
        descending: descending ?? true,
      }
      const question = { ...filter, ...order, ...(types === undefined ? {} : { types }), limit }
      const page =
        listed.length === 0 ? nothing : await store.list({ ...question, ...(cursor === undefined ? {} : { cursor }) })
      if (!page.isCursorGood) throw new OtherCursorError()
      return {
        items: await rowsOf(store, page.versions),
        next: page.cursor ?? null,
        counts: counts.map(({ type, count }) => ({ type, count })),
        total: listed.reduce((sum, { count }) => sum + count, 0),
      }
    },
    readStixObject: ({ params: { id } }) => readObject(store, id),
    readStixVersion: async ({ params: { id, version } }) => {
      const found = await store.version(id, version)
      if (found === undefined) throw new UnknownStixObjectError(id)
      return { version: versionRow(found), object: found.object }
    },
    readStixGraph: async ({ params: { id }, query: { nodes = DEFAULT_NODES, distance = 1 } }) =>
      readGraph(store, id, { nodes, distance }),
  }
}

/** @throws UnknownStixObjectError where there is none. */
export async function newestOf(store: StixStore, id: string): Promise<StixVersion> {
  const [newest] = await store.newest([id])
  if (newest === undefined) throw new UnknownStixObjectError(id)
  return newest
}

async function readObject(store: StixStore, id: string) {
  const newest = await newestOf(store, id)
  const [versions, { relations, counts }] = await Promise.all([store.versions(id), store.relations(id, MOST_RELATIONS)])
  const named = referencesIn(newest.object)
  const others = relations.map(({ sourceId, targetId }) => (sourceId === id ? targetId : sourceId))
  const name = await nameObjects(store, [...named, ...others])
  const [row] = await rowsOf(store, [newest])
  if (row === undefined) throw new UnknownStixObjectError(id)
  return {
    row,
    object: newest.object,
    versions: versions.map(versionRow).reverse(),
    references: named.map(name),
    relations: relations.map(({ id: relationId, kind, sourceId, targetId }) => ({
      id: relationId,
      kind,
      direction: sourceId === id ? ('from' as const) : ('to' as const),
      other: name(sourceId === id ? targetId : sourceId),
    })),
    counts: counts.map(({ kind, direction, count }) => ({ kind, direction, count })),
    comments: await commentsOf(store, others),
  }
}

/** Notes and opinions among the objects that refer to one, newest first. */
async function commentsOf(store: StixStore, ids: readonly string[]) {
  const wanted = [...new Set(ids.filter((id) => id.startsWith('note--') || id.startsWith('opinion--')))]
  const found = (await store.newest(wanted)).filter(({ object }) => object['revoked'] !== true)
  const rows = await rowsOf(store, found)
  return found
    .flatMap(({ object }, index) => {
      const row = rows[index]
      if (row === undefined) return []
      const content = textOf(object['content']) ?? textOf(object['explanation']) ?? ''
      return { row, content, opinion: textOf(object['opinion']) ?? null, authors: textsOf(object['authors']) }
    })
    .sort((a, b) => (a.row.addedUtc < b.row.addedUtc ? 1 : -1))
}

async function readGraph(store: StixStore, id: string, limits: { readonly nodes: number; readonly distance: number }) {
  await newestOf(store, id)
  const { counts } = await store.relations(id, 1)
  let read = 0
  const found = await neighbourhood(
    id,
    async (ids) => {
      const relations = await store.relationsOfMany(ids, MOST_OF_A_NEIGHBOUR)
      const own = ids.indexOf(id)
      if (own >= 0) read = relations[own]?.length ?? 0
      return relations
    },
    limits,
  )
  const ids = found.nodes.map((node) => node.id)
  const name = await nameObjects(store, ids)
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  return {
    nodes: found.nodes.map((node) => ({ ...name(node.id), distance: node.distance })),
    relations: found.relations.map((one) => ({ ...one })),
    leftOut: found.leftOut.map((one) => ({ ...one })),
    unread: Math.max(0, all - read),
  }
}

function versionRow(version: StixVersion) {
  const { source, originator, marking } = version
  return { version: version.version, addedUtc: addedUtc(version), source, originator, mark: marking }
}

/** Ids that an object names, wherever they stand in it, each once. Source: STIX 2.1 §2.9, properties end in `_ref` or `_refs`. */
function referencesIn(value: unknown): readonly NamedObject['id'][] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(referencesIn))]
  if (!isMembers(value)) return []
  const found = Object.entries(value).flatMap(([name, member]) => {
    if (name.endsWith('_ref')) return textOf(member) ?? []
    return name.endsWith('_refs') ? textsOf(member) : referencesIn(member)
  })
  return [...new Set(found)]
}
