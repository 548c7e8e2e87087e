import type { NodeMode } from '../node/context.ts'
import { type OpenStixStore, openStixStore } from '../node/cyber/store/open-stix-store.ts'
import { StoreInUseError } from '../node/store/store-errors.ts'
import { dataFolderOf } from './data-folder.ts'
import { NodeNotRunningError } from './errors.ts'
import { type NodeClient, openNodeClient } from './node-client.ts'

/** Whose store of STIX objects a command asks, as typed. */
export type StoreOptions = { readonly data?: string; readonly simulated?: boolean }

/** The mode that was typed. */
export function modeOf({ simulated }: StoreOptions): NodeMode {
  return simulated === true ? 'SIMULATED' : 'REAL'
}

/**
 * Asks the store of a data folder, or the node that has it.
 *
 * @throws StoreInUseError where another process has it that is no node, or a node of another mode.
 */
export async function askStoreOrNode<Result>(
  options: StoreOptions,
  asked: {
    readonly store: (store: OpenStixStore, dataFolder: string) => Promise<Result>
    readonly node: (node: NodeClient) => Promise<Result>
  },
): Promise<Result> {
  const dataFolder = dataFolderOf(options.data)
  const mode = modeOf(options)
  const opened = await openStixStore({ dataFolder, mode, clock: { nowMs: () => Date.now() } }).catch(
    (error: unknown) => {
      if (error instanceof StoreInUseError) return error
      throw error
    },
  )
  if (opened instanceof StoreInUseError) return asked.node(await nodeOf(dataFolder, mode, opened))
  try {
    return await asked.store(opened, dataFolder)
  } finally {
    await opened.close()
  }
}

async function nodeOf(dataFolder: string, mode: NodeMode, inUse: StoreInUseError): Promise<NodeClient> {
  try {
    const node = await openNodeClient(dataFolder)
    if ((await node.ask('readStatus', {})).mode === mode) return node
  } catch (error) {
    if (!(error instanceof NodeNotRunningError)) throw error
  }
  throw inUse
}
