import { randomUUID } from 'node:crypto'
import type { StixFilter } from '@yagura/cyber'
import { type Policies, shippedPolicies } from '@yagura/record'
import type { NodeMode } from '../node/context.ts'
import { type OpenStixStore, openStixStore } from '../node/cyber/store/open-stix-store.ts'
import { releasableView } from '../node/cyber/taxii/taxii-views.ts'
import { readIdentity } from '../node/partners/identity/own-identity.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { nationOf } from './cyber-import.ts'
import { dataFolderOf } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura cyber export` as typed. */
export type ExportOptions = {
  readonly data?: string
  readonly simulated?: boolean
  readonly type?: string
  readonly text?: string
  readonly source?: string
  readonly as?: string
  readonly format: string
}

const pageObjects = 1000

/**
 * `yagura cyber export`: the newest version of each object as one bundle, or one object a line; with `--as` only what may leave to a nation.
 *
 * @returns The exit code.
 */
export async function exportObjects(options: ExportOptions, { output, signal }: CommandContext): Promise<number> {
  const format = parseWord('--format', options.format, ['bundle', 'ndjson'])
  const mode: NodeMode = options.simulated === true ? 'SIMULATED' : 'REAL'
  const dataFolder = dataFolderOf(options.data)
  const store = await openStixStore({ dataFolder, mode, clock: { nowMs: () => Date.now() } })
  try {
    const ownNation = (await readIdentity(dataFolder, mode))?.card.party ?? ''
    const texts =
      options.as === undefined ? listed(store, filterOf(options)) : released(store, options, mode, ownNation)
    let count = 0
    if (format === 'bundle') output.write(`{"type":"bundle","id":"bundle--${randomUUID()}"`)
    for await (const text of texts) {
      signal.throwIfAborted()
      if (format === 'ndjson') output.write(`${text}\n`)
      else output.write(`${count === 0 ? ',"objects":[' : ','}\n${text}`)
      count += 1
      await output.drain()
    }
    if (format === 'bundle') output.write(count === 0 ? '}\n' : '\n]}\n')
    await output.end()
  } finally {
    await store.close()
  }
  return exitCodes.done
}

function filterOf({ type, text, source }: ExportOptions): StixFilter {
  return {
    ...(type === undefined ? {} : { types: type.split(',') }),
    ...(text === undefined ? {} : { text }),
    ...(source === undefined ? {} : { source }),
  }
}

async function* listed(store: OpenStixStore, filter: StixFilter): AsyncGenerator<string> {
  let cursor: string | undefined
  do {
    const question = { ...filter, sort: 'added', descending: false, limit: pageObjects } as const
    const page = await store.call('list', cursor === undefined ? question : { ...question, cursor })
    for (const { body } of page.versions) yield body
    cursor = page.cursor
  } while (cursor !== undefined)
}

/** What a nation may have, as its TAXII clients would see it; filters of text and source are of the own view, and narrow it by ids. */
async function* released(
  store: OpenStixStore,
  options: ExportOptions,
  mode: NodeMode,
  ownNation: string,
): AsyncGenerator<string> {
  const policies: Policies = shippedPolicies()
  const nation = nationOf('--as', options.as ?? '')
  const recipient = { nation, policies: [...policies.keys()], clearance: null, compartments: [] }
  const view = await releasableView(store, recipient, { mode, policies, ownNation: () => ownNation })
  const wanted = options.text === undefined && options.source === undefined ? undefined : await idsOf(store, options)
  let afterUs = 0
  for (let isMore = true; isMore; ) {
    const types = options.type === undefined ? {} : { types: options.type.split(',') }
    const question = { ...types, afterUs, versions: ['last'], limit: pageObjects } as const
    const page = await store.call('readView', view, question, Date.now() * 1000, true)
    for (const { id, body } of page.entries) if (wanted?.has(id) !== false) yield body
    afterUs = page.entries.at(-1)?.shownUs ?? afterUs
    isMore = page.isMore
  }
}

async function idsOf(store: OpenStixStore, options: ExportOptions): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for await (const body of listed(store, filterOf(options))) {
    const { id }: { readonly id: string } = JSON.parse(body)
    ids.add(id)
  }
  return ids
}
