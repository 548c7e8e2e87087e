import { type StixDraft, type StixFacts, stixFacts } from '@yagura/cyber'

/**
 * A draft as the store takes it: the text of its object, and what it is found by, read off where the object already is. Both cross from
 * thread to thread faster than the object would.
 */
export type KeptDraft = Omit<StixDraft, 'object'> & {
  readonly id: string
  readonly type: string
  readonly facts: StixFacts
  readonly body: string
}

export function keptDraft({ object, ...draft }: StixDraft): KeptDraft {
  return { ...draft, id: object.id, type: object.type, facts: stixFacts(object), body: JSON.stringify(object) }
}
