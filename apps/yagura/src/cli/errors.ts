import { type Remedy, YaguraError } from '@yagura/core'
import type { ProblemAnswer } from '../api/contract/common.ts'
import { refusalWords } from './refusal-words.ts'

/** The command was asked for something that it does not offer, or in a form that it cannot read. */
export class WrongUseError extends YaguraError {
  override readonly name = 'WrongUseError'
  override readonly code = 'cli/wrong-use'
  override readonly remedy: Remedy = 'correct-input'
  /** The option or argument at fault, as typed: `--minutes`. */
  readonly subject: string

  constructor(subject: string, problem: string) {
    super(`${subject}: ${problem}`)
    this.subject = subject
  }
}

/** A file that was named could not be opened or read. */
export class UnreadableFileError extends YaguraError {
  override readonly name = 'UnreadableFileError'
  override readonly code = 'cli/unreadable-file'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string, cause: Error) {
    super(`${file}: ${cause.message}`, { cause })
    this.file = file
  }
}

const folderFaults: Readonly<Record<string, string>> = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'that disk is read-only',
  EEXIST: 'a file is where a folder should be',
  ENOTDIR: 'a file is where a folder should be',
}

/** A folder that was named cannot be made, or nothing can be written into it. */
export class FolderUnusableError extends YaguraError {
  override readonly name = 'FolderUnusableError'
  override readonly code = 'cli/unusable-folder'
  override readonly remedy: Remedy = 'correct-input'
  readonly folder: string

  /** @param option - The option that names it: `--data`. */
  constructor(folder: string, option: string, cause: Error) {
    const fault = 'code' in cause ? folderFaults[String(cause.code)] : undefined
    super(`${folder}: ${fault ?? cause.message}; name another folder by ${option}, or have this one made writable`, {
      cause,
    })
    this.folder = folder
  }
}

/** Standard output could not be written: what is there is incomplete. */
export class OutputFailedError extends YaguraError {
  override readonly name = 'OutputFailedError'
  override readonly code = 'cli/output-failed'
  override readonly remedy: Remedy = 'retry-later'
  /** Bytes that were written before the failure. */
  readonly writtenBytes: number

  constructor(writtenBytes: number, cause: Error) {
    super(`standard output failed after ${writtenBytes} bytes: ${cause.message}; what was written is incomplete`, {
      cause,
    })
    this.writtenBytes = writtenBytes
  }
}

/** Whoever read standard output has closed it (`yagura … | head`): there is nothing left to do, and nothing went wrong. */
export class OutputClosedError extends YaguraError {
  override readonly name = 'OutputClosedError'
  override readonly code = 'cli/output-closed'
  override readonly remedy: Remedy = 'retry-later'

  constructor(cause: Error) {
    super('the reader of standard output has closed it', { cause })
  }
}

/** What a node showed to be signed is not what its hash, or the hash that a person read, says. */
export class ReleaseNotAsShownError extends YaguraError {
  override readonly name = 'ReleaseNotAsShownError'
  override readonly code = 'cli/release-not-as-shown'
  override readonly remedy: Remedy = 'correct-input'

  constructor(found: string) {
    super(`nothing was signed: the record’s hash is ${found}; look at the release again`)
  }
}

/** A person or the system asked the command to stop before it was done. */
export class InterruptedError extends YaguraError {
  override readonly name = 'InterruptedError'
  override readonly code = 'cli/interrupted'
  override readonly remedy: Remedy = 'retry-later'
  readonly signalName: 'SIGINT' | 'SIGTERM'

  constructor(signalName: 'SIGINT' | 'SIGTERM') {
    super(`interrupted (${signalName}); what was written ends with a whole line but is incomplete`)
    this.signalName = signalName
  }
}

/** The checkpoint file that was named belongs to another screening. */
export class CheckpointMismatchError extends YaguraError {
  override readonly name = 'CheckpointMismatchError'
  override readonly code = 'cli/checkpoint-mismatch'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string) {
    super(`${file} was made by a screening of other elements or options; name another file, or remove it to start anew`)
    this.file = file
  }
}

/** A command that asks a running node found none. */
export class NodeNotRunningError extends YaguraError {
  override readonly name = 'NodeNotRunningError'
  override readonly code = 'cli/node-not-running'
  override readonly remedy: Remedy = 'correct-input'
  readonly dataFolder: string

  constructor(dataFolder: string, cause: Error) {
    super(`no node runs on ${dataFolder}; start one with: yagura serve --data ${dataFolder}`, { cause })
    this.dataFolder = dataFolder
  }
}

/** The node that was asked refused or failed, and said why. */
export class NodeRefusedError extends YaguraError {
  override readonly name = 'NodeRefusedError'
  override readonly code = 'cli/node-refused'
  override readonly remedy: Remedy
  /** The code of the node's own answer. */
  readonly nodeCode: string

  constructor(problem: ProblemAnswer) {
    super(refusalWords(problem))
    this.nodeCode = problem.code
    this.remedy = problem.remedy
  }
}
