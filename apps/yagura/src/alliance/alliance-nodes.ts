import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type NodeClient, openNodeClient } from '../cli/node-client.ts'
import { type MadeRoot, makeIdentity } from '../node/partners/identity/make-identity.ts'
import { AllianceNodeEndedError } from './errors.ts'

/** Which nation runs which node, and where it answers on this machine. */
export type AllianceMember = {
  readonly party: string
  readonly node: string
  readonly policy: string
  readonly dataFolder: string
  readonly port: number
  readonly partnerPort: number
}

/** A node of the alliance, as a process of its own. */
export type AllianceNode = AllianceMember & {
  readonly url: string
  readonly client: NodeClient
  readonly roots: readonly MadeRoot[]
  /** Asks it to stop and waits until it has. */
  readonly stop: () => Promise<void>
}

const members = [
  { party: 'JPN', node: 'jp.ncc.example', policy: 'JP' },
  { party: 'USA', node: 'us.ncc.example', policy: 'US' },
  { party: 'AUS', node: 'au.ncc.example', policy: 'AU' },
] as const
/** Distance of the port for partners from that of the page. */
const partnerPortOffset = 10
/** Clearance that each gives the others: levels of one's own policy. */
const mutualLevel = 2

/**
 * The three members.
 *
 * @param folder - Gains a data folder each.
 * @param firstPort - Port of the first page; the others follow it.
 */
export function allianceMembers(folder: string, firstPort: number): readonly AllianceMember[] {
  return members.map((member, index) => ({
    ...member,
    dataFolder: join(folder, member.party),
    port: firstPort + index,
    partnerPort: firstPort + partnerPortOffset + index,
  }))
}

/**
 * Makes a member's keys and starts its node.
 *
 * @param objects - How many SIMULATED objects it watches.
 * @param program - The command line of this program: what Node is handed to run it.
 * @throws AllianceNodeEndedError where it ends before its page can be opened.
 */
export async function startMember(
  member: AllianceMember,
  objects: number,
  program: readonly string[],
): Promise<AllianceNode> {
  const { dataFolder, node, party, port, partnerPort } = member
  const { roots } = await makeIdentity({
    ...{ node, party, dataFolder, mode: 'SIMULATED', url: `https://127.0.0.1:${partnerPort}` },
    ...{ rootsFolder: join(dataFolder, 'roots'), nowMs: Date.now(), random: randomBytes },
  })
  const words = ['serve', '--simulated', '--objects', String(objects), '--data', dataFolder, '--port', String(port)]
  const partner = ['--partner-port', String(partnerPort), '--partner-listen', '127.0.0.1', '--log-level', 'error']
  const child = spawn(process.execPath, [...program, ...words, ...partner], { stdio: ['ignore', 'pipe', 'pipe'] })
  await opened(child, member)
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  return { ...member, url: `http://127.0.0.1:${port}/`, client: await openNodeClient(dataFolder), roots, stop }
}

/** Waits for the line that says where its page is. */
function opened(child: ChildProcess, { node, port }: AllianceMember): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const isSaid = (piece: unknown): void => {
      said = `${said}${String(piece)}`.slice(-4000)
      if (said.includes(`http://127.0.0.1:${port}/`)) resolve()
    }
    child.stdout?.on('data', isSaid)
    child.stderr?.on('data', isSaid)
    child.once('error', reject)
    child.once('exit', () => reject(new AllianceNodeEndedError(node, said.trim())))
  })
}

/** Lets each know the others by their cards, as their people would who read the fingerprints to each other. */
export async function pinEachOther(nodes: readonly AllianceNode[]): Promise<void> {
  const cards = await Promise.all(nodes.map(({ client }) => client.ask('readOwnCard', {})))
  for (const { client, node, policy } of nodes) {
    for (const { card, fingerprint } of cards) {
      if (card.node === node) continue
      // Nodes without accounts know who signs by name alone.
      const second = { name: `second of ${node}` }
      const clearance = {
        policies: nodes.map((member) => member.policy),
        level: { pol: policy, lvl: mutualLevel },
        compartments: [],
      }
      await client.ask('addPartner', { body: { card, fingerprint, clearance, second } })
    }
  }
}
