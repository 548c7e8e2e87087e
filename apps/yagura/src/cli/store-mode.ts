import { existsSync } from 'node:fs'
import type { NodeMode } from '../node/context.ts'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { storeFile } from '../node/store/store-files.ts'
import { OtherModeError, UntoldModeError } from './cyber-errors.ts'
import { dataFolderOf } from './data-folder.ts'
import { NodeNotRunningError, WrongUseError } from './errors.ts'
import { openNodeClient } from './node-client.ts'

/** Which store of a data folder a command asks, as typed. */
export type ModeOptions = { readonly data?: string; readonly simulated?: boolean; readonly real?: boolean }

/**
 * Whether a command works on real or on generated data: what the node that runs on the folder does; else what was typed; else real data,
 * unless there are generated ones alone, which a node would go on with and not see what was put beside them.
 *
 * @throws OtherModeError where the node that runs is of another mode than was typed.
 * @throws UntoldModeError where nothing was typed and the folder has generated data alone.
 */
export async function storeModeOf({ data, simulated, real }: ModeOptions): Promise<NodeMode> {
  if (simulated === true && real === true) throw new WrongUseError('--simulated', 'it goes not with --real')
  const dataFolder = dataFolderOf(data)
  const typed = simulated === true ? 'SIMULATED' : real === true ? 'REAL' : undefined
  const running = await runningMode(dataFolder)
  if (running !== undefined && typed !== undefined && typed !== running) {
    throw new OtherModeError(dataFolder, running, typed)
  }
  const mode = running ?? typed
  if (mode !== undefined) return mode
  if (hasStore(dataFolder, 'SIMULATED') && !hasStore(dataFolder, 'REAL')) throw new UntoldModeError(dataFolder)
  return 'REAL'
}

/**
 * A folder in which no intelligence lies is most often a mistyped one: nothing is made there by asking.
 *
 * @throws WrongUseError
 */
export function demandStore(data: string | undefined, mode: NodeMode): void {
  const dataFolder = dataFolderOf(data)
  if (existsSync(stixFile(dataFolder, mode))) return
  const what = mode === 'REAL' ? 'no intelligence' : 'no generated intelligence'
  throw new WrongUseError('--data', `${dataFolder} holds ${what}: name the folder of the node, or import some first`)
}

function hasStore(dataFolder: string, mode: NodeMode): boolean {
  return [storeFile(dataFolder, mode), stixFile(dataFolder, mode)].some((file) => existsSync(file))
}

/** The mode of the node that runs on a folder; undefined where none does. */
async function runningMode(dataFolder: string): Promise<NodeMode | undefined> {
  try {
    const { mode } = await (await openNodeClient(dataFolder)).ask('readStatus', {})
    return mode === 'REAL' || mode === 'SIMULATED' ? mode : undefined
  } catch (error) {
    if (error instanceof NodeNotRunningError) return undefined
    throw error
  }
}
