import { shippedPolicies } from '@yagura/record'
import type { CatalogueColumns } from '../../api/contract/space-views.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { utcOfUnixMs } from '../unix-time.ts'
import type { CatalogueDependencies } from './catalogue-dependencies.ts'
import type { CatalogueMemory } from './catalogue-memory.ts'
import { elementSetView } from './element-set-view.ts'
import { UnknownObjectError } from './errors.ts'
import { foldText } from './fold-text.ts'
import { listPasses } from './list-passes.ts'
import { elementHistory, objectDetail } from './object-detail.ts'
import type { ObjectRecord } from './object-record.ts'
import { catalogueColumns, spaceObjectOf } from './object-views.ts'
import { partnerSetViews } from './partner-set-view.ts'
import { createWordTest } from './word-fit.ts'

/** Rows of a page where the question does not say. */
const DEFAULT_LIMIT = 100
const HOUR_MS = 3_600_000

/** Operations about the objects of the catalogue. */
export type ObjectOperations = 'listObjects' | 'readCatalogueColumns' | 'readObject' | 'listElementSets' | 'listPasses'

/** Answers about the objects of the catalogue. */
export function createObjectHandlers(
  context: NodeContext,
  memory: CatalogueMemory,
  dependencies: CatalogueDependencies,
): Handlers<ObjectOperations> {
  const find = (id: number): ObjectRecord => {
    const record = memory.records().get(id)
    if (record === undefined) throw new UnknownObjectError(id)
    return record
  }
  const policies = shippedPolicies()
  const nowUtc = () => utcOfUnixMs(context.clock.nowMs())
  return {
    readObject: async ({ params: { id } }) => {
      const { maxAgeDays } = dependencies.settings().screening
      const record = find(id)
      const fromPartners = partnerSetViews(record, memory.partnerSets().get(id) ?? [], nowUtc(), policies)
      const alert = dependencies.priorityOf(String(id))
      return { ...objectDetail(context.store, record, nowUtc(), maxAgeDays, alert), fromPartners }
    },
    listElementSets: async ({ params: { id }, query: { offset = 0, limit = DEFAULT_LIMIT } }) => {
      const history = elementHistory(context.store, find(id).id)
      return { items: history.slice(offset, offset + limit).map(elementSetView), total: history.length, offset }
    },
    listPasses: async ({ params: { id }, query }) => listPasses(find(id), query, nowUtc()),
    listObjects: async ({ query }) => {
      const { offset = 0, limit = DEFAULT_LIMIT } = query
      const fits = createObjectFilter(query)
      const found = [...memory.records().values()].filter(fits)
      const { maxAgeDays } = dependencies.settings().screening
      const atUtc = nowUtc()
      const items = found
        .slice(offset, offset + limit)
        .map((record) => spaceObjectOf(record, atUtc, maxAgeDays, dependencies.priorityOf(String(record.id))))
      return { items, total: found.length, offset }
    },
    readCatalogueColumns: createColumns(context, memory, dependencies),
  }
}

/** What a question about objects asks. */
type ObjectQuestion = {
  readonly q?: string
  readonly regime?: string
  readonly objectType?: string
  readonly owner?: string
}

/** Whether an object fits a question: all that is asked must fit; words fit names, designators and the start of numbers. */
function createObjectFilter(question: ObjectQuestion): (record: ObjectRecord) => boolean {
  const tests = foldText(question.q ?? '')
    .split(' ')
    .map(createWordTest)
  return (record) => {
    const { regime } = record
    const { objectType, owner } = record.description
    if (question.regime !== undefined && regime !== question.regime) return false
    if (question.objectType !== undefined) {
      const type = objectType.basis === 'unknown' ? 'unknown' : objectType.value
      if (type !== question.objectType) return false
    }
    if (question.owner !== undefined && (owner.basis === 'unknown' || owner.value !== question.owner)) return false
    return tests.every((fits) => fits(record))
  }
}

/** The columns are made once for each revision, and anew each hour because usability is a matter of age. */
function createColumns(
  context: NodeContext,
  memory: CatalogueMemory,
  { settings }: CatalogueDependencies,
): () => Promise<CatalogueColumns> {
  let made: { readonly key: string; readonly columns: Promise<CatalogueColumns> } | undefined
  return async () => {
    const { revision } = memory.state()
    const nowMs = context.clock.nowMs()
    const { maxAgeDays } = settings().screening
    const key = `${revision} ${maxAgeDays} ${Math.floor(nowMs / HOUR_MS)}`
    if (made?.key !== key) {
      const columns = inSlices(catalogueColumns(revision, memory.records(), utcOfUnixMs(nowMs), maxAgeDays))
      made = { key, columns }
    }
    return made.columns
  }
}
