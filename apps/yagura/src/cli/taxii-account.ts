import { type Marking, shippedPolicies } from '@yagura/record'
import type { TaxiiAccount } from '../api/contract/taxii.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { readMarking } from './marking-arguments.ts'
import { openNodeClient } from './node-client.ts'
import { readCertificate } from './read-certificate.ts'
import { type PasswordInput, readNewPassword } from './read-password.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura taxii account add` as typed. */
export type AddTaxiiAccountOptions = {
  readonly data?: string
  readonly nation?: string
  readonly clearance?: string
  readonly policies?: string
  readonly compartments?: string
  readonly read: boolean
  readonly contributes: string
  readonly marking?: string
  readonly certificate?: string
}

/** Options of the other commands of accounts. */
export type TaxiiAccountOptions = { readonly data?: string; readonly format: string }

/**
 * `yagura taxii account add`: lets a TAXII client sign in to the running node, by a certificate or a password that comes from the terminal
 * or from a pipe.
 *
 * @returns The exit code.
 */
export async function addTaxiiAccount(
  name: string,
  options: AddTaxiiAccountOptions,
  context: CommandContext,
  input: PasswordInput = process.stdin,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const { nation = null } = options
  const marking: Marking | null = options.marking === undefined ? null : await readMarking(options.marking, context)
  const account: TaxiiAccount = {
    ...{ name, nation, marking, clearance: clearanceOf(options.clearance), mayRead: options.read },
    policies: options.policies === undefined ? [...shippedPolicies().keys()] : [...listOf(options.policies)],
    compartments: [...listOf(options.compartments ?? '')],
    contributes: parseWord('--contributes', options.contributes, ['no', 'write', 'read-and-write']),
  }
  const credentials =
    options.certificate === undefined
      ? { password: await readNewPassword(input, context.messages) }
      : { certificate: await readCertificate(options.certificate, context) }
  await node.ask('addTaxiiAccount', { body: { ...account, ...credentials } })
  context.messages.say(`${name} can sign in at /taxii2/ for ${nation ?? 'this node’s own nation'}`)
  return exitCodes.done
}

/** `yagura taxii account list`: a row an account. @returns The exit code. */
export async function listTaxiiAccounts(options: TaxiiAccountOptions, { output }: CommandContext): Promise<number> {
  const columns = ['name', 'nation', 'mayRead', 'contributes', 'createdUtc', 'hasPassword', 'certificates']
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const node = await openNodeClient(dataFolderOf(options.data))
  const { items } = await node.ask('listTaxiiAccounts', {})
  for (const { name, nation, mayRead, contributes, createdUtc, hasPassword, certificates } of items) {
    const shown = certificates.map(({ fingerprint, validToUtc }) => `${fingerprint} until ${validToUtc}`)
    print([name, nation ?? undefined, mayRead, contributes, createdUtc, hasPassword, shown.join('; ')])
  }
  await output.end()
  return exitCodes.done
}

/** `yagura taxii account remove`. @returns The exit code. */
export async function removeTaxiiAccount(
  name: string,
  options: Pick<TaxiiAccountOptions, 'data'>,
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  await node.ask('removeTaxiiAccount', { params: { name } })
  messages.say(`${name} can sign in no more`)
  return exitCodes.done
}

/** `yagura taxii account add-certificate`. @returns The exit code. */
export async function addTaxiiCertificate(
  name: string,
  file: string,
  options: Pick<TaxiiAccountOptions, 'data'>,
  context: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const body = { certificate: await readCertificate(file, context) }
  const { fingerprint, validToUtc } = await node.ask('addTaxiiCertificate', { params: { name }, body })
  context.messages.say(`${name} can sign in by the certificate ${fingerprint} until ${validToUtc}`)
  return exitCodes.done
}

/** `yagura taxii account remove-certificate`. @returns The exit code. */
export async function removeTaxiiCertificate(
  name: string,
  fingerprint: string,
  options: Pick<TaxiiAccountOptions, 'data'>,
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  await node.ask('removeTaxiiCertificate', { params: { name, fingerprint } })
  messages.say(`${name} can sign in by that certificate no more`)
  return exitCodes.done
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

/** A clearance as it is typed: a policy and its level, such as `NATO:2`. */
function clearanceOf(typed: string | undefined): TaxiiAccount['clearance'] {
  if (typed === undefined) return null
  const [, pol, lvl] = /^([A-Z][A-Z0-9-]{0,15}):([0-4])$/.exec(typed) ?? []
  if (pol === undefined) throw new WrongUseError('--clearance', `"${typed}" is none, expected one such as NATO:2`)
  return { pol, lvl: Number(lvl) }
}
