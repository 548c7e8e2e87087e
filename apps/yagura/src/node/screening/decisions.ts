import type { CloseApproach } from '@yagura/space'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { operations } from '../../api/contract/operations.ts'
import type { ApproachRow, Encounter } from '../../api/contract/space-views.ts'
import type { NodeContext } from '../context.ts'
import { isoOfUnixMs, unixMsOfUtc } from '../unix-time.ts'
import { type ApproachName, approachIdOf, SAME_ENCOUNTER_MS } from './approach-id.ts'

/** Collection of what officers decided about encounters. */
export const DECISIONS = 'decisions'
const Decision = operations.decideApproach.body.properties.decision

/** Everything that officers decided about one encounter, under the identity that it had at the first decision. */
const Decided = Type.Object({
  id1: Type.Integer(),
  id2: Type.Integer(),
  tcaMs: Type.Number(),
  decisions: Type.Array(
    Type.Object({ atMs: Type.Number(), officer: Type.String(), decision: Decision, reason: Type.String() }),
  ),
})
type Decided = Static<typeof Decided>

/** Whether a document is what officers decided about an encounter. */
export function isDecided(body: unknown): body is Decided {
  return Check(Decided, body)
}

/** What officers decided about encounters. */
export type DecisionBook = {
  readonly latest: (approach: CloseApproach) => ApproachRow['decision']
  readonly all: (approach: CloseApproach) => Encounter['decisions']
  readonly decide: (
    approach: CloseApproach,
    officer: string,
    decision: Static<typeof Decision>,
    reason: string,
  ) => Promise<void>
  /** Forgets what is about encounters before an instant. */
  readonly forgetBefore: (tcaMs: number) => Promise<void>
}

/** Restores the decisions of a store. */
export function openDecisions({ store, clock }: NodeContext): DecisionBook {
  const decided = new Map<string, Decided>()
  for (const { id, body } of store.list(DECISIONS)) if (isDecided(body)) decided.set(id, body)
  let ofPair = byPair(decided)
  const find = (name: ApproachName): readonly [string, Decided] | undefined =>
    ofPair.get(pairOf(name))?.find(([, { tcaMs }]) => Math.abs(tcaMs - name.tcaMs) <= SAME_ENCOUNTER_MS)
  const nameOf = ({ id1, id2, tcaUtc }: CloseApproach): ApproachName => ({ id1, id2, tcaMs: unixMsOfUtc(tcaUtc) })
  return {
    latest: (approach) => (ofPair.size === 0 ? null : (find(nameOf(approach))?.[1].decisions.at(-1)?.decision ?? null)),
    all: (approach) =>
      (find(nameOf(approach))?.[1].decisions ?? []).map(({ atMs, ...rest }) => ({ atUtc: isoOfUnixMs(atMs), ...rest })),
    decide: async (approach, officer, decision, reason) => {
      const name = nameOf(approach)
      const [id, before] = find(name) ?? [approachIdOf(approach), { ...name, decisions: [] }]
      const atMs = clock.nowMs()
      const body: Decided = { ...before, decisions: [...before.decisions, { atMs, officer, decision, reason }] }
      const text = `${decision} for the approach of ${name.id1} and ${name.id2}: ${reason}`
      await store.commit({
        put: [{ collection: DECISIONS, id, body }],
        append: [{ atMs, kind: 'approach/decided', subject: id, by: officer, text, body: { decision, reason } }],
      })
      decided.set(id, body)
      ofPair = byPair(decided)
    },
    forgetBefore: async (tcaMs) => {
      const gone = [...decided].filter(([, one]) => one.tcaMs < tcaMs).map(([id]) => id)
      if (gone.length === 0) return
      await store.commit({ remove: gone.map((id) => ({ collection: DECISIONS, id })) })
      for (const id of gone) decided.delete(id)
      ofPair = byPair(decided)
    },
  }
}

function byPair(decided: ReadonlyMap<string, Decided>): ReadonlyMap<string, readonly (readonly [string, Decided])[]> {
  const pairs = new Map<string, (readonly [string, Decided])[]>()
  for (const [id, one] of decided) {
    const pair = pairOf(one)
    pairs.set(pair, [...(pairs.get(pair) ?? []), [id, one]])
  }
  return pairs
}

function pairOf({ id1, id2 }: { readonly id1: number; readonly id2: number }): string {
  return `${id1}-${id2}`
}
