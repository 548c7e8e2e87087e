import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { base64UrlOf, keyNameOf } from '@yagura/record'
import type { Release } from '../api/contract/releases.ts'
import type { CommandContext } from '../cli/context.ts'
import { certifyKey } from '../cli/officer-key.ts'
import { draftRelease, signRelease } from '../cli/release.ts'
import { createKeyFile } from '../crypto/key-file.ts'
import type { AllianceNode } from './alliance-nodes.ts'
import { waitFor } from './wait-for.ts'

/** What is told of a close approach, and to whom. */
export type ApproachRelease = {
  /** Nations beside the author's own, ISO 3166-1 alpha-3. */
  readonly to: readonly string[]
  readonly level: number
  /** Members that are left out, as JSON pointers. */
  readonly leaveOut?: readonly string[]
  /** Makes it a tear-line of this signed record. */
  readonly tearLineOf?: string
}

/** An officer with a key of their own that two roots have certified. */
export type Signatory = { readonly officer: string; readonly keyFile: string; readonly passphraseFile: string }

const patienceS = 60

/** Makes a key for an officer and has two of the node's root keys certify it, by the commands that people use. */
export async function certifiedOfficer(
  { node, dataFolder, roots }: AllianceNode,
  officer: { readonly name: string; readonly mandate: string },
  context: CommandContext,
): Promise<Signatory> {
  const name = keyNameOf(officer.name)
  const passphrase = base64UrlOf(randomBytes(18))
  const keyFile = join(dataFolder, `${name}.key`)
  const { publicKey } = await createKeyFile(keyFile, { node, name }, passphrase, randomBytes, 'program')
  const passphraseFile = await secretFile(join(dataFolder, `${name}.passphrase`), passphrase)
  const signing = roots.slice(0, 2)
  const rootPassphraseFile = await Promise.all(
    signing.map((root) => secretFile(`${root.file}.passphrase`, root.passphrase)),
  )
  await certifyKey(
    {
      ...{ data: dataFolder, public: base64UrlOf(publicKey), officer: officer.name, name, mandate: officer.mandate },
      ...{ root: signing.map(({ file }) => file), rootPassphraseFile },
    },
    context,
  )
  return { officer: officer.name, keyFile, passphraseFile }
}

async function secretFile(path: string, text: string): Promise<string> {
  await writeFile(path, `${text}\n`, { mode: 0o600 })
  return path
}

/** The closest approach of the next day: asks the node to screen at once, which it would do by itself some seconds later. */
export async function closestApproach({ client, node }: AllianceNode): Promise<string> {
  await waitFor(`objects at ${node}`, patienceS, async () => {
    const { total } = await client.ask('listObjects', { query: { limit: 1 } })
    return total > 0 ? total : undefined
  })
  await client.ask('startJob', { body: { kind: 'screening', days: 1, withinKm: 10 } })
  const found = await waitFor(`a close approach in the first screening of ${node}`, patienceS, async () => {
    const { items } = await client.ask('listApproaches', { query: { sort: 'miss', limit: 1 } })
    return items[0]
  })
  return found.id
}

/**
 * Releases a close approach: one officer writes and signs it, another lets it go.
 *
 * @returns The release as it stands then.
 */
export async function releaseApproach(
  { client, dataFolder }: AllianceNode,
  approachId: string,
  { to, level, leaveOut, tearLineOf }: ApproachRelease,
  [author, releaser]: readonly [Signatory, Signatory],
  context: CommandContext,
): Promise<Release> {
  const typed = {
    ...{ data: dataFolder, approach: approachId, to: to.join(','), level: String(level), key: author.keyFile },
    ...(leaveOut === undefined ? {} : { leaveOut }),
    ...(tearLineOf === undefined ? {} : { tearLineOf }),
  }
  await draftRelease(typed, context)
  const { items } = await client.ask('listReleases', { query: { state: 'draft', limit: 1 } })
  const id = items[0]?.id ?? ''
  for (const { keyFile, passphraseFile } of [author, releaser]) {
    await signRelease(id, { data: dataFolder, key: keyFile, passphraseFile }, context)
  }
  return client.ask('readRelease', { params: { id } })
}
