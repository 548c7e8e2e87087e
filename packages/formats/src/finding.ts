import type { ElementSet, RecordProblem } from './element-set.ts'

/** What is wrong with one field of a record: the field by its standard name, what was found and what was expected. */
export type Finding = { readonly field: string; readonly reason: string }

/** A finding at its line of the file it was found in. */
export type LocatedFinding = Finding & { readonly line: number }

/** Where a reader delivers: a record at a time, in the order of the file. */
export type ElementSetSink = {
  elementSet(set: ElementSet): void
  /** A record, or a part of one, that could not be read. Reading goes on. */
  problem(problem: RecordProblem): void
}

/** A parser that bytes are pushed into; any division of the bytes gives the same result. */
export type ByteSink = {
  write(bytes: Uint8Array): void
  /** Tells that the file has ended; must be called once, or what is still open is lost. */
  end(): void
}

/** Whether a parse step came out as a finding instead of a value. */
export function isFinding(outcome: object): outcome is Finding {
  return 'reason' in outcome
}
