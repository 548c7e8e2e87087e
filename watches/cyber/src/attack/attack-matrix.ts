import { isMembers } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { attackIdOf, isWithdrawn } from './attack-id.ts'

/** A technique, or one of its variants. */
export type Technique = {
  /** Identity of its `attack-pattern`. */
  readonly id: string
  /** Such as `T1055` or `T1055.011`. */
  readonly attackId: string
  readonly name: string
  /** Its variants by their ids; none has variants of its own. */
  readonly variants: readonly Technique[]
}

/** What is wanted at a stage, and the techniques by which it is reached, by name. */
export type Tactic = {
  readonly id: string
  readonly attackId: string
  readonly name: string
  readonly techniques: readonly Technique[]
}

/** Tactics in the order of the matrix. */
export type AttackMatrix = {
  readonly id: string
  /** Such as `enterprise-attack`. */
  readonly domain: string
  readonly name: string
  readonly tactics: readonly Tactic[]
}

type Pattern = Technique & { readonly object: StixObject }

/**
 * The matrices of ATT&CK among objects: one for each `x-mitre-matrix`, with the techniques that its tactics name. What has been
 * withdrawn is left out; a variant stands below the technique whose id begins its own.
 *
 * @param objects - Newest versions of `x-mitre-matrix`, `x-mitre-tactic` and `attack-pattern`; others are passed over.
 * @returns By name; empty where no ATT&CK is among them.
 */
export function attackMatrices(objects: Iterable<StixObject>): readonly AttackMatrix[] {
  const matrices: StixObject[] = []
  const tactics = new Map<string, StixObject>()
  const patterns: StixObject[] = []
  for (const object of objects) {
    if (isWithdrawn(object)) continue
    if (object.type === 'x-mitre-matrix') matrices.push(object)
    else if (object.type === 'x-mitre-tactic') tactics.set(object.id, object)
    else if (object.type === 'attack-pattern') patterns.push(object)
  }
  const techniques = techniquesOf(patterns)
  return matrices.map((matrix) => matrixOf(matrix, tactics, techniques)).sort(byName)
}

function matrixOf(
  matrix: StixObject,
  tactics: ReadonlyMap<string, StixObject>,
  techniques: readonly Pattern[],
): AttackMatrix {
  const domain = attackIdOf(matrix) ?? ''
  // The first knowledge base keeps the name that it had when it was the only one.
  const killChain = domain === 'enterprise-attack' ? 'mitre-attack' : `mitre-${domain}`
  const ordered = texts(matrix['tactic_refs']).flatMap((id) => tactics.get(id) ?? [])
  return {
    id: matrix.id,
    domain,
    name: nameOf(matrix),
    tactics: ordered.map((tactic) => ({
      id: tactic.id,
      attackId: attackIdOf(tactic) ?? '',
      name: nameOf(tactic),
      techniques: techniques
        .filter(({ object }) => isOfPhase(object, killChain, String(tactic['x_mitre_shortname'])))
        .map(({ object: _object, ...technique }) => technique)
        .sort(byName),
    })),
  }
}

/** Techniques with their variants; what carries no id of ATT&CK belongs to no matrix. */
function techniquesOf(patterns: readonly StixObject[]): readonly Pattern[] {
  const variants = new Map<string, Technique[]>()
  const whole: {
    readonly id: string
    readonly attackId: string
    readonly name: string
    readonly object: StixObject
  }[] = []
  for (const object of patterns) {
    const attackId = attackIdOf(object)
    if (attackId === undefined) continue
    const [parentId = '', variant] = attackId.split('.')
    const common = { id: object.id, attackId, name: nameOf(object) }
    if (variant === undefined) whole.push({ ...common, object })
    else variants.set(parentId, [...(variants.get(parentId) ?? []), { ...common, variants: [] }])
  }
  return whole.map((technique) => ({
    ...technique,
    variants: (variants.get(technique.attackId) ?? []).sort((a, b) => (a.attackId < b.attackId ? -1 : 1)),
  }))
}

function isOfPhase(object: StixObject, killChain: string, phase: string): boolean {
  const phases = object['kill_chain_phases']
  if (!Array.isArray(phases)) return false
  return phases.some((one) => isMembers(one) && one['kill_chain_name'] === killChain && one['phase_name'] === phase)
}

function nameOf(object: StixObject): string {
  const name = object['name']
  return typeof name === 'string' ? name : object.id
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
