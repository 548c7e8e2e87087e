import { Readable } from 'node:stream'
import type { StreamHandler } from '../../../api/contract/operations.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import type { SharingRules } from '../taxii/taxii-views.ts'
import { type ExportPage, exportedPages, exportText } from './export-objects.ts'
import type { ReadingNotes } from './reading-notes.ts'
import { stixFilterOf } from './stix-filter.ts'

const types = { bundle: 'application/stix+json;version=2.1', ndjson: 'application/x-ndjson' } as const

/** Writes what fits, page by page: it takes no more memory than a page, whatever all of it weighs. */
export function createExportHandler(
  store: OpenStixStore,
  rules: SharingRules,
  notes: Pick<ReadingNotes, 'noteSaved'>,
): StreamHandler<'exportStix'> {
  return async ({ query: { as, form = 'bundle', ...narrowed } }, { officer }, signal) => {
    const pages = exportedPages(store, { filter: stixFilterOf(narrowed), as }, rules)
    return {
      type: types[form],
      headers: {
        'content-disposition': `attachment; filename="objects.${form === 'bundle' ? 'stix.json' : 'ndjson'}"`,
      },
      body: Readable.from(
        exportText(
          noted(pages, (page) => notes.noteSaved(officer, page, as), signal),
          form,
          rules.mode,
        ),
      ),
    }
  }
}

/** The same pages, each once it is written down who gets it. */
async function* noted(
  pages: AsyncIterable<ExportPage>,
  note: (page: ExportPage) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<ExportPage> {
  for await (const page of pages) {
    signal.throwIfAborted()
    await note(page)
    yield page
  }
}
