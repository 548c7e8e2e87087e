import type { Members } from '../members.ts'
import type { Observation } from '../patterns/observation.ts'
import type { ObjectPath, PathStep } from '../patterns/pattern.ts'
import { valuesAt } from '../patterns/values-at.ts'
import { createLogEvent } from './log-event.ts'
import { observeEvent } from './observe-event.ts'
import { allFieldEntries, type FieldEntry } from './observed-fields.ts'
import { lookedUpIn } from './trigger-token.ts'

/** What events can be observed to say, and how much of it stands in their lines. */
export type Observable = {
  readonly hasType: (objectType: string) => boolean
  /** @returns Values at a path, one of each way in which they can be; none where no event has any there. */
  readonly valuesOf: (path: ObjectPath) => readonly unknown[]
  /**
   * Parts of texts at a path that the observer writes, and the line may lack: folded.
   *
   * @returns `all` where a whole text may be such.
   */
  readonly madeAt: (path: ObjectPath) => ReadonlySet<string> | 'all'
}

type Witness = { readonly observation: Observation; readonly inLine: ReadonlySet<string> }

/**
 * Learns by trying what can be observed: events that have every field that is read, in every form in which logs write them, are observed
 * as all others are. Whatever no such event says can be found by no pattern.
 */
export function observableOfLogs(): Observable {
  let known: readonly Witness[] | undefined
  // Only patterns ask, and most that is looked for is none.
  const witnesses = (): readonly Witness[] => (known ??= witnessesOf(allFieldEntries()))
  const valuesIn = ({ observation }: Witness, path: ObjectPath): readonly unknown[] =>
    observation.objects.flatMap((object) => valuesAt(object, path, observation))
  const madeIn = (path: ObjectPath): ReadonlySet<string> | 'all' => {
    const made = new Set<string>()
    for (const witness of witnesses()) {
      for (const value of valuesIn(witness, path)) {
        const parts = typeof value === 'string' ? lookedUpIn(value) : []
        const missing = parts.filter((part) => !witness.inLine.has(part))
        if (missing.length > 0 && missing.length === parts.length) return 'all'
        for (const part of missing) made.add(part)
      }
    }
    return made
  }
  return {
    hasType: (objectType) =>
      witnesses().some(({ observation }) => observation.objects.some(({ type }) => type === objectType)),
    valuesOf: oncePerPath((path) => witnesses().flatMap((witness) => valuesIn(witness, path))),
    madeAt: oncePerPath(madeIn),
  }
}

function witnessesOf(entries: readonly FieldEntry[]): readonly Witness[] {
  const mostForms = Math.max(...entries.map(({ like }) => like.length))
  return Array.from({ length: mostForms }, (_, form): Witness => {
    const fields = entries.flatMap(({ names, like }) => names.map((name) => [name, like[form % like.length]] as const))
    const members: Members = Object.fromEntries(fields)
    const event = { format: 'json', kind: 'kind-of-log', log: '', line: 1, timeMs: 0, raw: '', members } as const
    const texts = Object.values(members).filter((value) => typeof value === 'string')
    return { observation: observeEvent(createLogEvent(event), 0), inLine: new Set(texts.flatMap(lookedUpIn)) }
  })
}

/** Patterns are many, and their paths few. */
function oncePerPath<Answer>(ask: (path: ObjectPath) => Answer): (path: ObjectPath) => Answer {
  const known = new Map<string, Answer>()
  return (path) => {
    const asked = atAnyIndex(path)
    const key = JSON.stringify([asked.objectType, asked.steps])
    const answer = known.get(key) ?? ask(asked)
    known.set(key, answer)
    return answer
  }
}

/** A list in a log may be longer than in the events that are tried. */
function atAnyIndex(path: ObjectPath): ObjectPath {
  const steps = path.steps.map((step): PathStep => ('index' in step ? { index: 'all' } : step))
  return { ...path, steps }
}
