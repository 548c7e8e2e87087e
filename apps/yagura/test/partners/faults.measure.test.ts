import { join } from 'node:path'
import { type SeededRandom, seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { listHeads, readEntry } from '../../src/node/partners/channels/stored-log.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { mayMount, maySeal, smallDisk } from '../store/disk-faults.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { bundleProgram, type FaultNode, makeFaultNode } from './faults/fault-node.ts'
import { type FaultPlace, faults } from './faults/faults.ts'
import { makeNetwork, mayMakeNetworks } from './faults/own-network.ts'
import { type Acknowledged, appendOnAndOn, converged, type Ledger } from './faults/shared-ledger.ts'

const count = Number(process.env['YAGURA_FAULTS'] ?? 20)
const mostS = 30
const smallDiskBytes = 192 << 20
const pairShare = 0.3
/** Each fault lasts up to some twenty seconds and is healed within thirty. */
const patienceMs = 120_000 + count * 50_000

const members = [
  { party: 'JPN', node: 'jp.faults.example' },
  { party: 'USA', node: 'us.faults.example' },
  { party: 'AUS', node: 'au.faults.example' },
] as const

/** What one fault, or two at once, did. */
type Hit = { readonly names: readonly string[]; readonly tookS: number; readonly forks: number; readonly lies: number }

/** Pins the cards of all at all. */
async function pinEachOther(nodes: readonly FaultNode[]): Promise<void> {
  const cards = await Promise.all(nodes.map((node) => node.client().ask('readOwnCard', {})))
  for (const node of nodes) {
    for (const { card, fingerprint } of cards) {
      if (card.node !== node.node)
        await node.client().ask('addPartner', { body: { card, fingerprint, second: { name: 'second' } } })
    }
  }
}

/** What any of them says against another, each once: all are honest. */
async function accusations(nodes: readonly FaultNode[], known: Set<string>): Promise<readonly string[]> {
  const said: string[] = []
  for (const { party, client } of nodes) {
    const { items: evidence } = await client().ask('listEvidence', {})
    const { items: partners } = await client().ask('listPartners', {})
    said.push(...evidence.map(({ id, kind, text }) => `${kind}: ${party}: ${text} (${id})`))
    said.push(...partners.flatMap(({ lastComplaint }) => complaintOf(party, lastComplaint)))
  }
  const fresh = said.filter((one) => !known.has(one))
  for (const one of fresh) known.add(one)
  return fresh
}

function complaintOf(party: string, complaint: { readonly atUtc: string; readonly reason: string } | null) {
  return complaint === null ? [] : [`complaint: ${party}: ${complaint.reason} (${complaint.atUtc})`]
}

/** All kinds again and again, each round in an order of its own: none is left to chance. */
function* kindsInTurn(random: SeededRandom): Generator<string> {
  for (;;) {
    const left = Object.keys(faults)
    while (left.length > 0) yield* left.splice(random.integer(0, left.length - 1), 1)
  }
}

/** One fault, or two of different kinds at different nodes at once. */
async function hit(place: FaultPlace, first: string): Promise<readonly string[]> {
  const { random, nodes } = place
  const choose = <Item>(items: readonly Item[]): Item => items[random.integer(0, items.length - 1)] as Item
  const at = choose(nodes)
  const others = Object.keys(faults).filter((name) => name !== first && faults[name]?.isAlone === false)
  const isTwo = faults[first]?.isAlone === false && random.uniform() < pairShare
  const chosen = [[first, at], ...(isTwo ? [[choose(others), choose(nodes.filter((node) => node !== at))]] : [])] as [
    string,
    FaultNode,
  ][]
  await Promise.all(chosen.map(([name, node]) => faults[name]?.hit(place, node)))
  return chosen.map(([name]) => name)
}

/** Acknowledged records that are not where they were said to be, in the stores of nodes that have stopped. */
async function lost(nodes: readonly FaultNode[], kept: readonly Acknowledged[]): Promise<readonly Acknowledged[]> {
  const missing: Acknowledged[] = []
  for (const { party, dataFolder } of nodes) {
    const store = await openStore({ dataFolder, mode: 'SIMULATED' })
    const numbers = new Map(listHeads(store).map(({ origin, number }) => [origin, number]))
    for (const one of kept.filter(({ audience }) => audience.includes(party))) {
      const entry = readEntry(store, numbers.get(one.origin) ?? 0, one.position)
      if (entry === undefined || Buffer.from(entry).toString('utf8') !== one.line) missing.push(one)
    }
    await store.close()
  }
  return missing
}

/** A line for each kind: how often, what was lost of what was acknowledged around it, forks and lies found, how long it took. */
function tableOf(hits: readonly Hit[], missing: readonly Acknowledged[], means: string): string {
  const rows = Object.keys(faults).map((name) => {
    const own = hits.filter(({ names }) => names.includes(name))
    const numbers = new Set(own.map((one) => hits.indexOf(one)))
    const isLost = missing.filter(({ faultsBefore }) => numbers.has(faultsBefore))
    const sum = (of: (one: Hit) => number): number => own.reduce((total, one) => total + of(one), 0)
    const slowestS = Math.max(0, ...own.map(({ tookS }) => tookS)).toFixed(1)
    const title = name === 'partition' || name === 'all apart' ? `${name} (${means})` : name
    const figures = [own.length, isLost.length, sum(({ forks }) => forks), sum(({ lies }) => lies), slowestS]
    return `${title.padEnd(40)}${figures.map((figure) => String(figure).padStart(10)).join('')}`
  })
  const head = ['count', 'lost', 'forks', 'accused', 'slowest s'].map((word) => word.padStart(10)).join('')
  return `${'fault'.padEnd(40)}${head}\n${rows.join('\n')}\n`
}

async function startMembers(): Promise<Pick<FaultPlace, 'program' | 'nodes' | 'onSmallDisk'>> {
  const program = await bundleProgram()
  const [hasDisk, hasNetworks] = [mayMount(), mayMakeNetworks()]
  const nodes: FaultNode[] = []
  for (const [index, { party, node }] of members.entries()) {
    const folder = hasDisk && party === 'AUS' ? smallDisk(smallDiskBytes) : temporaryFolder()
    const network = hasNetworks ? makeNetwork(index + 1) : undefined
    nodes.push(await makeFaultNode(program, party, node, join(folder, 'data'), network))
  }
  await Promise.all(nodes.map((node) => node.start()))
  await pinEachOther(nodes)
  return { program, nodes, onSmallDisk: ({ party }) => hasDisk && party === 'AUS' }
}

test(
  `${count} faults lose nothing that was acknowledged, make no honest node look like a liar, and are healed within ${mostS} s`,
  async () => {
    const random = seededRandom(Number(process.env['YAGURA_FAULT_SEED'] ?? 20_261_122))
    const { program, nodes, onSmallDisk } = await startMembers()
    const ledger: Ledger = { kept: [], refused: new Map(), paused: new Set(), faults: 0 }
    const place: FaultPlace = { program, nodes, ledger, random, onSmallDisk, maySeal: maySeal() }
    const end = new AbortController()
    const othersOf = (node: FaultNode): readonly FaultNode[] => nodes.filter((other) => other !== node)
    const appending = nodes.map((node, index) =>
      appendOnAndOn(node, othersOf(node), ledger, seededRandom(index), end.signal),
    )
    await converged(nodes, ledger, mostS)
    const hits: Hit[] = []
    const known = new Set<string>()
    const said: string[] = []
    for (const kind of kindsInTurn(random)) {
      const names = await hit(place, kind)
      const tookS = await converged(nodes, ledger, mostS).catch((error: Error) => {
        throw new Error(`after ${names.join(' and ')} (fault ${hits.length}): ${error.message}`)
      })
      const accused = await accusations(nodes, known)
      said.push(...accused.map((one) => `after ${names.join(' and ')}: ${one}`))
      const forks = accused.filter((one) => one.startsWith('equivocation')).length
      hits.push({ names, tookS, forks, lies: accused.length - forks })
      ledger.faults = hits.length
      process.stdout.write(`${hits.length} ${names.join(' and ')}: ${tookS.toFixed(1)} s ${accused.join('; ')}\n`)
      if (hits.reduce((total, one) => total + one.names.length, 0) >= count) break
    }
    end.abort()
    await Promise.all(appending)
    await converged(nodes, { ...ledger, paused: new Set(nodes) }, mostS)
    await Promise.all(nodes.map((node) => node.stop()))
    const checks = await Promise.all(nodes.map(({ dataFolder }) => program.run(['fsck', '--data', dataFolder])))
    const missing = await lost(nodes, ledger.kept)
    const means = nodes.some(({ network }) => network !== undefined) ? 'network namespaces' : 'a proxy'
    const refused = [...ledger.refused.values()].reduce((sum, times) => sum + times, 0)
    process.stdout.write(
      `${tableOf(hits, missing, means)}${hits.length} times a fault or two at once; ${ledger.kept.length} records acknowledged, ${refused} refused meanwhile\n`,
    )
    expect(missing.map(({ origin, position, by }) => `${by.party}: ${origin} ${position}`)).toEqual([])
    expect(said).toEqual([])
    expect(checks.map(({ exitCode, stdout }) => ({ exitCode, bad: /"valid":false/.test(stdout) }))).toEqual(
      nodes.map(() => ({ exitCode: 0, bad: false })),
    )
    expect(Math.max(...hits.map(({ tookS }) => tookS))).toBeLessThanOrEqual(mostS)
  },
  patienceMs,
)
