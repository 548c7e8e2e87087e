import {
  type AttackMatrix,
  attackMatrices,
  countUses,
  type StixObject,
  type StixStore,
  type StixVersion,
  type Technique,
  type Use,
  useOfRelationship,
} from '@yagura/cyber'
import type { Handlers } from '../../context.ts'

const PAGE = 1000
const attackTypes = ['x-mitre-matrix', 'x-mitre-tactic', 'attack-pattern'] as const

type Read = {
  readonly seq: number
  readonly matrices: readonly AttackMatrix[]
  readonly marks: readonly unknown[]
  readonly uses: readonly Use[]
}

/**
 * The matrices of ATT&CK with who uses what. They are read once for each state of the store.
 *
 * @param detectionUses - Techniques of what was found in logs, as they are now, also by who uses what.
 */
export function createAttackHandlers(
  store: StixStore,
  detectionUses: (uses: readonly Use[]) => Promise<readonly Use[]>,
): Handlers<'listTechniques'> {
  let kept: Promise<Read> | undefined
  let keptSeq = -1
  const read = async (): Promise<Read> => {
    const seq = await store.lastSeq()
    if (kept === undefined || keptSeq !== seq) {
      keptSeq = seq
      kept = readAttack(store, seq).catch((error: unknown) => {
        kept = undefined
        throw error
      })
    }
    return kept
  }
  return {
    listTechniques: async ({ query: { by } }) => {
      const { matrices, marks, uses } = await read()
      const all = [...uses, ...(await detectionUses(uses))].filter((use) => by === undefined || use.by === by)
      const counter = countUses(all)
      const shown = ({ id, attackId, name, variants, ...rest }: Technique) => ({
        ...{ id, attackId, name, variants: variants.length },
        uses: counter.of({ id, attackId, name, variants, ...rest }),
      })
      return {
        matrices: matrices.map(({ tactics, ...matrix }) => ({
          ...matrix,
          tactics: tactics.map(({ techniques, ...tactic }) => ({ ...tactic, techniques: techniques.map(shown) })),
        })),
        marks: [...marks],
      }
    },
  }
}

async function readAttack(store: StixStore, seq: number): Promise<Read> {
  const objects: StixObject[] = []
  const marks = new Map<string, unknown>()
  for (const type of attackTypes)
    for await (const { object, marking } of everyOf(store, type)) {
      objects.push(object)
      marks.set(JSON.stringify(marking), marking)
    }
  const uses = (await store.techniqueRelationships()).flatMap((one) => useOfRelationship(one) ?? [])
  return { seq, matrices: attackMatrices(objects), marks: [...marks.values()], uses }
}

async function* everyOf(store: StixStore, type: string): AsyncGenerator<StixVersion> {
  let cursor: string | undefined
  do {
    const question = { types: [type], sort: 'name', descending: false, limit: PAGE } as const
    const page = await store.list({ ...question, ...(cursor === undefined ? {} : { cursor }) })
    yield* page.versions
    cursor = page.cursor
  } while (cursor !== undefined)
}
