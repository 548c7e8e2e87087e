import { type Remedy, YaguraError } from '@yagura/core'
import type { RecordOrigin } from '@yagura/formats'
import type { NodeMode } from '../context.ts'

/** A node that shows real objects was given generated ones, or the other way round. */
export class WrongModeError extends YaguraError {
  override readonly name = 'WrongModeError'
  override readonly code = 'catalogue/wrong-mode'
  override readonly remedy: Remedy = 'correct-input'
  readonly origin: RecordOrigin

  constructor(origin: RecordOrigin, mode: NodeMode) {
    const found = mode === 'REAL' ? 'a SIMULATED object' : 'a real object'
    super(
      `${origin.file}:${origin.line} is ${found}, but this node is ${mode}: never mix them; start another node for them`,
    )
    this.origin = origin
  }
}

/** An object was asked for that is not in the catalogue. */
export class UnknownObjectError extends YaguraError {
  override readonly name = 'UnknownObjectError'
  override readonly code = 'catalogue/unknown-object'
  override readonly remedy: Remedy = 'correct-input'
  readonly id: number

  constructor(id: number) {
    super(`there is no object ${id} in the catalogue`)
    this.id = id
  }
}

/** SGP4 must not or cannot propagate an object's newest element set. */
export class NoOrbitError extends YaguraError {
  override readonly name = 'NoOrbitError'
  override readonly code = 'catalogue/no-orbit'
  override readonly remedy: Remedy = 'ask-originator'
  readonly id: number

  constructor(id: number, reason: string) {
    super(`object ${id}: ${reason}`)
    this.id = id
  }
}

/** An instant was named that does not exist. */
export class NoSuchInstantError extends YaguraError {
  override readonly name = 'NoSuchInstantError'
  override readonly code = 'catalogue/no-such-instant'
  override readonly remedy: Remedy = 'correct-input'

  constructor(text: string) {
    super(`"${text.slice(0, 40)}" is no instant of UTC: give an existing day and time, 2026-01-31T00:00:00Z`)
  }
}
