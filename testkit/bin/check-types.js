// Checks every workspace under its own compiler settings, then tests, scripts and bench under the root's. A package's
// `exports` are its sources, so the compiler also reads the sources of the parts that a workspace imports; those are
// judged in their own workspace, by their own settings, and not here. Usage: check-types.js [folder …]
import { join, sep } from 'node:path'
import ts from 'typescript'
import { repository, workspaceFolders } from './workspaces.js'

/** @type {ts.FormatDiagnosticsHost} */
const formatHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => repository,
  getNewLine: () => '\n',
}

/**
 * @param {string} configFile - Path of a tsconfig.json.
 * @returns {{ files: number, diagnostics: readonly ts.Diagnostic[] }}
 */
function check(configFile) {
  /** @type {ts.Diagnostic[]} */
  const configProblems = []
  const config = ts.getParsedCommandLineOfConfigFile(configFile, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => configProblems.push(problem),
  })
  if (config === undefined) return { files: 0, diagnostics: configProblems }
  const program = ts.createProgram({ rootNames: config.fileNames, options: config.options })
  const own = new Set(config.fileNames.map((name) => name.split(sep).join('/')))
  const sources = program.getSourceFiles().filter((source) => own.has(source.fileName))
  const diagnostics = sources.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
    ...(config.options.declaration === true ? program.getDeclarationDiagnostics(source) : []),
  ])
  return {
    files: sources.length,
    diagnostics: [
      ...config.errors,
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...diagnostics,
    ],
  }
}

const asked = process.argv.slice(2)
const folders = asked.length > 0 ? asked : [...workspaceFolders(), '.']
let problems = 0
for (const folder of folders) {
  const { files, diagnostics } = check(join(repository, folder, 'tsconfig.json'))
  const unique = ts.sortAndDeduplicateDiagnostics(diagnostics)
  problems += unique.length
  process.stdout.write(ts.formatDiagnostics(unique, formatHost))
  process.stdout.write(`${folder}: ${files} files, ${unique.length} problems\n`)
  if (files === 0 && unique.length === 0) throw new Error(`${folder}: no file was read`)
}
process.exitCode = problems > 0 ? 1 : 0
