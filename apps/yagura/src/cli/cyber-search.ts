import { stixFilterOf } from '../node/cyber/handlers/stix-filter.ts'
import { rowsOf } from '../node/cyber/handlers/stix-row.ts'
import { parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { askStoreOrNode } from './cyber-store.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { demandStore, type ModeOptions, storeModeOf } from './store-mode.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura cyber search` as typed. */
export type SearchOptions = ModeOptions & {
  readonly type?: string
  readonly limit: string
  readonly format: string
}

const columns = ['id', 'type', 'name', 'modified', 'source']

/**
 * `yagura cyber search`: objects that hold all words of a text, the best first; a row an object.
 *
 * @returns The exit code.
 * @throws WrongUseError where the text is empty.
 */
export async function searchObjects(q: string, options: SearchOptions, { output }: CommandContext): Promise<number> {
  if (q.trim() === '') throw new WrongUseError('TEXT', 'it is empty: name a word, or an id')
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const limit = parseNumber('--limit', options.limit, { low: 1, high: 1000 })
  const query = { q, ...(options.type === undefined ? {} : { type: options.type }) }
  const mode = await storeModeOf(options)
  demandStore(options.data, mode)
  const rows = await askStoreOrNode(
    { data: options.data, mode },
    {
      store: async (store) => {
        const filter = stixFilterOf(query)
        const sort = filter.text === undefined ? 'added' : 'relevance'
        return rowsOf(store, (await store.list({ ...filter, sort, descending: true, limit })).versions)
      },
      node: async (node) => (await node.ask('listStixObjects', { query: { ...query, limit } })).items,
    },
  )
  for (const { id, type, title, modifiedUtc, source } of rows)
    print([id, type, title, modifiedUtc ?? undefined, source])
  await output.end()
  return exitCodes.done
}
