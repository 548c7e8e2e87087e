import { type Remedy, YaguraError } from '@yagura/core'

/** A case was named that this node knows nothing of. */
export class UnknownCaseError extends YaguraError {
  override readonly name = 'UnknownCaseError'
  override readonly code = 'case/unknown'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`there is no case ${id.slice(0, 40)}; the list of cases has their ids`)
  }
}

/** Something was to be added to a case that this node has closed. */
export class CaseClosedError extends YaguraError {
  override readonly name = 'CaseClosedError'
  override readonly code = 'case/closed'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`case ${id} is closed; reopen it to add to it`)
  }
}

/** A part of a case cannot be taken. */
export class CaseRefusedError extends YaguraError {
  override readonly name = 'CaseRefusedError'
  override readonly code = 'case/refused'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string, options?: ErrorOptions) {
    super(`the part was not taken: ${problem}`, options)
  }
}

/** The bytes of evidence are not at this node, or are not what they were. */
export class CaseFileError extends YaguraError {
  override readonly name = 'CaseFileError'
  override readonly code = 'case/file-not-held'
  override readonly remedy: Remedy = 'correct-input'

  constructor(sha256: string, problem: string) {
    super(`the file ${sha256}: ${problem}`)
  }
}
