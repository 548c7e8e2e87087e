import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshFolder, runYagura } from '@yagura/testkit'
import { type AllianceNode, allianceMembers, pinEachOther, startMember } from '../../src/alliance/alliance-nodes.ts'
import { closestApproach } from '../../src/alliance/release-approach.ts'
import { waitFor } from '../../src/alliance/wait-for.ts'

/** Three nodes that know each other; that of JPN has an alert, an administrator H. Ito, and the officers M. Sato and K. Abe. */
export type ReleaseStory = {
  readonly jpn: AllianceNode
  readonly usa: AllianceNode
  readonly aus: AllianceNode
  readonly stop: () => Promise<void>
}

const bin = fileURLToPath(new URL('../../bin/yagura.js', import.meta.url))
const objects = 2000
const accounts = [['H. Ito', '--administrator'], ['M. Sato'], ['K. Abe']] as const

/** What an officer of the story signs in with. */
export const passwordOf = (officer: string): string => `the long password of ${officer}`

async function command({ dataFolder }: AllianceNode, words: readonly string[], input = ''): Promise<void> {
  const { exitCode, stderr } = await runYagura([...words, '--data', dataFolder], { input })
  if (exitCode !== 0) throw new Error(`${words.join(' ')}: ${stderr}`)
}

/** A port that nobody listens on, with room for five others above it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port > 65_000 ? freePort() : port
}

/** The closest approach of the last screening that there will be: a later one could clear what an earlier one raised. */
async function settledApproach(node: AllianceNode) {
  const { client } = node
  const settings = await client.ask('readSettings', {})
  await client.ask('changeSettings', { body: { ...settings, screening: { ...settings.screening, automatic: false } } })
  await closestApproach(node)
  await waitFor('the end of all screenings', 60, async () => {
    const { items } = await client.ask('listJobs', {})
    return items.every(({ state }) => state === 'finished') ? items : undefined
  })
  const { items } = await client.ask('listApproaches', { query: { sort: 'miss', limit: 1 } })
  const [closest] = items
  if (closest === undefined) throw new Error('the screening found no approach')
  return closest
}

/** Starts the nodes, and has the node of JPN raise an alert about its closest approach. */
export async function startReleaseStory(): Promise<ReleaseStory> {
  const members = allianceMembers(freshFolder(), await freePort())
  const nodes = await Promise.all(members.map((member) => startMember(member, objects, [bin])))
  const [jpn, usa, aus] = nodes
  if (jpn === undefined || usa === undefined || aus === undefined) throw new Error('there are not three members')
  await pinEachOther(nodes)
  for (const [officer, ...role] of accounts)
    await command(jpn, ['officer', 'add', officer, '--simulated', ...role], `${passwordOf(officer)}\n`)
  const approach = await settledApproach(jpn)
  const rule = {
    ...{ id: 'story', objects: { ids: [approach.primary.id] }, maxMissKm: Math.ceil(approach.missKm) },
    ...{ leadTimeH: 168, priority: 'serious', timeAllowedMin: 60 },
    ...{ consequence: 'None: the objects are generated.', action: 'Look, and tell the partners.' },
  }
  await command(jpn, ['rule', 'add', '-'], JSON.stringify(rule))
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())))
  return { jpn, usa, aus, stop }
}

/** Has the second and third root key of a node certify a key that was asked for. */
export async function certify(node: AllianceNode, keyId: string, mandate: string): Promise<void> {
  const roots = node.roots.slice(1).flatMap(({ file, passphrase }) => {
    const passphraseFile = join(node.dataFolder, `${basename(file)}.passphrase`)
    writeFileSync(passphraseFile, `${passphrase}\n`)
    return ['--root', file, '--root-passphrase-file', passphraseFile]
  })
  await command(node, ['key', 'certify', '--asked', keyId, '--mandate', mandate, ...roots])
}
