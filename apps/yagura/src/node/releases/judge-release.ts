import {
  base64UrlBytes,
  checkBody,
  checkDerived,
  checkMarking,
  checkTearLine,
  type Fault,
  type Faulty,
  faulty,
  joinAll,
  type KindSchemas,
  logOf,
  type Marking,
  originOf,
  type Policies,
  type RecordBody,
} from '@yagura/record'
import { defaultClearance } from '../partners/partner-book.ts'
import { type LeavingRules, mayGoTo } from './recipients.ts'
import type { OwnParty, ReleasePartner } from './release-dependencies.ts'
import type { RestsOn } from './rests-on.ts'

/** The record that a tear-line is a part of, and the salt by which it is named. */
export type TornFrom = { readonly body: RecordBody; readonly bodySha256: string; readonly salt: string }

/** What a record that is to leave is judged by. */
export type ReleaseRules = LeavingRules & {
  readonly own: OwnParty
  readonly partners: readonly ReleasePartner[]
  readonly kinds: KindSchemas
}

/**
 * Why a record may not leave, if it may not: form, marking, mode, sources, tear-line, and everybody who would get it with its log.
 *
 * @param sources - Records of partners that it rests on.
 * @param torn - With a tear-line: what it is a part of. Its mandate is judged when it is let go.
 */
export function objectionTo(
  body: RecordBody,
  sources: readonly RestsOn[],
  torn: TornFrom | undefined,
  rules: ReleaseRules,
): Fault | undefined {
  const { mark } = body
  const checked = checkMarking(mark, rules.policies)
  if (!checked.ok) return checked.fault
  const objection =
    checkBody(body, rules.kinds) ??
    checkMode(mark, rules) ??
    checkOwnNation(mark, rules) ??
    (torn === undefined ? checkSources(mark, sources, rules.policies) : checkTorn(body, torn)) ??
    checkEverybody(mark, sources, rules)
  return objection?.fault
}

/** The log of a record, where its marking names one. */
export function originOfMark(mark: Marking, own: OwnParty): string | null {
  const log = logOf(mark)
  return log.ok ? originOf(own.node, log.log) : null
}

/**
 * The least marking of what a record is made from: the node's own data stay with its own nation at the lowest level until two
 * officers decide otherwise.
 *
 * @param subjectMark - Of what has a marking of its own.
 * @returns What `joinAll` refuses, where the markings of the sources cannot be joined.
 */
export function sourceMarkOf(
  pol: string,
  sources: readonly RestsOn[],
  { own, mode, policies }: ReleaseRules,
  subjectMark?: Marking,
): ReturnType<typeof joinAll> {
  const ownMark: Marking = subjectMark ?? { pol, lvl: 0, aud: { [own.party]: 2 }, mode }
  return joinAll([ownMark, ...sources.map(({ mark }) => mark)], pol, policies)
}

function checkMode(mark: Marking, { mode }: ReleaseRules): Faulty | undefined {
  if (mark.mode === mode) return undefined
  return faulty('marking/modes-differ', `it is marked ${mark.mode}, but this node is ${mode}`)
}

function checkOwnNation({ aud }: Marking, { own }: ReleaseRules): Faulty | undefined {
  if (aud?.[own.party] === 2) return undefined
  return faulty('marking/audience', `its audience does not release it to ${own.party}, whose node this is`)
}

function checkSources(mark: Marking, sources: readonly RestsOn[], policies: Policies): Faulty | undefined {
  if (sources.length === 0) return undefined
  const derived = checkDerived(
    mark,
    sources.map((source) => source.mark),
    policies,
  )
  return derived.ok ? undefined : derived
}

function checkTorn(tear: RecordBody, { body: source, bodySha256, salt }: TornFrom): Faulty | undefined {
  const saltBytes = base64UrlBytes(salt) ?? new Uint8Array()
  const checked = checkTearLine({ tear, source, sourceSha256: bodySha256, salt: saltBytes, hasMandate: true })
  return checked.ok ? undefined : checked
}

/** A log is one for all: a record goes into it only if everybody who reads that log may have it. */
function checkEverybody(mark: Marking, sources: readonly RestsOn[], rules: ReleaseRules): Faulty | undefined {
  const log = logOf(mark)
  if (!log.ok) return log
  for (const nation of log.log.audience.split('-')) {
    if (nation === rules.own.party) continue
    const partners = rules.partners.filter(({ party }) => party === nation)
    for (const reader of partners.length > 0 ? partners : [stranger(nation)]) {
      const answer = mayGoTo(reader, 'release', mark, sources, rules)
      if (!answer.may) return faulty(`marking/${answer.rule}`, `${reader.node}: ${answer.reason}`)
    }
  }
  return undefined
}

/** Stands for a nation that is no partner yet, and would read the log once it is. */
function stranger(nation: string): ReleasePartner {
  return { node: nation, party: nation, clearance: defaultClearance(), suspended: false }
}
