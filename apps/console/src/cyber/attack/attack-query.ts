import type { Attack, Matrix, TechniqueCell } from '../models.ts'

/** What is counted in the cells. */
export const COUNTED = ['detections', 'indicators', 'groups', 'campaigns', 'software'] as const
/** One of them. */
export type Counted = (typeof COUNTED)[number]

/** What the page shows, by its address. */
export type AttackView = {
  readonly matrix: Matrix | undefined
  readonly counted: Counted
  readonly usedOnly: boolean
}

const cellsOf = (matrix: Matrix): readonly TechniqueCell[] => matrix.tactics.flatMap(({ techniques }) => techniques)

/**
 * What the page shows. Where the address does not say what is counted, it is what the node knows most closely: what it detected,
 * else its indicators, else groups.
 */
export function attackViewOf(attack: Attack, query: URLSearchParams): AttackView {
  const matrix = attack.matrices.find(({ domain }) => domain === query.get('matrix')) ?? largest(attack.matrices)
  const asked = COUNTED.find((one) => one === query.get('count'))
  const known = COUNTED.find((one) => matrix !== undefined && cellsOf(matrix).some(({ uses }) => uses[one] > 0))
  return { matrix, counted: asked ?? known ?? 'detections', usedOnly: query.get('used') === '1' }
}

function largest(matrices: readonly Matrix[]): Matrix | undefined {
  return [...matrices].sort((a, b) => cellsOf(b).length - cellsOf(a).length)[0]
}

/** A matrix without the techniques that do not fit. @param words - Typed words; each must occur in number or name. */
export function narrowed(matrix: Matrix, view: Pick<AttackView, 'counted' | 'usedOnly'>, words: string): Matrix {
  const wanted = words.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  const fits = ({ attackId, name, uses }: TechniqueCell): boolean => {
    const text = `${attackId} ${name}`.toLowerCase()
    return wanted.every((word) => text.includes(word)) && !(view.usedOnly && uses[view.counted] === 0)
  }
  return {
    ...matrix,
    tactics: matrix.tactics.map((tactic) => ({ ...tactic, techniques: tactic.techniques.filter(fits) })),
  }
}

/** Techniques of a matrix, each once, with all their tactics. */
export function techniquesOf(matrix: Matrix): readonly (TechniqueCell & { readonly tactics: readonly string[] })[] {
  const found = new Map<string, TechniqueCell & { readonly tactics: string[] }>()
  for (const { name, techniques } of matrix.tactics)
    for (const technique of techniques) {
      const known = found.get(technique.id)
      if (known === undefined) found.set(technique.id, { ...technique, tactics: [name] })
      else known.tactics.push(name)
    }
  return [...found.values()]
}
