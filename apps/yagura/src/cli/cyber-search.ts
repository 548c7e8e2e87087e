import type { NodeMode } from '../node/context.ts'
import { openStixStore } from '../node/cyber/store/open-stix-store.ts'
import { parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura cyber search` as typed. */
export type SearchOptions = {
  readonly data?: string
  readonly simulated?: boolean
  readonly type?: string
  readonly limit: string
  readonly format: string
}

const columns = ['id', 'type', 'name', 'modified', 'source']

/**
 * `yagura cyber search`: objects that hold all words of a text, the best first; a row an object.
 *
 * @returns The exit code.
 */
export async function searchObjects(text: string, options: SearchOptions, { output }: CommandContext): Promise<number> {
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const limit = parseNumber('--limit', options.limit, { low: 1, high: 1000 })
  const mode: NodeMode = options.simulated === true ? 'SIMULATED' : 'REAL'
  const dataFolder = dataFolderOf(options.data)
  const store = await openStixStore({ dataFolder, mode, clock: { nowMs: () => Date.now() } })
  try {
    const types = options.type === undefined ? {} : { types: options.type.split(',') }
    const { versions } = await store.list({ ...types, text, sort: 'relevance', descending: true, limit })
    for (const { object, version, source } of versions) {
      const name = object['name'] ?? object['value'] ?? object['relationship_type']
      print([object.id, object.type, typeof name === 'string' ? name : undefined, version, source])
    }
    await output.end()
  } finally {
    await store.close()
  }
  return exitCodes.done
}
