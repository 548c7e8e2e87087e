import { listLogs } from './log-list.ts'

/** Files in which Sigma rules stand, and why others that were named have none. */
export type RuleFiles = { readonly files: readonly string[]; readonly problems: readonly string[] }

/**
 * The files of rules that were named: a file whatever it is called, and of a folder those that end in `.yml` or `.yaml`.
 *
 * @param names - Paths of files or folders, or `-` for standard input.
 * @throws UnreadableFileError where there is no such file or folder.
 */
export async function listRuleFiles(names: readonly string[]): Promise<RuleFiles> {
  const files: string[] = []
  const problems: string[] = []
  for (const name of names) {
    const listed = (await listLogs([name])).filter((file) => file === name || /\.ya?ml$/i.test(file))
    files.push(...listed)
    if (listed.length === 0) problems.push(`${name}: the folder holds no file that ends in .yml or .yaml`)
  }
  return { files, problems }
}
