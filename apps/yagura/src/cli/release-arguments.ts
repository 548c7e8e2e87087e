import { type Marking, shippedPolicies, Tlp } from '@yagura/record'
import type { ReleaseRequest } from '../api/contract/releases.ts'
import { parseNumber, parseWord } from './arguments.ts'
import { WrongUseError } from './errors.ts'
import type { NodeClient } from './node-client.ts'

/** How something is marked, as typed. */
export type TypedMark = {
  /** Nations that get it, besides the own one. */
  readonly to?: string
  readonly display?: string
  readonly policy?: string
  readonly level: string
  readonly control?: readonly string[]
  readonly compartment?: readonly string[]
  readonly tlp?: string
  readonly why?: string
}

/** What is shared and how it is marked, as typed. */
export type ReleaseArguments = TypedMark & {
  readonly alert?: string
  readonly approach?: string
  readonly casePart?: string
  readonly source?: readonly string[]
  readonly objects?: string
  readonly leaveOut?: readonly string[]
  readonly tearLineOf?: string
  readonly derivedFrom?: readonly string[]
}

const highestLevel = 4
const tlpLabels = Tlp.anyOf.map(({ const: label }) => label)

/**
 * What a node is asked to release.
 *
 * @throws WrongUseError
 */
export async function releaseRequestOf(typed: ReleaseArguments, node: NodeClient): Promise<ReleaseRequest> {
  const { leaveOut, tearLineOf, derivedFrom } = typed
  return {
    subject: subjectOf(typed),
    mark: await markOf(typed, node),
    ...(leaveOut === undefined ? {} : { leaveOut: [...leaveOut] }),
    ...(tearLineOf === undefined ? {} : { tearLineOf }),
    ...(derivedFrom === undefined ? {} : { derivedFrom: [...derivedFrom] }),
  }
}

function subjectOf({ alert, approach, casePart, source, objects }: ReleaseArguments): ReleaseRequest['subject'] {
  const areElements = source !== undefined || objects !== undefined
  const named = [alert !== undefined, approach !== undefined, casePart !== undefined, areElements].filter(Boolean)
  if (named.length !== 1) {
    const options = '--alert, --approach, --case-part, --source, --objects'
    throw new WrongUseError(options, 'name an alert, an approach, a part of a case, or element sets')
  }
  if (areElements) {
    return {
      kind: 'elements',
      ...(source === undefined ? {} : { sources: [...source] }),
      ...(objects === undefined ? {} : { objects: catalogueNumbersOf(objects) }),
    }
  }
  if (casePart !== undefined) return { kind: 'case-part', id: casePart }
  return alert === undefined ? { kind: 'approach', id: approach ?? '' } : { kind: 'alert', id: alert }
}

function catalogueNumbersOf(typed: string): number[] {
  const words = typed.split(',').map((word) => word.trim())
  const isNumber = (word: string): boolean => /^[1-9][0-9]{0,8}$/.test(word)
  if (!words.every(isNumber)) {
    throw new WrongUseError('--objects', 'catalogue numbers with commas, as in 25544,48274')
  }
  return [...new Set(words.map(Number))]
}

/**
 * The marking that was typed: of the node’s mode, and released to its own nation too.
 *
 * @throws WrongUseError
 */
export async function markOf(typed: TypedMark, node: NodeClient): Promise<Marking> {
  const { mode } = await node.ask('readStatus', {})
  const { card } = await node.ask('readOwnCard', {})
  const lvl = parseNumber('--level', typed.level, { low: 0, high: highestLevel })
  const sorted = (words: readonly string[] | undefined) => (words === undefined ? undefined : [...words].sort())
  const [ctl, comp] = [sorted(typed.control), sorted(typed.compartment)]
  return {
    pol: typed.policy ?? policyOf(card.party),
    lvl,
    aud: { ...gradesOf('--display', typed.display, 1), ...gradesOf('--to', typed.to, 2), [card.party]: 2 },
    ...(ctl === undefined ? {} : { ctl }),
    ...(comp === undefined ? {} : { comp }),
    ...(typed.tlp === undefined ? {} : { tlp: parseWord('--tlp', typed.tlp, tlpLabels) }),
    mode,
    ...(typed.why === undefined ? {} : { why: typed.why }),
  }
}

function policyOf(party: string): string {
  return [...shippedPolicies().values()].find(({ nation }) => nation === party)?.id ?? 'TLP'
}

function gradesOf(option: string, typed: string | undefined, grade: 1 | 2): Record<string, 1 | 2> {
  const nations = typed === undefined ? [] : typed.split(',').map((nation) => nation.trim())
  if (nations.some((nation) => !/^[A-Z]{3}$/.test(nation))) {
    throw new WrongUseError(option, 'nations as ISO 3166-1 alpha-3 with commas, as in USA,AUS')
  }
  return Object.fromEntries(nations.map((nation) => [nation, grade]))
}
