import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { freshFolder, type RunningNode, startNode } from '@yagura/testkit'
import { makeIdentity } from '../../src/node/partners/identity/make-identity.ts'
import { keepQuiet, type ListedApproach, screenOnce } from './console-page.ts'
import { ask, whenTrue } from './node-requests.ts'

/** A node in the middle of a watch. */
export type BusyNode = {
  readonly node: RunningNode
  /** Approaches that became alerts, in the order of `priorities`. */
  readonly alerted: readonly ListedApproach[]
  /** Below it the node may follow logs. */
  readonly logsFolder: string
}

/** Of the alerts that a busy node has, one each. */
const priorities = ['critical', 'serious', 'caution', 'advisory'] as const

const hourMs = 3_600_000

/**
 * A node of the generated population, with a finished screening and an alert of each priority by rules `busy-…`. It has keys, and
 * one partner, USA, which is suspended: nobody answers there, and that would raise alerts of its own.
 */
export async function startBusyNode(): Promise<BusyNode> {
  const dataFolder = freshFolder()
  await identityOf('JPN', 'jp.ncc.example', dataFolder)
  const logs = freshFolder()
  const node = await startNode(['--simulated', '--allow-folder', logs], dataFolder)
  await keepQuiet(node)
  const { card, fingerprint } = await identityOf('USA', 'us.spoc.example', freshFolder())
  await ask(node, 'POST', '/api/v1/partners', { card, fingerprint, second: { name: 'K. Abe' } })
  await ask(node, 'PATCH', '/api/v1/partners/us.spoc.example', { suspended: true })
  const found = await screenOnce(node, { days: 0.25, withinKm: 1 })
  const alerted = approachesOfOthers(found.filter(({ tcaUtc }) => Date.parse(tcaUtc) > Date.now() + hourMs))
  for (const [index, priority] of priorities.entries()) {
    await ask(node, 'POST', '/api/v1/rules', {
      id: `busy-${priority}`,
      objects: { ids: [alerted[index]?.primary.id] },
      maxMissKm: (alerted[index]?.missKm ?? 0) + 0.001,
      leadTimeH: 24,
      priority,
      consequence: 'None: the objects are generated.',
      action: 'Look, and acknowledge.',
      timeAllowedMin: 30,
    })
  }
  await whenTrue(async () => {
    const { alerts } = (await node.read('/api/v1/status')) as { alerts: { unacknowledged: Record<string, number> } }
    return priorities.every((priority) => (alerts.unacknowledged[priority] ?? 0) > 0)
  })
  return { node, alerted, logsFolder: logs }
}

/** Makes the keys of a node of that name. */
function identityOf(party: string, node: string, dataFolder: string) {
  return makeIdentity({
    ...{ node, party, dataFolder, mode: 'SIMULATED' as const, url: 'https://127.0.0.1:9' },
    ...{ rootsFolder: join(dataFolder, 'roots'), nowMs: Date.now(), random: randomBytes },
  })
}

/** As many approaches as there are priorities, no object in two of them. */
function approachesOfOthers(found: readonly ListedApproach[]): readonly ListedApproach[] {
  const taken = new Set<number>()
  const chosen: ListedApproach[] = []
  for (const approach of found) {
    const ids = [approach.primary.id, approach.secondary.id]
    if (chosen.length === priorities.length || ids.some((id) => taken.has(id))) continue
    chosen.push(approach)
    for (const id of ids) taken.add(id)
  }
  return chosen
}
