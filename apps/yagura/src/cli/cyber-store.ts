import { basename } from 'node:path'
import type { NodeMode } from '../node/context.ts'
import { type OpenStixStore, openStixStore } from '../node/cyber/store/open-stix-store.ts'
import { StoreInUseError } from '../node/store/store-errors.ts'
import { dataFolderOf } from './data-folder.ts'
import { NodeNotRunningError } from './errors.ts'
import { type NodeClient, openNodeClient } from './node-client.ts'

/** Under which name the store knows where objects of a file came from. */
export function sourceOf(file: string): string {
  return file === '-' ? 'standard input' : basename(file)
}

/**
 * Asks the store of a data folder, or the node that has it.
 *
 * @param mode - As `storeModeOf` says.
 * @throws StoreInUseError where another process has it that is no node, or a node of another mode.
 */
export async function askStoreOrNode<Result>(
  { data, mode }: { readonly data: string | undefined; readonly mode: NodeMode },
  asked: {
    readonly store: (store: OpenStixStore, dataFolder: string) => Promise<Result>
    readonly node: (node: NodeClient) => Promise<Result>
  },
): Promise<Result> {
  const dataFolder = dataFolderOf(data)
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
