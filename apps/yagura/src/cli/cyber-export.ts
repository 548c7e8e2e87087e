import { shippedPolicies } from '@yagura/record'
import { exportedPages, exportText } from '../node/cyber/handlers/export-objects.ts'
import { stixFilterOf } from '../node/cyber/handlers/stix-filter.ts'
import { readIdentity } from '../node/partners/identity/own-identity.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { nationOf } from './cyber-import.ts'
import { askStoreOrNode } from './cyber-store.ts'
import { exitCodes } from './exit-codes.ts'
import { demandStore, type ModeOptions, storeModeOf } from './store-mode.ts'

/** Options of `yagura cyber export` as typed. */
export type ExportOptions = ModeOptions & {
  readonly type?: string
  readonly text?: string
  readonly source?: string
  readonly as?: string
  readonly format: string
}

/**
 * `yagura cyber export`: the newest version of each object as one bundle, or one object a line; with `--as` only what may leave to a nation.
 *
 * @returns The exit code.
 */
export async function exportObjects(options: ExportOptions, context: CommandContext): Promise<number> {
  const form = parseWord('--format', options.format, ['bundle', 'ndjson'])
  const mode = await storeModeOf(options)
  demandStore(options.data, mode)
  const as = options.as === undefined ? undefined : nationOf('--as', options.as)
  const query = queryOf(options)
  await askStoreOrNode(
    { data: options.data, mode },
    {
      store: async (store, dataFolder) => {
        const ownNation = (await readIdentity(dataFolder, mode))?.card.party ?? ''
        const rules = { mode, policies: shippedPolicies(), ownNation: () => ownNation }
        await print(exportText(exportedPages(store, { filter: stixFilterOf(query), as }, rules), form, mode), context)
      },
      node: async (node) => {
        const asked = { ...query, form, ...(as === undefined ? {} : { as }) }
        await print(textOf(node.stream('exportStix', { query: asked })), context)
      },
    },
  )
  if (mode === 'SIMULATED') context.messages.say('SIMULATED: all of it is generated data, and each object says so')
  return exitCodes.done
}

function queryOf({ type, text, source }: ExportOptions) {
  return {
    ...(type === undefined ? {} : { type }),
    ...(text === undefined ? {} : { q: text }),
    ...(source === undefined ? {} : { source }),
  }
}

async function* textOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true })
}

async function print(texts: AsyncIterable<string>, { output, signal }: CommandContext): Promise<void> {
  for await (const text of texts) {
    signal.throwIfAborted()
    output.write(text)
    await output.drain()
  }
  await output.end()
}
