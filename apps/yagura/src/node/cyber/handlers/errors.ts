import { type Remedy, YaguraError } from '@yagura/core'

/** An object of STIX, or a version of one, was named that this node does not have. */
export class UnknownStixObjectError extends YaguraError {
  override readonly name = 'UnknownStixObjectError'
  override readonly code = 'cyber/unknown-object'
  override readonly remedy: Remedy = 'correct-input'
  readonly id: string

  constructor(id: string) {
    super(`there is no object ${id.slice(0, 300)}`)
    this.id = id
  }
}

/** A page of a list was asked for by a cursor that belongs to another question. */
export class OtherCursorError extends YaguraError {
  override readonly name = 'OtherCursorError'
  override readonly code = 'cyber/other-cursor'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('the cursor belongs to another question; ask for the first page without one')
  }
}

/** A job of another form than imports have, as of another version of the program. */
export class WrongImportError extends YaguraError {
  override readonly name = 'WrongImportError'
  override readonly code = 'cyber/wrong-import'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('this import was begun by another version of the program: hand the file in again')
  }
}

/** What was said of who may see an import is no marking that this node can use. */
export class ImportMarkingError extends YaguraError {
  override readonly name = 'ImportMarkingError'
  override readonly code = 'cyber/import-marking'
  override readonly remedy: Remedy = 'correct-input'

  constructor(reason: string) {
    super(`nothing was imported; its marking: ${reason}`)
  }
}
