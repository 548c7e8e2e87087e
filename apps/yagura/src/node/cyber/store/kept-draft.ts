import { type Provenance, type StixDraft, type StixFacts, stixFacts } from '@yagura/cyber'

/** A draft as the store takes it: the text of its object, and what it is found by. */
export type KeptDraft = Provenance & {
  readonly bytesHash: string | undefined
  readonly id: string
  readonly type: string
  readonly facts: StixFacts
  readonly body: string
}

/**
 * A draft as it crosses from thread to thread: its facts, read off where the object already is, are a list. With an object the names of its
 * members would cross, too, and take longer than what they hold. Members are named one by one: a hundred thousand are made of an import,
 * and what is spread takes ten times as long.
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

export function sentDraft({ object, bytesHash, marking, originator, source }: StixDraft): SentDraft {
  const found = stixFacts(object)
  const { name, text, createdUs, versionUs, version, createdByRef, confidence, isRevoked } = found
  const { labels, phases, externalIds } = found
  const references: string[] = []
  for (const { property, target } of found.references) references.push(property, target)
  // biome-ignore format: a line is enough
  const facts: SentDraft['facts'] = [
    name, text, createdUs, versionUs, version, createdByRef, confidence, isRevoked, labels, phases, externalIds, references,
  ]
  const { id, type } = object
  return { bytesHash, marking, originator, source, id, type, facts, body: JSON.stringify(object) }
}

export function receivedDraft(sent: SentDraft): KeptDraft {
  const { bytesHash, marking, originator, source, id, type, body } = sent
  // biome-ignore format: a line is enough
  const [
    name, text, createdUs, versionUs, version, createdByRef, confidence, isRevoked, labels, phases, externalIds, named,
  ] = sent.facts
  const references: { readonly property: string; readonly target: string }[] = []
  for (let at = 0; at + 1 < named.length; at += 2) {
    references.push({ property: named[at] ?? '', target: named[at + 1] ?? '' })
  }
  // biome-ignore format: a line is enough
  const facts: StixFacts = {
    name, text, createdUs, versionUs, version, createdByRef, confidence, isRevoked, labels, phases, externalIds, references,
  }
  return { bytesHash, marking, originator, source, id, type, facts, body }
}
