import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { judgeProofFile } from '../log-audit/proof-file.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { UnreadableFileError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { displayName } from './read-file.ts'
import { readText } from './read-text.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura log check-proof` as typed. */
export type CheckProofOptions = { readonly format: string }

const mostCharacters = 1 << 20

/**
 * `yagura log check-proof`: judges proofs, a row a file in the order in which they are named; a file that cannot be read is not valid.
 *
 * @param files - Paths, folders (every `.json` file in them, by name) or `-`.
 * @returns The exit code: bad input where a proof is not valid.
 */
export async function checkProofs(
  files: readonly string[],
  options: CheckProofOptions,
  context: CommandContext,
): Promise<number> {
  const format = parseWord('--format', options.format, tableFormats)
  const print = createTable(['file', 'valid', 'error'], format, context.output.write)
  let areAllValid = true
  for (const named of files) {
    for (const file of filesUnder(named)) {
      const error = await errorOf(file, context)
      if (error !== undefined) areAllValid = false
      print([displayName(file), error === undefined, error])
      await context.output.drain()
    }
  }
  await context.output.end()
  return areAllValid ? exitCodes.done : exitCodes.badInput
}

async function errorOf(file: string, context: CommandContext): Promise<string | undefined> {
  try {
    const text = await readText(file, context, mostCharacters)
    if (text.length > mostCharacters) return `the file is longer than ${mostCharacters} characters`
    const verdict = judgeProofFile(text)
    return verdict.ok ? undefined : verdict.fault.reason
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.message
    throw error
  }
}

/** A folder that cannot be looked into is a file that cannot be read. */
function filesUnder(named: string): readonly string[] {
  if (named === '-' || statSync(named, { throwIfNoEntry: false })?.isDirectory() !== true) return [named]
  try {
    const entries = readdirSync(named, { recursive: true, withFileTypes: true })
    return entries.filter(isProof).map(pathOf).sort()
  } catch {
    return [named]
  }
}

function isProof(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.json')
}

function pathOf(entry: Dirent): string {
  return join(entry.parentPath, entry.name)
}
