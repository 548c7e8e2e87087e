import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { nationOf } from './cyber-import.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { readMarking } from './marking-arguments.ts'
import { type NodeClient, openNodeClient } from './node-client.ts'
import { createTable, tableFormats } from './table.ts'
import { passwordFor } from './taxii-exchange.ts'
import { readTlsFiles } from './tls-files.ts'

/** Options of `yagura taxii feed add` as typed. */
export type AddFeedOptions = {
  readonly data?: string
  readonly every: string
  readonly user?: string
  readonly allowPrivate?: boolean
  readonly marking?: string
  readonly originator?: string
  readonly certificate?: string
  readonly key?: string
  readonly ca?: string
}

/** Options of the other commands of feeds. */
export type FeedOptions = { readonly data?: string; readonly format: string }

/** What a command does with a feed. */
export type FeedAct = 'remove' | 'pull' | 'pause' | 'resume'

/** `yagura taxii feed add`: has the running node pull another server. @returns The exit code. */
export async function addFeed(
  name: string,
  url: string,
  options: AddFeedOptions,
  context: CommandContext,
): Promise<number> {
  const intervalMin = /^\d{1,5}$/.test(options.every) ? Number(options.every) : 0
  if (intervalMin < 1 || intervalMin > 10_080) {
    throw new WrongUseError('--every', `"${options.every}" is no number of minutes from 1 to 10080`)
  }
  const originator = nationOf('--originator', options.originator ?? '')
  const marking = options.marking === undefined ? undefined : await readMarking(options.marking, context)
  const tls = await readTlsFiles(url, options, context)
  const node = await openNodeClient(dataFolderOf(options.data))
  const { user } = options
  await node.ask('addFeed', {
    body: {
      ...{ name, url, intervalMin, originator, allowPrivateAddress: options.allowPrivate === true, ...tls },
      ...(marking === undefined ? {} : { marking }),
      ...(user === undefined ? {} : { account: { user, password: await passwordFor(context) } }),
    },
  })
  context.messages.say(`${name} is pulled every ${intervalMin} min`)
  return exitCodes.done
}

/** `yagura taxii feed list`: a row a feed. @returns The exit code. */
export async function listFeeds(options: FeedOptions, { output }: CommandContext): Promise<number> {
  const columns = [
    'id',
    'name',
    'url',
    'state',
    'lastSuccessUtc',
    'gained',
    'leftOut',
    'nextDueUtc',
    'certificateEndsUtc',
    'lastError',
  ]
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const node = await openNodeClient(dataFolderOf(options.data))
  const { items } = await node.ask('listFeeds', {})
  for (const feed of items) {
    const { id, name, url, state, lastSuccessUtc, gained, leftOut, nextDueUtc, certificateEndsUtc, lastError } = feed
    const times = [
      lastSuccessUtc ?? undefined,
      gained,
      leftOut,
      nextDueUtc ?? undefined,
      certificateEndsUtc ?? undefined,
    ]
    print([id, name, url, state, ...times, lastError?.message])
  }
  await output.end()
  return exitCodes.done
}

const done: { readonly [Act in FeedAct]: string } = {
  remove: 'is pulled no longer; what it brought is kept',
  pull: 'is asked; `yagura taxii feed list` says what came of it',
  pause: 'is paused',
  resume: 'is pulled again',
}

/** `yagura taxii feed remove`, `pull`, `pause` and `resume`. @returns The exit code. */
export async function actOnFeed(
  act: FeedAct,
  named: string,
  options: Pick<FeedOptions, 'data'>,
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const params = { id: await idOf(node, named) }
  await node.ask(`${act}Feed`, { params })
  messages.say(`${named} ${done[act]}`)
  return exitCodes.done
}

/** Names may be given twice: then the id decides. */
async function idOf(node: NodeClient, named: string): Promise<string> {
  const { items } = await node.ask('listFeeds', {})
  const found = items.filter(({ id, name }) => id === named || name === named)
  const [only] = found
  if (only !== undefined && found.length === 1) return only.id
  const problem = only === undefined ? 'no feed has this name or id' : 'several feeds have this name; give the id'
  throw new WrongUseError('NAME', `${named}: ${problem}`)
}
