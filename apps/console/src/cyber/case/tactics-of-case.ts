import type { Matrix } from '../models.ts'
import type { TechniqueEvent } from './case-techniques.ts'

/** A tactic of a matrix with the techniques of a case that serve it. */
type CaseTactic = {
  readonly id: string
  readonly name: string
  readonly techniques: readonly { readonly attackId: string; readonly name: string }[]
}

/**
 * The techniques of a case below the tactics that they serve, in the order of the matrix; a sub-technique stands where its technique
 * does. `others` are those that the matrix does not have.
 */
export function tacticsOfCase(
  matrix: Matrix,
  events: readonly TechniqueEvent[],
): { readonly tactics: readonly CaseTactic[]; readonly others: readonly string[] } {
  const named = new Map(events.flatMap(({ techniques }) => techniques.map(({ id, name }) => [id, name] as const)))
  const placed = new Set<string>()
  const tactics = matrix.tactics.map(({ id, name, techniques }) => ({
    ...{ id, name },
    techniques: techniques.flatMap((technique) =>
      [...named].flatMap(([attackId, said]) => {
        if (attackId !== technique.attackId && !attackId.startsWith(`${technique.attackId}.`)) return []
        placed.add(attackId)
        return [{ attackId, name: said ?? technique.name }]
      }),
    ),
  }))
  return { tactics, others: [...named.keys()].filter((id) => !placed.has(id)) }
}
