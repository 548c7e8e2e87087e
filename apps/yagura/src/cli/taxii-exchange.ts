import { shippedPolicies } from '@yagura/record'
import type { NodeMode } from '../node/context.ts'
import { type FoundCollection, findCollections } from '../node/cyber/feeds/find-collections.ts'
import { pullCollection } from '../node/cyber/feeds/pull-collection.ts'
import { pushCollection } from '../node/cyber/feeds/push-collection.ts'
import { createTaxiiExchange, type TaxiiExchange } from '../node/cyber/feeds/taxii-exchange.ts'
import { type OpenStixStore, openStixStore } from '../node/cyber/store/open-stix-store.ts'
import { releasableView } from '../node/cyber/taxii/taxii-views.ts'
import { readIdentity } from '../node/partners/identity/own-identity.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { markingFor, nationOf } from './cyber-import.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { askPassword, readNewPassword } from './read-password.ts'
import { keepHeapSmall } from './small-heap.ts'
import { demandStore, type ModeOptions, storeModeOf } from './store-mode.ts'
import { createTable, tableFormats } from './table.ts'
import { readTlsFiles } from './tls-files.ts'

/** Options of `yagura taxii pull` and `push` as typed. */
type ExchangeOptions = ModeOptions & {
  readonly collection?: string
  readonly user?: string
  readonly certificate?: string
  readonly key?: string
  readonly ca?: string
  readonly format: string
}

/** Options of `yagura taxii pull` as typed. */
export type PullCommandOptions = ExchangeOptions & {
  readonly since?: string
  readonly marking?: string
  readonly releaseTo?: string
  readonly originator?: string
}

/** Options of `yagura taxii push` as typed. */
export type PushCommandOptions = ExchangeOptions & { readonly as: string }

const clock = { nowMs: () => Date.now() }

/** What a command does with the store and the collections that were named. */
type Exchanging = {
  readonly store: OpenStixStore
  readonly exchange: TaxiiExchange
  readonly collections: readonly FoundCollection[]
  readonly mode: NodeMode
  readonly dataFolder: string
}

/**
 * `yagura taxii pull`: takes in what the readable collections of a server gained since the last pull; a row a collection.
 *
 * @returns The exit code: bad input where something that came was left out or kept aside.
 */
export async function pullFrom(url: string, options: PullCommandOptions, context: CommandContext): Promise<number> {
  const columns = ['collection', 'read', 'added', 'unchanged', 'quarantined', 'invalid']
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), context.output.write)
  const originator = nationOf('--originator', options.originator ?? '')
  let isGood = true
  keepHeapSmall()
  await exchanging(url, options, context, async ({ store, exchange, collections, mode }) => {
    const marking = await markingFor(options, mode, context)
    for (const collection of collections.filter(({ canRead }) => canRead)) {
      const { read, added, unchanged, quarantined, invalid } = await pullCollection(store, exchange, collection, {
        ...{ marking, originator, source: `pull/${collection.url.hostname}/${collection.id}`, since: options.since },
        ...{ onProblem: (id, message) => context.messages.say(`${collection.title}: ${id} ${message}`) },
        onProgress: (counts) => context.messages.progress(`${collection.title}: ${counts.read} read`),
        signal: context.signal,
      })
      if (invalid + quarantined > 0) isGood = false
      print([collection.id, read, added, unchanged, quarantined, invalid])
    }
  })
  return isGood ? exitCodes.done : exitCodes.badInput
}

/**
 * `yagura taxii push`: brings what may leave to a nation to the collections of a server that may be written to; a row a collection.
 *
 * @returns The exit code: bad input where the server refused something.
 */
export async function pushTo(url: string, options: PushCommandOptions, context: CommandContext): Promise<number> {
  const columns = ['collection', 'sent', 'accepted', 'refused', 'pending']
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), context.output.write)
  const nation = nationOf('--as', options.as)
  demandStore(options.data, await storeModeOf(options))
  let isGood = true
  await exchanging(url, options, context, async ({ store, exchange, collections, mode, dataFolder }) => {
    const policies = shippedPolicies()
    const own = (await readIdentity(dataFolder, mode))?.card.party ?? ''
    const recipient = { nation, policies: [...policies.keys()], clearance: null, compartments: [] }
    const view = await releasableView(store, recipient, { mode, policies, ownNation: () => own })
    for (const collection of collections.filter(({ canWrite }) => canWrite)) {
      const { sent, accepted, refused, pending } = await pushCollection(store, exchange, collection, view, {
        ...{ clock, signal: context.signal },
        onProblem: (id, message) => context.messages.say(`${collection.title}: ${id} ${message}`),
        onProgress: (counts) => context.messages.progress(`${collection.title}: ${counts.sent} sent`),
      })
      if (refused > 0) isGood = false
      print([collection.id, sent, accepted, refused, pending])
    }
  })
  return isGood ? exitCodes.done : exitCodes.badInput
}

async function exchanging(
  url: string,
  options: ExchangeOptions,
  context: CommandContext,
  work: (exchanging: Exchanging) => Promise<void>,
): Promise<void> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw new WrongUseError('URL', `"${url}" is no http address`)
  const mode = await storeModeOf(options)
  const dataFolder = dataFolderOf(options.data)
  const password = options.user === undefined ? undefined : await passwordFor(context)
  // Whoever types an address means it, wherever it is.
  const access = { ...(await readTlsFiles(url, options, context)), user: options.user, password, allowPrivate: true }
  const exchange = createTaxiiExchange(access, clock, context.signal)
  const collections = await findCollections(exchange, new URL(url), options.collection)
  const store = await openStixStore({ dataFolder, mode, clock })
  try {
    await work({ store, exchange, collections, mode, dataFolder })
    await context.output.end()
  } finally {
    await store.close()
  }
}

/** Password of an account with another server: from `YAGURA_TAXII_PASSWORD`, else the terminal, else the first line of standard input. */
export async function passwordFor({ messages }: CommandContext): Promise<string> {
  const { YAGURA_TAXII_PASSWORD: kept } = process.env
  if (kept !== undefined) return kept
  const typed = await askPassword(process.stdin, messages, 'Password of the TAXII account (it is not shown):')
  return typed ?? (await readNewPassword(process.stdin, messages))
}
