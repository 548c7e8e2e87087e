import { setTimeout as pause } from 'node:timers/promises'
import { type Marking, utf8Text } from '@yagura/record'
import type { SeededRandom } from '@yagura/testkit'
import { recordBy } from '../partner-nodes.ts'
import type { FaultNode } from './fault-node.ts'

/** A record that a node has said is kept. */
export type Acknowledged = {
  readonly origin: string
  readonly position: number
  readonly line: string
  readonly by: FaultNode
  readonly audience: readonly string[]
  /** How many faults had been healed by then. */
  readonly faultsBefore: number
}

/** What was acknowledged, and how often a node said that it could not. */
export type Ledger = {
  readonly kept: Acknowledged[]
  readonly refused: Map<string, number>
  readonly paused: Set<FaultNode>
  /** Healed so far. */
  faults: number
}

const betweenMs = 60
const afterRefusalMs = 150

const markOf = (nations: readonly string[]): Marking => {
  const aud = Object.fromEntries(nations.toSorted().map((nation) => [nation, 2 as const]))
  return { pol: 'TLP', lvl: 0, tlp: 'GREEN', mode: 'SIMULATED', aud }
}

/** Appends complaints, which a node may utter by itself, to a node's logs, one after the other, until it is told to end. */
export async function appendOnAndOn(
  node: FaultNode,
  others: readonly FaultNode[],
  ledger: Ledger,
  random: SeededRandom,
  signal: AbortSignal,
): Promise<void> {
  const audiences = [others, ...others.map((other) => [other])].map((some) => [
    node.party,
    ...some.map(({ party }) => party),
  ])
  let number = 0
  while (!signal.aborted) {
    await pause(betweenMs)
    if (ledger.paused.has(node)) continue
    const audience = audiences[random.integer(0, audiences.length - 1)] ?? []
    number += 1
    const leaf = number.toString(16).padStart(64, '0')
    const data = { log: `${node.node}/simulated/ch/JPN`, position: number, leaf, code: 'record/root' }
    const more = { kind: 'evidence.complaint', data }
    const line = utf8Text(await recordBy(node.author, markOf(audience), more)) ?? ''
    try {
      const { origin, position } = await node.client().ask('appendRecord', { body: { line } })
      ledger.kept.push({ origin, position, line, by: node, audience, faultsBefore: ledger.faults })
    } catch (error) {
      const reason = `${node.party}: ${error instanceof Error ? error.message : String(error)}`
      ledger.refused.set(reason, (ledger.refused.get(reason) ?? 0) + 1)
      await pause(afterRefusalMs)
    }
  }
}

/** How many entries each log must have at least, by what was acknowledged so far. */
function owed({ kept }: Ledger): ReadonlyMap<string, { readonly size: number; readonly of: Acknowledged }> {
  const sizes = new Map<string, { readonly size: number; readonly of: Acknowledged }>()
  for (const one of kept) {
    if ((sizes.get(one.origin)?.size ?? 0) <= one.position) sizes.set(one.origin, { size: one.position + 1, of: one })
  }
  return sizes
}

async function sizesAt(node: FaultNode): Promise<ReadonlyMap<string, number>> {
  const { items } = await node.client().ask('listPartners', {})
  return new Map(items.flatMap(({ logs }) => logs.map(({ origin, size }) => [origin, size] as const)))
}

/** Which of those who owe an entry do not hold it yet. */
async function behind(nodes: readonly FaultNode[], debts: ReturnType<typeof owed>): Promise<readonly string[]> {
  const lists = await Promise.all(
    nodes.map(async (node) => {
      const sizes = await sizesAt(node).catch(() => new Map<string, number>())
      return [...debts].flatMap(([origin, { size, of }]) =>
        of.by === node || !of.audience.includes(node.party) || (sizes.get(origin) ?? 0) >= size
          ? []
          : [`${node.party} has ${sizes.get(origin) ?? 0} of ${size} of ${origin}`],
      )
    }),
  )
  return lists.flat()
}

/**
 * Waits until all hold what was acknowledged to now, and each node has taken a record since.
 *
 * @returns How long it took, s.
 */
export async function converged(nodes: readonly FaultNode[], ledger: Ledger, patienceS: number): Promise<number> {
  const beganMs = performance.now()
  const debts = owed(ledger)
  const from = ledger.kept.length
  for (;;) {
    const late = await behind(nodes, debts)
    const silent = nodes.filter(
      (node) => !ledger.paused.has(node) && !ledger.kept.slice(from).some(({ by }) => by === node),
    )
    const tookS = (performance.now() - beganMs) / 1000
    if (late.length + silent.length === 0) return tookS
    if (tookS > patienceS) {
      const states = await Promise.all(
        nodes.map(async (node) => {
          const { items } = await node
            .client()
            .ask('listPartners', {})
            .catch(() => ({ items: [] }))
          return items.map(
            ({ card, state, lastFailure, lastComplaint }) =>
              `${node.party}→${card.party} ${state} ${JSON.stringify(lastFailure)} ${JSON.stringify(lastComplaint)}`,
          )
        }),
      )
      const said = [
        ...nodes.map((node) => `${node.party} said: ${node.said()}`),
        ...late,
        ...silent.map(({ party }) => `${party} takes nothing`),
        ...states.flat(),
        ...[...ledger.refused].map(([reason, times]) => `${times} × ${reason}`),
      ]
      throw new Error(`not converged within ${patienceS} s:\n${said.join('\n')}`)
    }
    await pause(100)
  }
}
