import { type Provenance, type StixDraft, type StixFacts, stixFacts } from '@yagura/cyber'

/**
 * A draft as the store takes it: the text of its object, and what it is found by, read off where the object already is. Members are named one
 * by one here: an import makes a hundred thousand of such objects, and to spread them takes ten times as long.
 */
export type KeptDraft = Provenance & {
  readonly bytesHash: string | undefined
  readonly id: string
  readonly type: string
  readonly facts: StixFacts
  readonly body: string
}

export function keptDraft({ object, bytesHash, marking, originator, source }: StixDraft): KeptDraft {
  const { id, type } = object
  return { bytesHash, marking, originator, source, id, type, facts: stixFacts(object), body: JSON.stringify(object) }
}

/**
 * A draft as it crosses from thread to thread. Its facts are a list: with an object the names of its members would cross, too, and take
 * longer than what they hold.
 */
export type SentDraft = Omit<KeptDraft, 'facts'> & {
  readonly facts: readonly [
    name: string,
    text: string,
    createdUs: number | undefined,
    versionUs: number | undefined,
    version: string | undefined,
    createdByRef: string | undefined,
    confidence: number | undefined,
    isRevoked: boolean,
    labels: readonly string[],
    phases: readonly string[],
    externalIds: readonly string[],
    /** Of each reference the property, then what it refers to. */
    references: readonly string[],
  ]
}

export function sentDraft({ bytesHash, marking, originator, source, id, type, facts, body }: KeptDraft): SentDraft {
  const references: string[] = []
  for (const { property, target } of facts.references) references.push(property, target)
  const sent: SentDraft['facts'] = [
    facts.name,
    facts.text,
    facts.createdUs,
    facts.versionUs,
    facts.version,
    facts.createdByRef,
    facts.confidence,
    facts.isRevoked,
    facts.labels,
    facts.phases,
    facts.externalIds,
    references,
  ]
  return { bytesHash, marking, originator, source, id, type, facts: sent, body }
}

export function receivedDraft({ bytesHash, marking, originator, source, id, type, facts, body }: SentDraft): KeptDraft {
  const references: { readonly property: string; readonly target: string }[] = []
  const named = facts[11]
  for (let at = 0; at + 1 < named.length; at += 2) {
    references.push({ property: named[at] ?? '', target: named[at + 1] ?? '' })
  }
  const received: StixFacts = {
    name: facts[0],
    text: facts[1],
    createdUs: facts[2],
    versionUs: facts[3],
    version: facts[4],
    createdByRef: facts[5],
    confidence: facts[6],
    isRevoked: facts[7],
    labels: facts[8],
    phases: facts[9],
    externalIds: facts[10],
    references,
  }
  return { bytesHash, marking, originator, source, id, type, facts: received, body }
}
