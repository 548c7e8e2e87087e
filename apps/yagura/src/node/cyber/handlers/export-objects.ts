import { randomUUID } from 'node:crypto'
import { markedSimulated, type StixFilter, simulatedMarking } from '@yagura/cyber'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import type { KeptVersion } from '../store/stix-reader.ts'
import { releasableView, type SharingRules } from '../taxii/taxii-views.ts'

/** Objects that leave the store in one go, each as JSON; of what leaves as a nation sees it not whose it is. */
export type ExportPage = readonly (Pick<KeptVersion, 'body'> & Partial<Pick<KeptVersion, 'originator' | 'marking'>>)[]

const pageObjects = 1000

/**
 * The newest version of each object that fits, page by page.
 *
 * @param as - Nation, ISO 3166-1 alpha-3: only what may leave to its people without a clearance, as its TAXII clients would see it.
 */
export function exportedPages(
  store: OpenStixStore,
  { filter, as }: { readonly filter: StixFilter; readonly as?: string | undefined },
  rules: SharingRules,
): AsyncGenerator<ExportPage> {
  return as === undefined ? listed(store, filter) : released(store, filter, as, rules)
}

/** The same as text: one bundle of STIX 2.1, or one object a line. @param mode - Generated data say of themselves that they are. */
export async function* exportText(
  exported: AsyncIterable<ExportPage>,
  form: 'bundle' | 'ndjson',
  mode: SharingRules['mode'],
): AsyncGenerator<string> {
  const pages = mode === 'SIMULATED' ? simulatedPages(exported) : exported
  if (form === 'ndjson') {
    for await (const page of pages) for (const { body } of page) yield `${body}\n`
    return
  }
  yield `{"type":"bundle","id":"bundle--${randomUUID()}"`
  let before = ',"objects":[\n'
  for await (const page of pages) {
    for (const { body } of page) {
      yield `${before}${body}`
      before = ',\n'
    }
  }
  yield before === ',\n' ? '\n]}\n' : '}\n'
}

/** The same pages, each object marked SIMULATED, and before them what that means. */
async function* simulatedPages(pages: AsyncIterable<ExportPage>): AsyncGenerator<ExportPage> {
  let isFirst = true
  for await (const page of pages) {
    const objects = page
      .map(({ body }) => markedSimulated(JSON.parse(body)))
      .filter(({ id }) => id !== simulatedMarking.id)
    if (objects.length === 0) continue
    yield [...(isFirst ? [simulatedMarking] : []), ...objects].map((object) => ({ body: JSON.stringify(object) }))
    isFirst = false
  }
}

async function* listed(store: OpenStixStore, filter: StixFilter): AsyncGenerator<ExportPage> {
  let cursor: string | undefined
  do {
    const question = { ...filter, sort: 'added', descending: false, limit: pageObjects } as const
    const page = await store.call('list', cursor === undefined ? question : { ...question, cursor })
    yield page.versions
    cursor = page.cursor
  } while (cursor !== undefined)
}

/** A filter by more than types is of the own view, and narrows what is released by ids. */
async function* released(
  store: OpenStixStore,
  filter: StixFilter,
  nation: string,
  rules: SharingRules,
): AsyncGenerator<ExportPage> {
  const recipient = { nation, policies: [...rules.policies.keys()], clearance: null, compartments: [] }
  const view = await releasableView(store, recipient, rules)
  const { types, ...narrowing } = filter
  const wanted = Object.keys(narrowing).length === 0 ? undefined : await idsOf(store, filter)
  let afterUs = 0
  for (let isMore = true; isMore; ) {
    const question = {
      ...(types === undefined ? {} : { types }),
      afterUs,
      versions: ['last'],
      limit: pageObjects,
    } as const
    const page = await store.call('readView', view, question, Date.now() * 1000, true)
    yield page.entries.filter(({ id }) => wanted?.has(id) !== false)
    afterUs = page.entries.at(-1)?.shownUs ?? afterUs
    isMore = page.isMore
  }
}

async function idsOf(store: OpenStixStore, filter: StixFilter): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for await (const page of listed(store, filter)) {
    for (const { body } of page) ids.add(idIn(body))
  }
  return ids
}

/** Id of an object that is JSON. */
export function idIn(body: string): string {
  const { id }: { readonly id: string } = JSON.parse(body)
  return id
}
