import { join } from 'node:path'
import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { listHeads, readEntry } from '../../src/node/partners/channels/stored-log.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { mayMount, maySeal, smallDisk } from '../store/disk-faults.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { bundleProgram, type FaultNode, makeFaultNode } from './faults/fault-node.ts'
import { type FaultPlace, faults } from './faults/faults.ts'
import { type Acknowledged, appendOnAndOn, converged, type Ledger } from './faults/shared-ledger.ts'

const count = Number(process.env['YAGURA_FAULTS'] ?? 20)
const mostS = 30
const smallDiskBytes = 192 << 20

const members = [
  { party: 'JPN', node: 'jp.faults.example' },
  { party: 'USA', node: 'us.faults.example' },
  { party: 'AUS', node: 'au.faults.example' },
] as const

/** Pins the cards of all at all. */
async function pinEachOther(nodes: readonly FaultNode[]): Promise<void> {
  const cards = await Promise.all(nodes.map((node) => node.client().ask('readOwnCard', {})))
  for (const node of nodes) {
    for (const { card, fingerprint } of cards) {
      if (card.node !== node.node) await node.client().ask('addPartner', { body: { card, fingerprint } })
    }
  }
}

/** Evidence that any of them keeps against another: all are honest. */
async function accusations(nodes: readonly FaultNode[]): Promise<readonly string[]> {
  const lists = await Promise.all(nodes.map((node) => node.client().ask('listEvidence', {})))
  return lists.flatMap(({ items }, index) => items.map(({ text }) => `${nodes[index]?.party}: ${text}`))
}

/** One fault, or two of different kinds at different nodes at once. */
async function hit(place: FaultPlace): Promise<readonly string[]> {
  const { random, nodes } = place
  const names = Object.keys(faults)
  const choose = <Item>(items: readonly Item[]): Item => items[random.integer(0, items.length - 1)] as Item
  const first = choose(names)
  const at = choose(nodes)
  const others = names.filter((name) => name !== first && faults[name]?.isAlone === false)
  const isTwo = faults[first]?.isAlone === false && random.uniform() < 0.3
  const chosen = [[first, at], ...(isTwo ? [[choose(others), choose(nodes.filter((node) => node !== at))]] : [])] as [
    string,
    FaultNode,
  ][]
  await Promise.all(chosen.map(([name, node]) => faults[name]?.hit(place, node)))
  return chosen.map(([name]) => name)
}

/** Acknowledged records that are not where they were said to be, in the stores of nodes that have stopped. */
async function lost(nodes: readonly FaultNode[], kept: readonly Acknowledged[]): Promise<readonly string[]> {
  const missing: string[] = []
  for (const { party, dataFolder } of nodes) {
    const store = await openStore({ dataFolder, mode: 'SIMULATED' })
    const numbers = new Map(listHeads(store).map(({ origin, number }) => [origin, number]))
    for (const { origin, position, line, audience } of kept) {
      if (!audience.includes(party)) continue
      const entry = readEntry(store, numbers.get(origin) ?? 0, position)
      if (entry === undefined || Buffer.from(entry).toString('utf8') !== line)
        missing.push(`${party}: ${origin} ${position}`)
    }
    await store.close()
  }
  return missing
}

test(`${count} faults lose nothing that was acknowledged, make no honest node look like a liar, and are healed within ${mostS} s`, async () => {
  const random = seededRandom(Number(process.env['YAGURA_FAULT_SEED'] ?? 20_261_122))
  const program = await bundleProgram()
  const hasDisk = mayMount()
  const nodes: FaultNode[] = []
  for (const { party, node } of members) {
    const folder = hasDisk && party === 'AUS' ? smallDisk(smallDiskBytes) : temporaryFolder()
    nodes.push(await makeFaultNode(program, party, node, join(folder, 'data')))
  }
  await Promise.all(nodes.map((node) => node.start()))
  await pinEachOther(nodes)
  const ledger: Ledger = { kept: [], refused: new Map(), paused: new Set() }
  const onSmallDisk = (node: FaultNode): boolean => hasDisk && node.party === 'AUS'
  const place: FaultPlace = { program, nodes, ledger, random, onSmallDisk, maySeal: maySeal() }
  const end = new AbortController()
  const appending = nodes.map((node, index) =>
    appendOnAndOn(
      node,
      nodes.filter((other) => other !== node),
      ledger,
      seededRandom(index),
      end.signal,
    ),
  )
  await converged(nodes, ledger, mostS)
  const tally = new Map<string, number>()
  const healS: number[] = []
  while (healS.length < count) {
    const names = await hit(place)
    const tookS = await converged(nodes, ledger, mostS).catch((error: Error) => {
      throw new Error(`after ${names.join(' and ')} (fault ${healS.length}): ${error.message}`)
    })
    for (const name of names) {
      tally.set(name, (tally.get(name) ?? 0) + 1)
      healS.push(tookS)
    }
    expect(await accusations(nodes)).toEqual([])
  }
  end.abort()
  await Promise.all(appending)
  await converged(nodes, { ...ledger, paused: new Set(nodes) }, mostS)
  await Promise.all(nodes.map((node) => node.stop()))
  const checks = await Promise.all(nodes.map(({ dataFolder }) => program.run(['fsck', '--data', dataFolder])))
  const missing = await lost(nodes, ledger.kept)
  const slowest = Math.max(...healS)
  const median = healS.toSorted((one, other) => one - other)[healS.length >> 1] ?? 0
  process.stdout.write(
    `${healS.length} faults (${[...tally].map(([name, times]) => `${times} × ${name}`).join(', ')}): ` +
      `${ledger.kept.length} records acknowledged, ${[...ledger.refused.values()].reduce((sum, times) => sum + times, 0)} refused meanwhile, ${missing.length} lost; ` +
      `converged within ${slowest.toFixed(1)} s (median ${median.toFixed(1)} s)\n`,
  )
  expect(missing).toEqual([])
  expect(checks.map(({ exitCode, stdout }) => ({ exitCode, bad: /"valid":false/.test(stdout) }))).toEqual(
    nodes.map(() => ({ exitCode: 0, bad: false })),
  )
  expect(slowest).toBeLessThanOrEqual(mostS)
})
