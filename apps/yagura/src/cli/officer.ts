import { randomBytes } from 'node:crypto'
import pino from 'pino'
import type { NodeMode } from '../node/context.ts'
import { createLive } from '../node/live.ts'
import { createOfficersService } from '../node/officers/service.ts'
import { openStore } from '../node/store/open-store.ts'
import { ulid } from '../node/ulid.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { NodeNotRunningError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { makeFolder } from './make-folder.ts'
import { type NodeClient, openNodeClient } from './node-client.ts'
import { type PasswordInput, readNewPassword } from './read-password.ts'

/** Options of `yagura officer add` as typed. */
export type AddOfficerOptions = {
  readonly data?: string
  readonly administrator?: boolean
  readonly simulated?: boolean
}

/** The node that runs on a data folder in a mode, if one does. */
async function runningNode(dataFolder: string, mode: NodeMode): Promise<NodeClient | undefined> {
  try {
    const node = await openNodeClient(dataFolder)
    return (await node.ask('readStatus', {})).mode === mode ? node : undefined
  } catch (error) {
    if (error instanceof NodeNotRunningError) return undefined
    throw error
  }
}

type NewOfficer = { readonly name: string; readonly role: 'officer' | 'administrator'; readonly password: string }

/** Adds an account to the store of a node that does not run. */
async function addToStore(dataFolder: string, mode: NodeMode, body: NewOfficer): Promise<void> {
  await makeFolder(dataFolder, '--data')
  const store = await openStore({ dataFolder, mode })
  const logger = pino({ level: 'warn' }, process.stderr)
  const clock = { nowMs: () => Date.now() }
  try {
    const officers = createOfficersService({
      store,
      clock,
      live: createLive((error) => logger.error({ err: error }, 'a listener failed')),
      logger,
      mode,
      newId: () => ulid(clock.nowMs(), randomBytes),
    })
    const caller = { officer: 'command line', role: 'administrator' } as const
    await officers.handlers.addOfficer({ params: undefined, query: undefined, body }, caller)
  } finally {
    await store.close()
  }
}

/**
 * `yagura officer add`: adds an account, in the running node or in the store of one that does not run.
 *
 * @param input - Where the password comes from: a terminal, or a pipe.
 * @returns The exit code.
 */
export async function addOfficer(
  name: string,
  options: AddOfficerOptions,
  { messages }: Pick<CommandContext, 'messages'>,
  input: PasswordInput = process.stdin,
): Promise<number> {
  const dataFolder = dataFolderOf(options.data)
  const mode: NodeMode = options.simulated === true ? 'SIMULATED' : 'REAL'
  const role = options.administrator === true ? 'administrator' : 'officer'
  const body = { name, role, password: await readNewPassword(input, messages) } as const
  const node = await runningNode(dataFolder, mode)
  if (node === undefined) await addToStore(dataFolder, mode, body)
  else await node.ask('addOfficer', { body })
  messages.say(`${name} can sign in as ${role} of the ${mode} node in ${dataFolder}`)
  return exitCodes.done
}
