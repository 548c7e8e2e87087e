import { resolve } from 'node:path'
import { Check } from 'typebox/value'
import { type Partner, PartnerCard, type PartnerClearance } from '../api/contract/partners.ts'
import { CardRefusedError } from '../node/partners/errors.ts'
import { defaultClearance } from '../node/partners/partner-book.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { openNodeClient } from './node-client.ts'
import { readText } from './read-text.ts'
import { readSecond, type SecondOptions } from './second-signature.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura partner …` as typed. */
export type PartnerOptions = { readonly data?: string }
/** Options of `yagura partner resume` as typed. */
export type ResumeOptions = PartnerOptions & SecondOptions
/** Options of `yagura partner add` as typed. */
export type AddPartnerOptions = ResumeOptions & {
  readonly fingerprint?: string
  readonly policy?: readonly string[]
  readonly level?: string
  readonly compartment?: readonly string[]
}

const largestCard = 16_384
const columns = [
  ...['node', 'party', 'state', 'last_contact', 'lag_entries', 'logs', 'records', 'evidence', 'last_failure'],
  ...['last_complaint', 'complains_of', 'clock_ahead_least_s', 'clock_ahead_most_s', 'certificate_expires'],
  'awaited_since',
]

/** `yagura partner add`: pins a partner whose card and fingerprint came by two ways. */
export async function addPartner(
  file: string,
  options: AddPartnerOptions,
  context: CommandContext,
  input: AsyncIterable<unknown> = process.stdin,
): Promise<number> {
  const card = readCard(await readText(file, context, largestCard))
  const fingerprint = options.fingerprint ?? (await askFingerprint(card, context, input))
  const clearance = clearanceOf(options)
  const second = await readSecond(options, context)
  const node = await openNodeClient(dataFolderOf(options.data))
  await node.ask('addPartner', { body: { card, fingerprint, clearance, second } })
  context.messages.say(`${card.node} (${card.party}) is a partner now`)
  return exitCodes.done
}

function readCard(text: string): PartnerCard {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new CardRefusedError('the file is not JSON')
  }
  if (!Check(PartnerCard, value)) throw new CardRefusedError('the file is no card of a node')
  return value
}

/** The fingerprint is never shown before it is typed: who types it must have heard it. */
async function askFingerprint(
  card: PartnerCard,
  { messages }: CommandContext,
  input: AsyncIterable<unknown>,
): Promise<string> {
  messages.say(`Fingerprint of the card of ${card.node} (${card.party}), as its people told it:`)
  let typed = ''
  for await (const piece of input) {
    typed += String(piece)
    if (/[\r\n]/.test(typed) || typed.length > 200) break
  }
  const line = typed.split(/[\r\n]/)[0]?.trim() ?? ''
  if (line === '') throw new WrongUseError('--fingerprint', 'none was given; without it no partner is added')
  return line
}

function clearanceOf({ policy, level, compartment }: AddPartnerOptions): PartnerClearance {
  const usual = defaultClearance()
  const parts = /^([A-Z][A-Z0-9-]{0,15}):([0-4])$/.exec(level ?? '')
  if (level !== undefined && parts === null) {
    throw new WrongUseError('--level', `"${level}" is not a policy and a level from 0 to 4, such as JP:2`)
  }
  return {
    policies: [...(policy ?? usual.policies)],
    level: parts === null ? null : { pol: parts[1] ?? '', lvl: Number(parts[2]) },
    compartments: [...(compartment ?? [])],
  }
}

/** `yagura partner list`. */
export async function listPartners(
  options: PartnerOptions & { readonly format: string },
  { output }: CommandContext,
): Promise<number> {
  const format = parseWord('--format', options.format, tableFormats)
  const node = await openNodeClient(dataFolderOf(options.data))
  const { items } = await node.ask('listPartners', {})
  const printRow = createTable(columns, format, output.write)
  for (const { card, state, lastContactUtc, lagEntries, logs, evidenceCount, ...told } of items) {
    const { awaitedSinceUtc, lastFailure, lastComplaint, complaintCount, clockOffset, certificateExpiresUtc } = told
    const records = logs.reduce((sum, { size, isOwn }) => sum + (isOwn ? 0 : size), 0)
    printRow([
      ...[card.node, card.party, state, lastContactUtc ?? undefined, lagEntries, logs.length, records, evidenceCount],
      ...[lastFailure?.reason, lastComplaint?.reason, complaintCount],
      ...[clockOffset?.leastS, clockOffset?.mostS, certificateExpiresUtc ?? undefined, awaitedSinceUtc ?? undefined],
    ])
  }
  await output.end()
  return exitCodes.done
}

/** `yagura partner resume`: by two administrators. */
export async function resumePartner(name: string, options: ResumeOptions, context: CommandContext): Promise<number> {
  const second = await readSecond(options, context)
  const node = await openNodeClient(dataFolderOf(options.data))
  await node.ask('changePartner', { params: { node: name }, body: { suspended: false, second } })
  context.messages.say(`${name}: resumed`)
  return exitCodes.done
}

/** `yagura partner suspend|remove`: by one, at once. */
export async function changePartner(
  action: 'suspend' | 'remove',
  name: string,
  options: PartnerOptions,
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const params = { node: name }
  if (action === 'remove') await node.ask('removePartner', { params })
  else await node.ask('changePartner', { params, body: { suspended: true } })
  messages.say(`${name}: ${{ suspend: 'suspended', remove: 'removed' }[action]}`)
  return exitCodes.done
}

/** `yagura partner pull`: asks partners now; bad input where one cannot be asked. */
export async function pullPartners(
  name: string | undefined,
  options: PartnerOptions,
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const names = name === undefined ? (await node.ask('listPartners', {})).items.map(({ card }) => card.node) : [name]
  let isWhole = true
  for (const one of names) {
    const partner = await node.ask('pullPartner', { params: { node: one } })
    messages.say(sayPartner(partner))
    if (partner.lastFailure !== null) isWhole = false
  }
  return isWhole ? exitCodes.done : exitCodes.badInput
}

function sayPartner({ card, lastFailure, logs, evidenceCount }: Partner): string {
  if (lastFailure !== null) return `${card.node}: ${lastFailure.reason} (${lastFailure.code})`
  const theirs = logs.filter(({ isOwn }) => !isOwn)
  const records = theirs.reduce((sum, { size }) => sum + size, 0)
  return `${card.node}: ${records} entries in ${theirs.length} logs, ${evidenceCount} pieces of evidence`
}

/** `yagura partner export`: writes the logs that a partner may have into a folder. */
export async function exportPartner(
  name: string,
  folder: string,
  options: PartnerOptions,
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const asked = { params: { node: name }, body: { folder: resolve(folder) } }
  const { logs, files } = await node.ask('exportPartnerLogs', asked)
  messages.say(`${folder}: ${logs} logs for ${name} in ${files} files`)
  return exitCodes.done
}

/** `yagura partner import`: takes over logs that were carried here; bad input where one is not what it says. */
export async function importPartner(
  folder: string,
  options: PartnerOptions,
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const { items } = await node.ask('importPartnerLogs', { body: { folder: resolve(folder) } })
  for (const { origin, received, quarantined, fault } of items) {
    messages.say(`${origin}: ${fault ?? `${received} new entries, ${quarantined} of them not believed`}`)
  }
  if (items.length === 0) messages.say(`${folder}: no log in it is for this node and of a partner`)
  return items.some(({ fault }) => fault !== null) ? exitCodes.badInput : exitCodes.done
}
