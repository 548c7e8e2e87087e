import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AllianceNode, allianceMembers, pinEachOther, startMember } from '../alliance/alliance-nodes.ts'
import { certifiedOfficer, closestApproach, releaseApproach } from '../alliance/release-approach.ts'
import { approachesFrom, describeApproach } from '../alliance/seen-approaches.ts'
import { waitFor } from '../alliance/wait-for.ts'
import { parseNumber } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { untilAborted } from './until-aborted.ts'

/** Options of `yagura alliance` as typed. */
export type AllianceOptions = {
  readonly port: string
  readonly objects: string
  /** Ends once everything was shown, in place of leaving the consoles open. */
  readonly once?: boolean
}

const largestFirstPort = 65_000
const patienceS = 30
/** What the version for the third nation goes without: figures, and the states from which they follow. */
const states = ['/primary/stateTeme', '/secondary/stateTeme']
const heldBack = ['/rtnKm', '/maxPc', '/missKm', '/relativeSpeedKmPerS', ...states]

/**
 * `yagura alliance`: three nodes on this machine, each a process with keys of its own; a close approach is released by the first to
 * the second, and a tear-line of it to the third. What each sees is printed, and the consoles stay open.
 *
 * @returns The exit code.
 */
export async function alliance(options: AllianceOptions, context: CommandContext): Promise<number> {
  const { output, messages, signal } = context
  const firstPort = parseNumber('--port', options.port, { low: 1, high: largestFirstPort })
  const objects = parseNumber('--objects', options.objects, { low: 100, high: 30_000 })
  const folder = await mkdtemp(join(tmpdir(), 'yagura-alliance-'))
  const nodes: AllianceNode[] = []
  try {
    const begunMs = performance.now()
    messages.say('three nodes are started: keys, stores and SIMULATED objects of their own')
    const program = process.argv.slice(1, 2)
    const started = await Promise.allSettled(
      allianceMembers(folder, firstPort).map((member) => startMember(member, objects, program)),
    )
    for (const each of started) if (each.status === 'fulfilled') nodes.push(each.value)
    for (const each of started) if (each.status === 'rejected') throw each.reason
    await pinEachOther(nodes)
    for (const line of await story(nodes, context)) output.write(`${line}\n`)
    messages.say(`ready after ${((performance.now() - begunMs) / 1000).toFixed(1)} s`)
    if (options.once !== true) output.write('The consoles are open. Ctrl-C stops all three.\n')
    await output.end()
    if (options.once !== true) await untilAborted(signal)
  } finally {
    await Promise.all(nodes.map(({ stop }) => stop()))
    await rm(folder, { recursive: true, force: true })
  }
  return exitCodes.done
}

async function story(nodes: readonly AllianceNode[], context: CommandContext): Promise<readonly string[]> {
  const [first, second, third] = nodes
  if (first === undefined || second === undefined || third === undefined) return []
  const quiet = { ...context, output: { write: () => undefined, drain: nothing, end: nothing } }
  const author = await certifiedOfficer(first, { name: 'M. Sato', mandate: 'author' }, quiet)
  const releaser = await certifiedOfficer(first, { name: 'K. Abe', mandate: 'author,release' }, quiet)
  const approach = await closestApproach(first)
  const pair = [author, releaser] as const
  const whole = await releaseApproach(first, approach, { to: [second.party], level: 1 }, pair, quiet)
  const torn = { to: [second.party, third.party], level: 0, leaveOut: heldBack, tearLineOf: whole.preview.bodySha256 }
  const tearLine = await releaseApproach(first, approach, torn, pair, quiet)
  return [
    `${first.party}  ${first.url}  released`,
    `  whole      ${whole.preview.banner.en}`,
    `  tear-line  ${tearLine.preview.banner.en}; without ${heldBack.join(', ')}`,
    ...(await shownAt(second, first, 2)),
    ...(await shownAt(third, first, 1)),
  ]
}

/** What a node holds of the first, once it is as much as it is owed. */
async function shownAt(node: AllianceNode, author: AllianceNode, count: number): Promise<readonly string[]> {
  const records = await waitFor(`${count} records of ${author.node} at ${node.node}`, patienceS, async () => {
    const held = await approachesFrom(node, author)
    return held.length >= count ? held : undefined
  })
  return ['', `${node.party}  ${node.url}  holds`, ...records.flatMap(describeApproach).map((line) => `  ${line}`)]
}

const nothing = async (): Promise<void> => undefined
