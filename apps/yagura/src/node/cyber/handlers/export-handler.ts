import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { StixFilter, StixStore } from '@yagura/cyber'
import type { StreamHandler } from '../../../api/contract/operations.ts'
import { stixFilterOf } from './stix-filter.ts'

const PAGE = 500

/** Writes what fits as one bundle, page by page: it takes no more memory than a page, whatever the bundle weighs. */
export function createExportHandler(store: StixStore): StreamHandler<'exportStix'> {
  return async ({ query }, _caller, signal) => ({
    type: 'application/stix+json;version=2.1',
    headers: { 'content-disposition': 'attachment; filename="objects.stix.json"' },
    body: Readable.from(bundleText(store, stixFilterOf(query), signal)),
  })
}

async function* bundleText(store: StixStore, filter: StixFilter, signal: AbortSignal): AsyncGenerator<string> {
  yield `{"type":"bundle","id":"bundle--${randomUUID()}"`
  let separator = ',"objects":[\n'
  let cursor: string | undefined
  do {
    const question = { ...filter, sort: 'added', descending: false, limit: PAGE } as const
    const page = await store.list({ ...question, ...(cursor === undefined ? {} : { cursor }) })
    for (const { object } of page.versions) {
      yield `${separator}${JSON.stringify(object)}`
      separator = ',\n'
    }
    cursor = page.cursor
  } while (cursor !== undefined && !signal.aborted)
  yield separator.startsWith(',"') ? '}\n' : '\n]}\n'
}
